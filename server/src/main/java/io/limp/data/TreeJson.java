package io.limp.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists and objects as the JSON text that SQLite has of them: ids are their text, moments their
 * milliseconds, secrets nothing.
 */
final class TreeJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TreeJson() {}

  static String of(Object tree) {
    return of(tree, false);
  }

  /** The JSON with the keys of objects in order: the same for trees that are the same. */
  static String sorted(Object tree) {
    return of(tree, true);
  }

  private static String of(Object tree, boolean sorted) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, tree, sorted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object plain, boolean sorted)
      throws IOException {
    switch (plain) {
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : (sorted ? new TreeMap<>(object) : object).entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue(), sorted);
        }
        json.writeEndObject();
      }
      case List<?> members -> {
        json.writeStartArray();
        for (Object member : members) {
          write(json, member, sorted);
        }
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Double real -> json.writeNumber(real);
      case Number whole -> json.writeNumber(whole.longValue());
      case Instant moment -> json.writeNumber(moment.toEpochMilli());
      case null -> json.writeNull();
      case Object text -> json.writeString(text.toString());
    }
  }
}
