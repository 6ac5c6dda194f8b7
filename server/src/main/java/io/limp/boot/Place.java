package io.limp.boot;

/**
 * Where a mistake stands.
 *
 * @param file as it is shown to people; empty when the mistake is in no file
 * @param line counted from 1; 0 when it is not known
 * @param column counted from 1; 0 when it is not known
 * @param excerpt the text of that line; empty when there is no source at hand
 */
record Place(String file, int line, int column, String excerpt) {
  static final Place NOWHERE = new Place("", 0, 0, "");

  static Place file(String file) {
    return new Place(file, 0, 0, "");
  }

  /** The same line, pointing at the first place where that word stands in quotes or by itself. */
  Place pointingAt(String word) {
    int quoted = excerpt.indexOf('"' + word + '"');
    int at = quoted >= 0 ? quoted + 1 : excerpt.indexOf(word);
    return at < 0 ? this : new Place(file, line, at + 1, excerpt);
  }

  /** {@code modules/blog/Blog.java:12}, as editors and terminals understand it. */
  String shown() {
    return line == 0 ? file : file + ":" + line;
  }
}
