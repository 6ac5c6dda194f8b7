package io.limp.data.sqlite;

import io.limp.data.PlainValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * The SQL function that compares two lists or objects given as JSON, whatever the order of an
 * object's keys.
 */
final class SameJson extends Function {
  static final String NAME = "limp_same";

  @Override
  protected void xFunc() throws SQLException {
    String one = value_text(0);
    String other = value_text(1);
    if (one == null || other == null) {
      result(0);
    } else {
      result(one.equals(other) || isSame(one, other) ? 1 : 0);
    }
  }

  private static boolean isSame(String one, String other) {
    try {
      return PlainValues.same(value(one), value(other));
    } catch (IOException e) {
      // Not JSON: a text that stands where a list was asked for.
      return false;
    }
  }

  private static @Nullable Object value(String json) throws IOException {
    return PlainJson.value(json.getBytes(StandardCharsets.UTF_8));
  }
}
