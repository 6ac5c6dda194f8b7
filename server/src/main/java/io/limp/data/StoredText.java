package io.limp.data;

import io.limp.api.Secret;

/**
 * A text as every database keeps it: UTF-8 has no room for half of a surrogate pair, which becomes
 * a question mark.
 */
public final class StoredText {
  private StoredText() {}

  /** The text itself, nearly always. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return mended(text, i);
      }
    }
    return text;
  }

  /** The same for a secret. */
  static Secret of(Secret secret) {
    return Secret.of(of(secret.reveal()));
  }

  private static String mended(String text, int start) {
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, start);
    for (int at = start; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      boolean half = Character.getType(codePoint) == Character.SURROGATE;
      mended.appendCodePoint(half ? '?' : codePoint);
      at += Character.charCount(codePoint);
    }
    return mended.toString();
  }
}
