package io.limp.data.sqlite;

import java.util.List;

/**
 * A dotted path into a document, as the JSON path that SQLite takes. It is written into the
 * statement as a literal: an index is used only by an expression that is byte for byte its own, so
 * all paths are written here.
 */
final class DocPath {
  private DocPath() {}

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
