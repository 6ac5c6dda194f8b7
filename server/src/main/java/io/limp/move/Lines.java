package io.limp.move;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a file, as bytes, one at a time. */
final class Lines implements Closeable {
  private static final int CHUNK = 64 << 10;

  private final InputStream bytes;
  private long end;
  private long number;
  private boolean isCut;

  Lines(Path file) throws IOException {
    bytes = new BufferedInputStream(Files.newInputStream(file), CHUNK);
  }

  /** The next line without its end; empty at the end of the file, or before a line without end. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = bytes.read(); b >= 0; b = bytes.read()) {
      if (b == '\n') {
        end += line.size() + 1L;
        number++;
        return Optional.of(line.toByteArray());
      }
      line.write(b);
    }
    isCut = line.size() > 0;
    return Optional.empty();
  }

  /** Behind the end of the last line that was given, in bytes. */
  long end() {
    return end;
  }

  /** Of the last line that was given, from 1 on. */
  long number() {
    return number;
  }

  /** True when the file ends in the middle of a line. */
  boolean isCut() {
    return isCut;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
