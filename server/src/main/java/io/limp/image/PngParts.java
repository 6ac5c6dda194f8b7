package io.limp.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Set;

/**
 * The parts of a PNG that make the picture: without its texts, profiles and whatever else ImageIO
 * would unpack into memory first.
 */
final class PngParts {
  private static final int SIGNATURE = 8;
  private static final int AROUND = 12; // a chunk's length, type and checksum
  private static final int MOST_CHUNKS = 100_000;
  private static final int MOST_PARTS = 1_000;
  private static final int IEND = type("IEND");
  private static final Set<Integer> KEPT =
      Set.of(type("IHDR"), type("PLTE"), type("tRNS"), type("IDAT"), IEND);

  private PngParts() {}

  private static int type(String letters) {
    int type = 0;
    for (int i = 0; i < letters.length(); i++) {
      type = type << 8 | letters.charAt(i);
    }
    return type;
  }

  static Parts of(SeekableByteChannel content) throws IOException, NotAnImage {
    Parts parts = new Parts(content);
    parts.add(0, SIGNATURE);
    long size = content.size();
    long at = SIGNATURE;
    for (int chunks = 0; at + AROUND <= size; chunks++) {
      ByteBuffer head = ByteBuffer.allocate(8);
      content.position(at);
      while (head.hasRemaining() && content.read(head) >= 0) {
        // As much as there is.
      }
      long end = at + AROUND + Integer.toUnsignedLong(head.getInt(0));
      int type = head.getInt(4);
      if (KEPT.contains(type)) {
        parts.add(at, Math.min(end, size));
      }
      if (chunks >= MOST_CHUNKS || parts.count() > MOST_PARTS) {
        throw new NotAnImage("it is in too many pieces");
      }
      if (type == IEND) {
        break;
      }
      at = end;
    }
    return parts;
  }
}
