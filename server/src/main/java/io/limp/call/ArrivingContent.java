package io.limp.call;

import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of a file on its way into the store; it takes up room until it is closed. */
final class ArrivingContent implements IncomingFile.Content {
  private static final Logger LOG = LoggerFactory.getLogger(ArrivingContent.class);

  /** What it takes up, of a connection or of all together. */
  interface Room {
    /**
     * Takes room for so many bytes more.
     *
     * @throws io.limp.api.Refusal when there is none
     */
    void takeBytes(long more);

    /** Gives the room of the file back, with that of so many bytes. */
    void giveBack(long size);
  }

  private final Room room;
  private final FileStore.Incoming incoming;
  private final String named;
  private long taken;
  private boolean closed;

  private ArrivingContent(Room room, FileStore.Incoming incoming, String named) {
    this.room = room;
    this.incoming = incoming;
    this.named = named;
  }

  /**
   * Begins with none of its bytes, in room for a file that was taken before and is given back when
   * it cannot begin.
   *
   * @param named what it is called when it cannot be stored
   * @throws DataUnavailable when it cannot be stored
   */
  static ArrivingContent begin(Room room, FileStore store, String named) {
    boolean begun = false;
    try {
      FileStore.Incoming incoming = store.receive();
      begun = true;
      return new ArrivingContent(room, incoming, named);
    } catch (IOException e) {
      throw notStored(named, e);
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
    room.takeBytes(length);
    taken += length;
    try {
      incoming.write(piece, length);
    } catch (IOException e) {
      throw notStored(named, e);
    }
  }

  private static DataUnavailable notStored(String named, IOException e) {
    return new DataUnavailable("The content of " + named + " could not be stored", e);
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
