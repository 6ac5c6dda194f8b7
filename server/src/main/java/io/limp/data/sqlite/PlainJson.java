package io.limp.data.sqlite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.StoredText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as JSON texts, as conditions are bound and functions of SQL are given them, and
 * back; the same values as {@link JsonbWriter} stores.
 */
final class PlainJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Keys of free-form objects come from clients: interned, they would stay for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Otherwise an emoji in a key is written as two escapes, and no path finds it.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          // The default pool hangs on the thread, and a virtual thread lives for one call.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private PlainJson() {}

  static byte[] of(@Nullable Object plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object plain) throws IOException {
    switch (plain) {
      case null -> json.writeNull();
      case String text -> json.writeString(StoredText.of(text));
      case Id id -> json.writeString(id.toString());
      case Long number -> json.writeNumber(number);
      case Boolean bool -> json.writeBoolean(bool);
      case Double number -> writeDouble(json, number);
      case Instant moment -> json.writeNumber(moment.toEpochMilli());
      case Secret secret -> json.writeString(StoredText.of(secret.reveal()));
      case Collection<?> members -> {
        json.writeStartArray();
        for (Object member : members) {
          write(json, member);
        }
        json.writeEndArray();
      }
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          json.writeFieldName(StoredText.of((String) entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case Integer number -> json.writeNumber(number.longValue());
      default ->
          throw new IllegalArgumentException("Not a plain value: " + plain.getClass().getName());
    }
  }

  private static void writeDouble(JsonGenerator json, double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("Not a finite number: " + number);
    }
    json.writeNumber(number);
  }

  /** The value of a JSON text. */
  static @Nullable Object value(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return read(parser);
    }
  }

  /** The value that the parser stands on, as JSON alone tells it. */
  private static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> whole(json);
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        List<@Nullable Object> members = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          members.add(read(json));
        }
        yield Collections.unmodifiableList(members);
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
          json.nextToken();
          object.put(key, read(json));
        }
        yield Collections.unmodifiableMap(object);
      }
      case null, default -> null;
    };
  }

  private static Object whole(JsonParser json) throws IOException {
    return switch (json.getNumberType()) {
      case INT, LONG -> json.getLongValue();
      default -> json.getDoubleValue();
    };
  }
}
