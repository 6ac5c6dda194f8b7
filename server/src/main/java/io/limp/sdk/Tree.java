package io.limp.sdk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.limp.api.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps and lists in a fixed order, written for people and for diffs: what is short stands
 * on one line, all else one member a line.
 */
final class Tree {
  private static final int LINE = 110;
  private static final String STEP = "  ";

  private Tree() {}

  /** An object of keys and values in turns, to which more may be put. */
  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  /** The text, with a line break at its end. */
  static String write(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "");
    return text.append('\n').toString();
  }

  /** On one line. */
  static String line(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    writeShort(text, value);
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, String indent) {
    List<String> keys = new ArrayList<>();
    List<@Nullable Object> members = new ArrayList<>();
    switch (value) {
      case Map<?, ?> object ->
          object.forEach(
              (key, member) -> {
                keys.add(quoted((String) key) + ": ");
                members.add(member);
              });
      case List<?> list -> members.addAll(list);
      case null, default -> {}
    }
    String line = members.stream().allMatch(Tree::isFlat) ? line(value) : "";
    if (!line.isEmpty() && indent.length() + line.length() <= LINE) {
      text.append(line);
      return;
    }
    text.append(value instanceof Map ? "{" : "[");
    for (int i = 0; i < members.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n").append(indent).append(STEP);
      text.append(keys.isEmpty() ? "" : keys.get(i));
      if (isFlat(members.get(i))) {
        writeShort(text, members.get(i));
      } else {
        write(text, members.get(i), indent + STEP);
      }
    }
    text.append('\n').append(indent).append(value instanceof Map ? "}" : "]");
  }

  private static boolean isFlat(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> object.isEmpty();
      case List<?> list ->
          list.stream().allMatch(each -> !(each instanceof Map || each instanceof List));
      case null, default -> true;
    };
  }

  private static void writeShort(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case String string -> text.append(quoted(string));
      case Id _, Instant _ -> text.append(quoted(value.toString()));
      case Boolean _, Integer _, Long _, Double _ -> text.append(value);
      case Map<?, ?> object -> {
        String between = "{";
        for (Map.Entry<?, ?> member : object.entrySet()) {
          text.append(between).append(quoted((String) member.getKey())).append(": ");
          writeShort(text, member.getValue());
          between = ", ";
        }
        text.append(object.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String between = "[";
        for (Object member : list) {
          text.append(between);
          writeShort(text, member);
          between = ", ";
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      default -> throw new IllegalStateException("Not of JSON: " + value.getClass().getName());
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
