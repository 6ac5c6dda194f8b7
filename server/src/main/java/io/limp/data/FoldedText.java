package io.limp.data;

/**
 * Texts compared whatever the case of their letters, by Unicode's simple case folding: one code
 * point stands for one code point, so {@code ß} is not {@code ss}, but {@code Σ}, {@code σ} and
 * {@code ς} are the same. Every evaluator of {@link io.limp.api.Query.Contains} uses it, so that
 * they agree.
 */
public final class FoldedText {
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int SMALL_I_WITHOUT_DOT = 0x131;

  private FoldedText() {}

  /** The text with every code point folded; two texts that fold to the same differ in case only. */
  public static String of(String text) {
    int start = 0;
    while (start < text.length() && isFoldedAscii(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      return text;
    }
    StringBuilder folded = new StringBuilder(text.length()).append(text, 0, start);
    for (int at = start; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      folded.appendCodePoint(fold(codePoint));
      at += Character.charCount(codePoint);
    }
    return folded.toString();
  }

  /**
   * True when the part stands in the text, whatever the case.
   *
   * @param folded the part, {@link #of folded}
   */
  public static boolean contains(String text, String folded) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return of(text).contains(folded);
      }
    }
    // Nothing is copied of a text in ASCII, which most are.
    for (int at = 0; at <= text.length() - folded.length(); at++) {
      if (isAt(text, at, folded)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(String ascii, int at, String folded) {
    for (int i = 0; i < folded.length(); i++) {
      if (fold(ascii.charAt(at + i)) != folded.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFoldedAscii(char letter) {
    return letter < 'A' || (letter > 'Z' && letter < 0x80);
  }

  static int fold(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint;
    }
    // The Turkic letters fold to i in Turkic languages only (status T in CaseFolding.txt).
    if (codePoint == CAPITAL_I_WITH_DOT || codePoint == SMALL_I_WITHOUT_DOT) {
      return codePoint;
    }
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }
}
