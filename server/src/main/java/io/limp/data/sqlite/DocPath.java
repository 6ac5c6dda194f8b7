package io.limp.data.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A dotted path into a document, as the JSON path that SQLite takes. It is written into the
 * statement as a literal: an index is used only by an expression that is byte for byte its own, so
 * all paths are written here.
 */
final class DocPath {
  private DocPath() {}

  /**
   * The keys of a path.
   *
   * @throws IllegalArgumentException when a key is empty or holds what a JSON path cannot quote
   */
  static List<String> keys(String path) {
    List<String> keys = new ArrayList<>();
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      keys.add(checked(path.substring(start, dot), path));
      start = dot + 1;
    }
    keys.add(checked(path.substring(start), path));
    return keys;
  }

  private static String checked(String key, String path) {
    boolean quotable = key.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && c != 0x7f);
    if (key.isEmpty() || !quotable) {
      throw new IllegalArgumentException("Not a path into a document: " + path);
    }
    return key;
  }

  /** The keys as an SQL text literal. */
  static String literal(List<String> keys) {
    StringBuilder literal = new StringBuilder("'$");
    for (String key : keys) {
      literal.append(".\"").append(key.replace("'", "''")).append('"');
    }
    return literal.append('\'').toString();
  }

  /** The value at that place of a stored document. */
  static String extract(String source, List<String> keys) {
    return "json_extract(" + source + "," + literal(keys) + ")";
  }

  /** The JSON type of the value at that place; NULL where there is none. */
  static String type(String source, List<String> keys) {
    return "json_type(" + source + "," + literal(keys) + ")";
  }
}
