package io.limp.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of pictures that are understood, told apart by how they begin. */
enum Format {
  PNG("\u0089PNG\r\n\u001a\n"),
  JPEG("\u00ff\u00d8\u00ff"),
  GIF("GIF8");

  /** The first bytes, one a letter. */
  private final String begins;

  Format(String begins) {
    this.begins = begins;
  }

  static Optional<Format> of(byte[] head) {
    return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(begins);
  }

  /** Its name in ImageIO. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return "image/" + word();
  }
}
