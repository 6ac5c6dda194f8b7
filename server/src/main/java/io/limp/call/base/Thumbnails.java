package io.limp.call.base;

import io.limp.api.FileRef;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.image.NotAnImage;
import io.limp.image.Thumbnail;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Small pictures of stored files, made when they are asked for. Those that were asked for last are
 * kept in memory; at most half of the processors make new ones.
 */
public final class Thumbnails {
  private static final int KEPT_BYTES = 32 << 20;
  private static final int AROUND = 500; // what one takes up beside its content, about
  private static final int MOST_WAITING = 200;
  private static final String NOT_IMAGE = "NOT_IMAGE";

  private final FileStore store;
  private final Semaphore makers =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
  private final Kept kept = new Kept();

  public Thumbnails(FileStore store) {
    this.store = store;
  }

  /**
   * The thumbnail of a file, or the file itself where that is not larger.
   *
   * @param box {@code 320x200}
   * @throws Refusal when the file is no picture
   */
  Reply of(FileRef file, String box) {
    if (!file.type().toLowerCase(Locale.ROOT).startsWith("image/")) {
      throw Refusal.badRequest(NOT_IMAGE, "File is not of type image to create thumbnail for.");
    }
    Key key = new Key(file.hash(), box);
    Optional<Thumbnail> found = kept.find(key);
    return found.isPresent() ? reply(file, box, found.get()) : made(file, key);
  }

  private static Reply reply(FileRef file, String box, Thumbnail thumbnail) {
    return new Reply.Thumbnail(file, box, thumbnail.type(), thumbnail.content());
  }

  private Reply made(FileRef file, Key key) {
    if (makers.getQueueLength() > MOST_WAITING) {
      throw Refusal.of(
          503,
          "CORE_FILE_NO_ROOM",
          "Too many thumbnails are being made at the moment: try again later.");
    }
    makers.acquireUninterruptibly();
    try {
      Optional<Thumbnail> found = kept.find(key); // made while this one waited
      if (found.isEmpty()) {
        found = onThreadOfItsOwn(file, key);
        found.ifPresent(thumbnail -> kept.put(key, thumbnail));
      }
      return found.isPresent() ? reply(file, key.box, found.get()) : new Reply.Content(file);
    } finally {
      makers.release();
    }
  }

  /** Decoding would keep the thread busy that carries this one, and others that wait for it. */
  private Optional<Thumbnail> onThreadOfItsOwn(FileRef file, Key key) {
    FutureTask<Optional<Thumbnail>> task = new FutureTask<>(() -> make(key));
    Thread.ofPlatform().daemon().name("thumbnail").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataUnavailable("The server stops", e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case NotAnImage no ->
            Refusal.badRequest(
                NOT_IMAGE,
                "File is not of type image to create thumbnail for: %s.",
                String.valueOf(no.getMessage()));
        case IOException broken ->
            new DataUnavailable("The content of " + file.name() + " could not be read", broken);
        case RuntimeException unexpected -> unexpected;
        case Error error -> throw error;
        case null, default -> new IllegalStateException(e);
      };
    }
  }

  private Optional<Thumbnail> make(Key key) throws IOException, NotAnImage {
    Optional<SeekableByteChannel> opened = store.open(key.hash);
    if (opened.isEmpty()) {
      return Optional.empty(); // whoever sends the file finds it gone
    }
    int x = key.box.indexOf('x');
    try (SeekableByteChannel content = opened.get()) {
      return Thumbnail.of(
          content,
          Integer.parseInt(key.box.substring(0, x)),
          Integer.parseInt(key.box.substring(x + 1)));
    }
  }

  /** A content and the box that its picture fits into. */
  private record Key(String hash, String box) {}

  /** The last that were asked for. */
  private static final class Kept {
    private final Map<Key, Thumbnail> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<Thumbnail> find(Key key) {
      return Optional.ofNullable(byKey.get(key));
    }

    synchronized void put(Key key, Thumbnail thumbnail) {
      Thumbnail before = byKey.put(key, thumbnail);
      bytes += weight(thumbnail) - (before == null ? 0 : weight(before));
      Iterator<Thumbnail> oldest = byKey.values().iterator();
      while (bytes > KEPT_BYTES) {
        bytes -= weight(oldest.next());
        oldest.remove();
      }
    }

    private static int weight(Thumbnail thumbnail) {
      return thumbnail.content().length + AROUND;
    }
  }
}
