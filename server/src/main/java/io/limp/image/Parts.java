package io.limp.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a content as if they were the whole, for ImageIO to read.
 *
 * <p>What a database that is gone throws is remembered: to ImageIO it would be one more way in
 * which a picture can be broken.
 */
final class Parts extends ImageInputStreamImpl {
  private static final int BUFFER = 16 << 10;

  private final SeekableByteChannel content;
  private final List<Part> parts = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long bufferAt;
  private Optional<IOException> failedToRead = Optional.empty();
  private Optional<RuntimeException> failed = Optional.empty();

  /** From the first byte to the one before the end. */
  private record Part(long from, long end, long at) {}

  Parts(SeekableByteChannel content) {
    this.content = content;
  }

  /** Adds a part behind the others. */
  void add(long from, long end) {
    if (!parts.isEmpty() && parts.getLast().end == from) {
      Part last = parts.removeLast();
      parts.add(new Part(last.from, end, last.at));
    } else {
      parts.add(new Part(from, end, length()));
    }
  }

  /** How many there are, neighbours taken together. */
  int count() {
    return parts.size();
  }

  /** Throws once more what came of reading the content, if it could not be read. */
  void failAgain() throws IOException {
    if (failedToRead.isPresent()) {
      throw failedToRead.get();
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  @Override
  public long length() {
    return parts.isEmpty() ? 0 : parts.getLast().at + parts.getLast().end - parts.getLast().from;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    return buffer.get((int) (streamPos++ - bufferAt)) & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int at = (int) (streamPos - bufferAt);
    int read = Math.min(length, buffer.limit() - at);
    buffer.get(at, bytes, offset, read);
    streamPos += read;
    return read;
  }

  /** True when the buffer has the byte at the stream's position. */
  private boolean fill() throws IOException {
    if (streamPos >= bufferAt && streamPos < bufferAt + buffer.limit()) {
      return true;
    }
    Part part = part();
    if (part == null) {
      return false;
    }
    long from = part.from + streamPos - part.at;
    buffer.clear().limit((int) Math.min(BUFFER, part.end - from));
    bufferAt = streamPos;
    try {
      content.position(from);
      while (buffer.hasRemaining() && content.read(buffer) >= 0) {
        // As much as there is.
      }
    } catch (IOException e) {
      failedToRead = Optional.of(e);
      buffer.position(0);
      throw e;
    } catch (RuntimeException e) {
      failed = Optional.of(e);
      buffer.position(0);
      throw e;
    } finally {
      buffer.flip();
    }
    return buffer.hasRemaining();
  }

  private @Nullable Part part() {
    int low = 0;
    int high = parts.size() - 1;
    while (low <= high) {
      int middle = (low + high) / 2;
      Part part = parts.get(middle);
      if (streamPos < part.at) {
        high = middle - 1;
      } else if (streamPos >= part.at + part.end - part.from) {
        low = middle + 1;
      } else {
        return part;
      }
    }
    return null;
  }
}
