package io.limp.data.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
      return isSame(value(one), value(other));
    } catch (IOException e) {
      // Not JSON: a text that stands where a list was asked for.
      return false;
    }
  }

  private static @Nullable Object value(String json) throws IOException {
    return PlainJson.value(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      boolean whole = a instanceof Long && b instanceof Long;
      return whole ? a.longValue() == b.longValue() : a.doubleValue() == b.doubleValue();
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      Iterator<?> rest = b.iterator();
      return a.size() == b.size() && a.stream().allMatch(member -> isSame(member, rest.next()));
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> has(b, entry));
    }
    return one == null ? other == null : one.equals(other);
  }

  private static boolean has(Map<?, ?> object, Map.Entry<?, ?> entry) {
    return object.containsKey(entry.getKey())
        && isSame(entry.getValue(), object.get(entry.getKey()));
  }
}
