package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.FileStore.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFileStoreTest {
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;
  private FolderFileStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new FolderFileStore(folder);
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void aContentIsKeptUnderItsHash() throws IOException {
    assertThat(store.put(content("hello"))).isEqualTo(new Stored(HELLO, 5));
    assertThat(everything()).containsExactly("files/2c/" + HELLO);
    try (SeekableByteChannel channel = store.open(HELLO).orElseThrow()) {
      ByteBuffer bytes = ByteBuffer.allocate(10);
      assertThat(channel.position(2).read(bytes)).isEqualTo(3);
      assertThat(new String(bytes.array(), 0, 3, StandardCharsets.UTF_8)).isEqualTo("llo");
      assertThat(channel.size()).isEqualTo(5);
    }
  }

  @Test
  void theSameContentIsKeptOnce() throws IOException {
    store.put(content("hello"));
    store.put(content("hello"));
    assertThat(everything()).hasSize(1);
  }

  @Test
  void anEmptyAndALargeContentAreKept() throws IOException {
    assertThat(store.put(content("")).size()).isZero();
    assertThat(store.put(content("x".repeat(300_000))).size()).isEqualTo(300_000);
    assertThat(everything()).hasSize(2);
  }

  @Test
  void anUnfinishedContentLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 2;

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
  }

  @Test
  void whatACrashLeftIsRemovedAtStartButNotWhatIsStillComingIn() throws IOException {
    Path left = Files.writeString(folder.resolve("files/incoming-left"), "half");
    Path coming = folder.resolve("files/incoming-coming");
    try (FileChannel channel =
        FileChannel.open(coming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();
      assertThat(new FolderFileStore(folder)).isNotNull();
      assertThat(left).doesNotExist();
      assertThat(coming).exists();
    }
  }

  @Test
  void whatIsNotAHashIsNotThere() throws IOException {
    Files.writeString(folder.resolve("secret"), "x");
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
