package io.limp.data.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** The SQL function that writes a list or an object with the keys of objects in order. */
final class SortedJson extends Function {
  static final String NAME = "limp_sorted";

  @Override
  protected void xFunc() throws SQLException {
    String json = value_text(0);
    if (json == null) {
      result();
      return;
    }
    try {
      Object value = PlainJson.value(json.getBytes(StandardCharsets.UTF_8));
      result(new String(PlainJson.of(sorted(value)), StandardCharsets.UTF_8));
    } catch (IOException e) {
      error("Not JSON: " + e.getMessage());
    }
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> {
        List<@Nullable Object> members = new ArrayList<>(list.size());
        list.forEach(member -> members.add(sorted(member)));
        yield members;
      }
      case Map<?, ?> object -> {
        Map<String, @Nullable Object> keys = new TreeMap<>();
        object.forEach((key, member) -> keys.put((String) key, sorted(member)));
        yield keys;
      }
      case null, default -> value;
    };
  }
}
