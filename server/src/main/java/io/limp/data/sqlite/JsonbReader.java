package io.limp.data.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link JsonbWriter} writes, and what SQLite makes of a JSON text, one element after
 * the other.
 *
 * <pre>{@code
 * JsonbReader in = new JsonbReader(bytes);
 * in.next();
 * for (int end = in.enter(); in.isBefore(end); ) {
 *   in.next();
 *   ... in.value() ...
 * }
 * }</pre>
 */
final class JsonbReader {
  private final byte[] bytes;
  private int kind;
  private int start;
  private int at;

  JsonbReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Steps over the next element, with all that is in it, and stands on it. */
  void next() {
    int first = bytes[at++];
    kind = first & 0xf;
    int size = first >> 4 & 0xf;
    if (size > JsonbWriter.MOST_IN_HEADER) {
      int length = 1 << (size - JsonbWriter.SIZE_IN_1);
      long big = 0;
      for (int i = 0; i < length; i++) {
        big = big << 8 | (bytes[at++] & 0xff);
      }
      size = Math.toIntExact(big);
    }
    start = at;
    at += size;
    if (size < 0 || at > bytes.length || at < 0) {
      throw damaged();
    }
  }

  /** Goes into the list or object that it stands on; where that ends. */
  int enter() {
    int end = at;
    at = start;
    return end;
  }

  /** True while something of what ends there is to come. */
  boolean isBefore(int end) {
    return at < end;
  }

  boolean isNull() {
    return kind == JsonbWriter.NULL;
  }

  boolean isText() {
    return kind == JsonbWriter.TEXT
        || kind == JsonbWriter.TEXT_RAW
        || kind == JsonbWriter.TEXT_ESCAPED;
  }

  boolean isNumber() {
    return kind == JsonbWriter.INT || kind == JsonbWriter.FLOAT;
  }

  boolean isList() {
    return kind == JsonbWriter.LIST;
  }

  boolean isObject() {
    return kind == JsonbWriter.OBJECT;
  }

  /** True when it stands on that text, in UTF-8; of texts with escapes it is not known. */
  boolean isText(byte[] text) {
    return kind == JsonbWriter.TEXT && Arrays.equals(bytes, start, at, text, 0, text.length);
  }

  /** The text or the digits that it stands on. */
  String text() {
    if (kind == JsonbWriter.TEXT_ESCAPED) {
      return unescaped();
    }
    return new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }

  private String unescaped() {
    byte[] json = new byte[at - start + 2];
    json[0] = '"';
    System.arraycopy(bytes, start, json, 1, at - start);
    json[json.length - 1] = '"';
    try {
      return String.valueOf(PlainJson.value(json));
    } catch (IOException e) {
      throw new IllegalStateException("A stored text cannot be read", e);
    }
  }

  double number() {
    return Double.parseDouble(text());
  }

  /** The value that it stands on, as JSON alone tells it. */
  @Nullable Object value() {
    return switch (kind) {
      case JsonbWriter.NULL -> null;
      case JsonbWriter.TRUE -> true;
      case JsonbWriter.FALSE -> false;
      case JsonbWriter.INT -> whole();
      case JsonbWriter.FLOAT -> number();
      case JsonbWriter.TEXT, JsonbWriter.TEXT_RAW, JsonbWriter.TEXT_ESCAPED -> text();
      case JsonbWriter.LIST -> {
        List<@Nullable Object> members = new ArrayList<>();
        for (int end = enter(); isBefore(end); ) {
          next();
          members.add(value());
        }
        yield Collections.unmodifiableList(members);
      }
      case JsonbWriter.OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int end = enter(); isBefore(end); ) {
          next();
          String key = text();
          next();
          object.put(key, value());
        }
        yield Collections.unmodifiableMap(object);
      }
      // Numbers and texts of JSON5, which nobody here writes.
      default -> throw damaged();
    };
  }

  /** A whole number that no long holds is a double. */
  private Object whole() {
    int digit = start;
    boolean negative = bytes[digit] == '-';
    if (negative) {
      digit++;
    }
    // 18 digits fit in any case.
    if (at - digit > 18) {
      String text = text();
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return Double.parseDouble(text);
      }
    }
    long number = 0;
    for (; digit < at; digit++) {
      number = number * 10 + (bytes[digit] - '0');
    }
    return negative ? -number : number;
  }

  private IllegalStateException damaged() {
    return new IllegalStateException(
        "A stored document cannot be read: kind " + kind + " at " + start + " of " + bytes.length);
  }
}
