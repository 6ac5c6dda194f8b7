package io.limp.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a JPEG says before its picture, and how often it paints it. */
final class JpegHead {
  private static final int BUFFER = 64 << 10;
  private static final int START_OF_SCAN = 0xda;
  private static final int APP1 = 0xe1;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  /** A camera makes one scan, a progressive picture ten; each costs as much as the whole. */
  private static final int MOST_SCANS = 100;

  private JpegHead() {}

  /**
   * How the picture is to be turned, from 1 (not at all) to 8, as Exif numbers it.
   *
   * @throws NotAnImage when it would be painted too often
   */
  static int orientation(SeekableByteChannel content) throws IOException, NotAnImage {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long at = 2;
    int orientation = 1;
    while (true) {
      int read = read(content, at, buffer);
      if (read < 4 || (buffer.get(0) & 0xff) != 0xff) {
        return orientation; // broken, as its reader will find
      }
      int marker = buffer.get(1) & 0xff;
      if (marker == 0xff) {
        at++; // a fill byte
      } else if (marker == START_OF_SCAN) {
        refuseManyScans(content, at, buffer);
        return orientation;
      } else {
        int length = buffer.getShort(2) & 0xffff;
        if (marker == APP1 && orientation == 1) {
          orientation = exif(Arrays.copyOfRange(buffer.array(), 4, Math.min(read, 2 + length)));
        }
        at += 2 + length;
      }
    }
  }

  /** Fills the buffer from that place on; how much there was. */
  private static int read(SeekableByteChannel content, long at, ByteBuffer buffer)
      throws IOException {
    buffer.clear();
    content.position(at);
    while (buffer.hasRemaining() && content.read(buffer) >= 0) {
      // As much as there is.
    }
    return buffer.position();
  }

  private static int exif(byte[] app1) {
    if (app1.length < EXIF.length || !Arrays.equals(EXIF, Arrays.copyOf(app1, EXIF.length))) {
      return 1;
    }
    ByteBuffer tiff = ByteBuffer.wrap(app1, EXIF.length, app1.length - EXIF.length).slice();
    try {
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(4);
      int entries = tiff.getShort(directory) & 0xffff;
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + 12 * i;
        if (tiff.getShort(entry) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
          int value = tiff.getShort(entry + 8);
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      return 1; // it points out of itself
    }
    return 1;
  }

  private static void refuseManyScans(SeekableByteChannel content, long from, ByteBuffer buffer)
      throws IOException, NotAnImage {
    int scans = 0;
    int before = 0;
    long at = from;
    for (int read = read(content, at, buffer); read > 0; read = read(content, at, buffer)) {
      for (int i = 0; i < read; i++) {
        int here = buffer.get(i) & 0xff;
        if (before == 0xff && here == START_OF_SCAN && ++scans > MOST_SCANS) {
          throw new NotAnImage("it has too many scans");
        }
        before = here;
      }
      at += read;
    }
  }
}
