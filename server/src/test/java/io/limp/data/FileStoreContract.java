package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.FileStore.Kept;
import io.limp.data.FileStore.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of files must keep. */
public abstract class FileStoreContract {
  protected static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir protected Path folder;
  protected FileStore store;
  protected Instant now = Instant.parse("2026-01-01T12:00:00Z");

  protected abstract FileStore open() throws IOException;

  /** Everything that the store has, unfinished contents too, as one name each. */
  protected abstract List<String> everything() throws IOException;

  @BeforeEach
  final void openStore() throws IOException {
    store = open();
  }

  protected static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  protected final List<Kept> kept() throws IOException {
    try (Stream<Kept> all = store.list()) {
      return all.toList();
    }
  }

  private static byte[] read(SeekableByteChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void aContentIsKeptUnderItsHash() throws IOException {
    assertThat(store.put(content("hello"))).isEqualTo(new Stored(HELLO, 5));
    assertThat(everything()).hasSize(1);
    try (SeekableByteChannel channel = store.open(HELLO).orElseThrow()) {
      ByteBuffer bytes = ByteBuffer.allocate(10);
      assertThat(channel.position(2).read(bytes)).isEqualTo(3);
      assertThat(new String(bytes.array(), 0, 3, StandardCharsets.UTF_8)).isEqualTo("llo");
      assertThat(channel.size()).isEqualTo(5);
      assertThat(channel.position()).isEqualTo(5);
      assertThat(channel.read(bytes)).isEqualTo(-1);
    }
  }

  @Test
  void theSameContentIsKeptOnce() throws IOException {
    store.put(content("hello"));
    assertThat(store.put(content("hello"))).isEqualTo(new Stored(HELLO, 5));
    assertThat(everything()).hasSize(1);
  }

  @Test
  void anEmptyAndALargeContentAreKept() throws IOException {
    assertThat(store.put(content("")).size()).isZero();
    assertThat(store.put(content("x".repeat(300_000))).size()).isEqualTo(300_000);
    assertThat(everything()).hasSize(2);
  }

  @Test
  void anyPartOfALargeContentIsRead() throws IOException {
    byte[] bytes = new byte[800_000];
    new Random(7).nextBytes(bytes);
    Stored stored = store.put(new ByteArrayInputStream(bytes));
    try (SeekableByteChannel channel = store.open(stored.hash()).orElseThrow()) {
      for (int from : List.of(0, 1, 261_119, 261_120, 261_121, 700_000, 799_999, 800_000)) {
        channel.position(from);
        int to = Math.min(from + 300_000, bytes.length);
        assertThat(read(channel, 300_000)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
      }
    }
  }

  @Test
  void aClosedChannelIsReadNoMore() throws IOException {
    store.put(content("hello"));
    SeekableByteChannel channel = store.open(HELLO).orElseThrow();
    channel.close();
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
  }

  private static void write(FileStore.Incoming incoming, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    incoming.write(Arrays.copyOf(bytes, bytes.length + 7), bytes.length);
  }

  @Test
  void aContentComesInPieces() throws IOException {
    try (FileStore.Incoming incoming = store.receive()) {
      write(incoming, "he");
      write(incoming, "");
      write(incoming, "llo");
      assertThat(incoming.size()).isEqualTo(5);
      assertThat(kept()).isEmpty();
      assertThat(store.open(HELLO)).isEmpty();
      assertThat(incoming.keep()).isEqualTo(new Stored(HELLO, 5));
      assertThat(incoming.keep()).isEqualTo(new Stored(HELLO, 5));
    }
    assertThat(kept()).containsExactly(new Kept(HELLO, 5, now));
    assertThat(everything()).hasSize(1);
  }

  @Test
  void whatIsClosedBeforeItIsKeptLeavesNothing() throws IOException {
    FileStore.Incoming incoming = store.receive();
    write(incoming, "x".repeat(600_000));
    assertThat(everything()).isNotEmpty();
    incoming.close();
    incoming.close();
    assertThat(everything()).isEmpty();
  }

  @Test
  @SuppressWarnings("try") // one is closed early, as whoever drops it does
  void oneOfTwoThatComeAtATimeMayBeDropped() throws IOException {
    try (FileStore.Incoming kept = store.receive();
        FileStore.Incoming dropped = store.receive()) {
      write(kept, "hel");
      write(dropped, "hello");
      write(kept, "lo");
      dropped.close();
      assertThat(kept.keep().hash()).isEqualTo(HELLO);
    }
    assertThat(everything()).hasSize(1);
  }

  @Test
  void anUnfinishedContentLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 20;

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left-- <= 0) {
              throw new IOException("The client went away");
            }
            return length;
          }

          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> store.put(broken)).hasMessage("The client went away");
    assertThat(everything()).isEmpty();
    assertThat(kept()).isEmpty();
  }

  @Test
  void allContentsAreListedWithTheirTimes() throws IOException {
    assertThat(kept()).isEmpty();
    Instant noon = now;
    store.put(content("hello"));
    now = noon.plusSeconds(60);
    String other = store.put(content("other one")).hash();
    assertThat(kept()).containsExactlyInAnyOrder(new Kept(HELLO, 5, noon), new Kept(other, 9, now));
  }

  @Test
  void aContentIsDeletedUnlessItWasPutSince() throws IOException {
    Instant noon = now;
    store.put(content("hello"));
    assertThat(store.delete(HELLO, noon)).isFalse();
    now = noon.plus(Duration.ofHours(2));
    store.put(content("hello"));
    assertThat(store.delete(HELLO, noon.plus(Duration.ofHours(1)))).isFalse();
    assertThat(store.open(HELLO)).isPresent();
    assertThat(store.delete(HELLO, now.plusMillis(1))).isTrue();
    assertThat(store.open(HELLO)).isEmpty();
    assertThat(everything()).isEmpty();
    assertThat(store.delete(HELLO, now.plusMillis(1))).isFalse();
    store.put(content("hello"));
    assertThat(store.open(HELLO)).isPresent();
  }

  @Test
  void nothingElseIsDeleted() throws IOException {
    for (String hash : List.of("", "2c", "../../secret", HELLO.replace('2', 'G'))) {
      assertThat(store.delete(hash, now.plusSeconds(1))).as(hash).isFalse();
    }
    String other = store.put(content("other one")).hash();
    store.put(content("hello"));
    assertThat(store.delete(HELLO, now.plusSeconds(1))).isTrue();
    assertThat(store.open(other)).isPresent();
    assertThat(everything()).hasSize(1);
  }

  /** A put of a content that is being deleted either keeps it or stores it anew. */
  @Test
  void whatWasPutIsThereWhoeverDeletesMeanwhile() throws Exception {
    Instant old = now;
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        now = old;
        store.put(content("hello"));
        now = old.plusSeconds(60);
        Future<Boolean> deletes = others.submit(() -> store.delete(HELLO, old.plusSeconds(1)));
        store.put(content("hello"));
        deletes.get();
        assertThat(store.open(HELLO)).isPresent();
        assertThat(store.delete(HELLO, now.plusSeconds(1))).isTrue();
        assertThat(everything()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNotAHashIsNotThere() throws IOException {
    for (String hash :
        List.of(
            "",
            "2c",
            "../../secret",
            HELLO.substring(1),
            HELLO.replace('2', 'G'),
            HELLO + "\0",
            HELLO)) {
      assertThat(store.open(hash)).as(hash).isEmpty();
    }
    store.put(content("hello"));
    assertThat(store.open(HELLO.toUpperCase(Locale.ROOT))).isEmpty();
  }
}
