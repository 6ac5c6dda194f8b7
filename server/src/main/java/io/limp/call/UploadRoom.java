package io.limp.call;

import io.limp.data.FileStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where connections upload to, and how much of that there may be before it belongs to a document:
 * anybody may upload, so it is bounded for each connection and for all together.
 */
public final class UploadRoom {
  /**
   * How much there may be at a time.
   *
   * @param bytes of one connection, and so of one file
   * @param files of one connection
   * @param allBytes of all connections
   * @param allFiles of all connections: each unfinished one keeps a file or a stream open
   */
  public record Limits(long bytes, int files, long allBytes, int allFiles) {
    public static final Limits DEFAULT = new Limits(64L << 20, 64, 4L << 30, 1000);
  }

  private final FileStore store;
  private final Limits limits;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger files = new AtomicInteger();

  public UploadRoom(FileStore store, Limits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Where one connection's uploads are. */
  Uploads ofConnection() {
    return new Uploads(this);
  }

  /**
   * Begins a content that comes with a request and so belongs to no connection's room.
   *
   * @throws io.limp.api.Refusal when there is no room
   * @throws io.limp.data.DataUnavailable when it cannot be stored
   */
  ArrivingContent receive() {
    if (!takeFile()) {
      throw Uploads.noRoom();
    }
    return ArrivingContent.begin(
        new ArrivingContent.Room() {
          @Override
          public void takeBytes(long more) {
            if (!UploadRoom.this.takeBytes(more)) {
              throw Uploads.noRoom();
            }
          }

          @Override
          public void giveBack(long size) {
            UploadRoom.this.giveBack(size);
          }
        },
        store,
        "a file");
  }

  FileStore store() {
    return store;
  }

  Limits limits() {
    return limits;
  }

  /** True when there is room for one more file, which is taken then. */
  boolean takeFile() {
    if (files.incrementAndGet() <= limits.allFiles()) {
      return true;
    }
    files.decrementAndGet();
    return false;
  }

  /** True when there is room for so many bytes more, which is taken then. */
  boolean takeBytes(long more) {
    if (bytes.addAndGet(more) <= limits.allBytes()) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  /** Gives the room of a file back. */
  void giveBack(long size) {
    bytes.addAndGet(-size);
    files.decrementAndGet();
  }
}
