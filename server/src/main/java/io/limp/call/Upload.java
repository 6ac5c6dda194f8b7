package io.limp.call;

import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file that comes chunk by chunk, complete or not yet; it takes up room until it is closed. */
final class Upload implements IncomingFile.Content {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final Uploads among;
  private final FileStore.Incoming incoming;
  private final Chunk first;
  private final Instant begun;
  private int chunks;
  private long room;
  private boolean closed;

  private Upload(Uploads among, FileStore.Incoming incoming, Chunk first, Instant begun) {
    this.among = among;
    this.incoming = incoming;
    this.first = first;
    this.begun = begun;
  }

  /**
   * Begins with the first chunk's head; its content is not taken yet.
   *
   * @throws DataUnavailable when it cannot be stored
   */
  static Upload begin(Uploads among, FileStore store, Chunk first, Instant now) {
    try {
      return new Upload(among, store.receive(), first, now);
    } catch (IOException e) {
      throw notStored(first, e);
    }
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
    long size = size() + next.content().length;
    boolean last = next.number() == next.total();
    if (last ? size != next.size() : size > next.size()) {
      throw Chunk.invalid("size", next.size(), "must be what came, " + size);
    }
    among.takeBytes(next.content().length);
    room += next.content().length;
    try {
      incoming.write(next.content(), next.content().length);
      chunks++;
    } catch (IOException e) {
      throw notStored(next, e);
    }
  }

  private static DataUnavailable notStored(Chunk chunk, IOException e) {
    return new DataUnavailable("The content of " + chunk.name() + " could not be stored", e);
  }

  IncomingFile file() {
    return new IncomingFile(first.name(), first.type(), first.lastModified(), this);
  }

  @Override
  public long size() {
    return incoming.size();
  }

  @Override
  public FileStore.Stored keepIn(FileStore store) throws IOException {
    return incoming.keep();
  }

  /** Drops it, unless it is kept, and gives its room back. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      incoming.close();
    } catch (IOException | DataUnavailable e) {
      // The next start of the server removes it.
      LOG.warn("An upload that nobody needs was not removed: {}", e.getMessage());
    } finally {
      among.giveBack(room);
    }
  }
}
