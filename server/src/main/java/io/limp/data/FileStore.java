package io.limp.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * The contents of files, kept by the SHA-256 of their bytes, beside the documents that refer to
 * them.
 */
public interface FileStore {
  /**
   * Keeps the content, durably before it returns. An unfinished one leaves nothing.
   *
   * @return the SHA-256 in lower-case hexadecimal digits, and the length
   */
  Stored put(InputStream content) throws IOException;

  /**
   * Opens a content for reading anywhere in it; empty when it is not there. The caller closes it.
   */
  Optional<SeekableByteChannel> open(String hash) throws IOException;

  /** What was kept. */
  record Stored(String hash, long size) {}
}
