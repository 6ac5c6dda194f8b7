package io.limp.data.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * An SQL statement in the making: its text and the values for its question marks, which stay in
 * step.
 */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  Sql add(String sql) {
    text.append(sql);
    return this;
  }

  Sql add(Sql other) {
    text.append(other.text);
    values.addAll(other.values);
    return this;
  }

  /** Adds a question mark that stands for the value. */
  Sql bind(Object value) {
    text.append('?');
    values.add(value);
    return this;
  }

  String text() {
    return text.toString();
  }

  List<Object> values() {
    return values;
  }
}
