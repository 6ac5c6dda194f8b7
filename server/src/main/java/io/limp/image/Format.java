package io.limp.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of pictures that are understood, told apart by how they begin. */
enum Format {
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
  JPEG(0xff, 0xd8, 0xff),
  GIF('G', 'I', 'F', '8');

  private final int[] begins;

  Format(int... begins) {
    this.begins = begins;
  }

  static Optional<Format> of(byte[] head) {
    return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    for (int i = 0; i < begins.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != begins[i]) {
        return false;
      }
    }
    return true;
  }

  /** Its name in ImageIO. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return "image/" + word();
  }
}
