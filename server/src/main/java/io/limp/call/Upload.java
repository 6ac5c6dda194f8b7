package io.limp.call;

import io.limp.data.DataUnavailable;
import java.time.Instant;

/** One file that comes chunk by chunk, complete or not yet; it takes up room until it is closed. */
final class Upload {
  private final ArrivingContent content;
  private final Chunk first;
  private final Instant begun;
  private int chunks;

  /** Begins with the first chunk's head; its content is not taken yet. */
  Upload(ArrivingContent content, Chunk first, Instant begun) {
    this.content = content;
    this.first = first;
    this.begun = begun;
  }

  Chunk first() {
    return first;
  }

  Instant begun() {
    return begun;
  }

  /** How many chunks have come. */
  int chunks() {
    return chunks;
  }

  boolean isComplete() {
    return chunks == first.total();
  }

  /**
   * Takes the content of the next chunk.
   *
   * @throws io.limp.api.Refusal when it is not the next one, or there is no room
   * @throws DataUnavailable when it cannot be stored
   */
  void take(Chunk next) {
    if (next.number() != chunks + 1) {
      throw Chunk.invalid("chunk", next.number(), "must be the next one, " + (chunks + 1));
    }
    next.refuseUnlike(first);
    long size = content.size() + next.content().length;
    boolean last = next.number() == next.total();
    if (last ? size != next.size() : size > next.size()) {
      throw Chunk.invalid("size", next.size(), "must be what came, " + size);
    }
    content.take(next.content(), next.content().length);
    chunks++;
  }

  IncomingFile file() {
    return new IncomingFile(first.name(), first.type(), first.lastModified(), content);
  }

  /** Drops it, unless it is kept, and gives its room back. */
  void close() {
    content.close();
  }
}
