package io.limp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The words for what goes over the wire, and JSON to plain values and back: {@code Map}, {@code
 * List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code null}.
 *
 * <pre>{@code client.call("note/read", query("title", val("Alpha"), "$limit", 2))}</pre>
 */
public final class Wire {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Wire() {}

  /** A document: {@code doc("title", "Alpha", "num", 1)}. */
  public static Map<String, @Nullable Object> doc(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Names and values come in pairs");
    }
    Map<String, @Nullable Object> doc = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      doc.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return doc;
  }

  /** A query of level 1: {@code query("num", val(1), "$limit", 2)}. */
  public static Map<String, @Nullable Object> query(@Nullable Object... attrsAndTerms) {
    return doc(attrsAndTerms);
  }

  /** A query of level 6: {@code steps(doc("num", doc("$gt", 1)), doc("$limit", 2))}. */
  public static List<Object> steps(Object... steps) {
    return List.of(steps);
  }

  /** The query for one document. */
  public static Map<String, @Nullable Object> byId(String id) {
    return query("_id", val(id));
  }

  /** A term of a level-1 query: equal to the value. */
  public static Map<String, @Nullable Object> val(@Nullable Object value) {
    return doc("val", value);
  }

  /** A term of a level-1 query with an operator: {@code oper("$gt", 20)}. */
  public static Map<String, @Nullable Object> oper(String oper, @Nullable Object value) {
    return doc("val", value, "oper", oper);
  }

  /** A term of a level-1 query: from low to high, both included. */
  public static Map<String, @Nullable Object> between(@Nullable Object low, @Nullable Object high) {
    return doc("val", low, "val2", high, "oper", "$bet");
  }

  /** A text in both languages of the built-in documents. */
  public static Map<String, @Nullable Object> locales(String text) {
    return doc("ar_AE", text, "en_AE", text);
  }

  /**
   * Reads a JSON text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static @Nullable Object read(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + text, e);
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Map<String, @Nullable Object> object(String text) {
    return object(read(text), text);
  }

  /** Writes a plain value as JSON. */
  public static String write(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a plain value: " + value, e);
    }
  }

  /**
   * A value that is known to be an object.
   *
   * @param shown what is told when it is none
   */
  @SuppressWarnings("unchecked") // JSON objects have text keys
  public static Map<String, @Nullable Object> object(@Nullable Object value, Object shown) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("Not a JSON object: " + shown);
  }

  @SuppressWarnings("unchecked") // the members are what JSON has
  static List<@Nullable Object> list(@Nullable Object value, Object shown) {
    if (value instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw new IllegalArgumentException("Not a JSON array: " + shown);
  }
}
