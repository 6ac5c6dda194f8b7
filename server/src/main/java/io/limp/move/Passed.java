package io.limp.move;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes have been read, of several streams together. */
final class Passed {
  private final LongConsumer told;
  private long bytes;

  Passed(LongConsumer told) {
    this.told = told;
  }

  /** The stream, whose bytes are counted too. */
  InputStream through(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        add(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        add(Math.max(read, 0));
        return read;
      }
    };
  }

  private void add(int count) {
    bytes += count;
    told.accept(bytes);
  }
}
