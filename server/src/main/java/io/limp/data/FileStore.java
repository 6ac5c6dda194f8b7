package io.limp.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contents of files, kept by the SHA-256 of their bytes, beside the documents that refer to
 * them. Documents share contents; those that none needs any more are found by {@link
 * Data#fileHashes} and deleted.
 */
public interface FileStore {
  /** How much of a content is read at a time. */
  int PIECE = 64 << 10;

  /**
   * Keeps the content, durably before it returns. An unfinished one leaves nothing. One that is
   * there already counts as put now.
   *
   * @return the SHA-256 in lower-case hexadecimal digits, and the length
   */
  default Stored put(InputStream content) throws IOException {
    try (Incoming incoming = receive()) {
      byte[] piece = new byte[PIECE];
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        incoming.write(piece, read);
      }
      return incoming.keep();
    }
  }

  /** Makes room for a content that comes piece by piece; the caller closes it. */
  Incoming receive() throws IOException;

  /**
   * Opens a content for reading anywhere in it; empty when it is not there. The caller closes it.
   */
  Optional<SeekableByteChannel> open(String hash) throws IOException;

  /**
   * All contents, one after another as they are read, in no order. What is put or deleted meanwhile
   * may be among them or not. The caller closes it.
   */
  Stream<Kept> list() throws IOException;

  /**
   * Removes a content that was last put before that moment; one that was put later, be it while
   * this runs, stays. Who reads the content meanwhile may see it end too soon.
   *
   * @return false when it is not there or was put later
   */
  boolean delete(String hash, Instant putBefore) throws IOException;

  /**
   * A content that is coming in. It is no content of the store before {@link #keep}; a crash leaves
   * nothing that another start would not remove. For one thread at a time.
   */
  interface Incoming extends AutoCloseable {
    /** Adds the first so many bytes of the piece. */
    void write(byte[] piece, int length) throws IOException;

    /** How many bytes came so far. */
    long size();

    /**
     * Keeps what has come as {@link FileStore#put} does: nothing more can come then. Asked once
     * more, it answers the same.
     */
    Stored keep() throws IOException;

    /** Drops what came, unless it is kept; to be called as often as one likes. */
    @Override
    void close() throws IOException;
  }

  /** What was kept. */
  record Stored(String hash, long size) {}

  /**
   * A content that is there.
   *
   * @param size in bytes
   * @param put when it was last put
   */
  record Kept(String hash, long size, Instant put) {}
}
