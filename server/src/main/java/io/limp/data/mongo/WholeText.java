package io.limp.data.mongo;

/** Texts as UTF-8 can hold them: half of a surrogate pair becomes a question mark. */
final class WholeText {
  private WholeText() {}

  static String of(String text) {
    return isWhole(text)
        ? text
        : text.codePoints()
            .map(point -> isHalf(point) ? '?' : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().noneMatch(WholeText::isHalf);
      }
    }
    return true;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
