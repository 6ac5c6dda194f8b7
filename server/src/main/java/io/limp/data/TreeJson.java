package io.limp.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists and objects as the JSON text that SQLite has of them: ids are their text, moments their
 * milliseconds, secrets nothing.
 */
final class TreeJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TreeJson() {}

  static String of(Object tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object plain) throws IOException {
    switch (plain) {
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> members -> {
        json.writeStartArray();
        for (Object member : members) {
          write(json, member);
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
