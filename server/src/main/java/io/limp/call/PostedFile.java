package io.limp.call;

import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that comes with a request over HTTP; it takes up room until it is closed. */
final class PostedFile implements IncomingFile.Content {
  private static final Logger LOG = LoggerFactory.getLogger(PostedFile.class);

  private final UploadRoom room;
  private final FileStore.Incoming incoming;
  private long taken;
  private boolean closed;

  private PostedFile(UploadRoom room, FileStore.Incoming incoming) {
    this.room = room;
    this.incoming = incoming;
  }

  /**
   * Begins with none of its bytes.
   *
   * @throws io.limp.api.Refusal when there is no room
   * @throws DataUnavailable when it cannot be stored
   */
  static PostedFile begin(UploadRoom room) {
    if (!room.takeFile()) {
      throw Uploads.noRoom();
    }
    boolean begun = false;
    try {
      FileStore.Incoming incoming = room.store().receive();
      begun = true;
      return new PostedFile(room, incoming);
    } catch (IOException e) {
      throw notStored(e);
    } finally {
      if (!begun) {
        room.giveBack(0);
      }
    }
  }

  /**
   * Takes the first so many bytes of the piece.
   *
   * @throws io.limp.api.Refusal when there is no room
   * @throws DataUnavailable when they cannot be stored
   */
  void take(byte[] piece, int length) {
    if (!room.takeBytes(length)) {
      throw Uploads.noRoom();
    }
    taken += length;
    try {
      incoming.write(piece, length);
    } catch (IOException e) {
      throw notStored(e);
    }
  }

  private static DataUnavailable notStored(IOException e) {
    return new DataUnavailable("The content of a file could not be stored", e);
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
      room.giveBack(taken);
    }
  }
}
