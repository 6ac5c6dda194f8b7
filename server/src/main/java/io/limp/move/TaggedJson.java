package io.limp.move;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as JSON that loses nothing: what JSON has no word for is an object with one member,
 * whose key begins with {@code $}.
 *
 * <pre>
 * {"$id": "5f0000000000000000000001"}       an id
 * {"$at": "2026-11-23T04:25:20.123Z"}       a moment
 * {"$secret": "text"}                       a secret, readable
 * {"$number": "NaN"}                        a number that JSON cannot write: NaN, Infinity, -Infinity
 * {"$object": {"$id": 1}}                   an object that could be taken for one of these
 * 5   5.0   5.0E10                          a whole number; floating point, by its point or exponent
 * </pre>
 */
final class TaggedJson {
  private static final String ID = "$id";
  private static final String AT = "$at";
  private static final String SECRET = "$secret";
  private static final String NUMBER = "$number";
  private static final String OBJECT = "$object";
  private static final int DEPTH = 10_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Keys of free-form objects: interned, they would stay for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(DEPTH)
                  .build())
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
          .build();

  private TaggedJson() {}

  /** The value in one line, UTF-8. */
  static byte[] bytes(@Nullable Object plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The value in one line, its end included. */
  static byte[] line(@Nullable Object plain) {
    byte[] json = bytes(plain);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /** The value in lines, for people. */
  static byte[] pretty(@Nullable Object plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes).useDefaultPrettyPrinter()) {
      write(json, plain);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The value of a JSON text.
   *
   * @throws NotReadable when it is none, with the reason
   */
  static @Nullable Object value(byte[] bytes) {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      json.nextToken();
      Object value = read(json);
      if (json.nextToken() != null) {
        throw new NotReadable("something follows the value");
      }
      return value;
    } catch (IOException e) {
      throw new NotReadable(firstLine(e));
    }
  }

  /** It is not what this program writes. */
  static final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotReadable(String reason) {
      super(reason, null, false, false);
    }
  }

  private static String firstLine(IOException e) {
    // Jackson says where it read from, which nobody may know anyway.
    String message =
        String.valueOf(e.getMessage())
            .replaceAll(" \\((start marker )?at \\[Source[^\\]]*\\]\\)", "");
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static void write(JsonGenerator json, @Nullable Object plain) throws IOException {
    switch (plain) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean bool -> json.writeBoolean(bool);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number.longValue());
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Double number -> tagged(json, NUMBER, number.toString());
      case Id id -> tagged(json, ID, id.toString());
      case Instant moment -> tagged(json, AT, moment.toString());
      case Secret secret -> tagged(json, SECRET, secret.reveal());
      case Collection<?> members -> {
        json.writeStartArray();
        for (Object member : members) {
          write(json, member);
        }
        json.writeEndArray();
      }
      case Map<?, ?> object -> {
        boolean ambiguous = object.keySet().stream().anyMatch(key -> isTag((String) key));
        if (ambiguous) {
          json.writeStartObject();
          json.writeFieldName(OBJECT);
        }
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
        if (ambiguous) {
          json.writeEndObject();
        }
      }
      default ->
          throw new IllegalArgumentException("Not a plain value: " + plain.getClass().getName());
    }
  }

  private static boolean isTag(String key) {
    return key.startsWith("$");
  }

  private static void tagged(JsonGenerator json, String tag, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField(tag, text);
    json.writeEndObject();
  }

  private static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case START_ARRAY -> {
        List<@Nullable Object> members = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          members.add(read(json));
        }
        yield Collections.unmodifiableList(members);
      }
      case START_OBJECT -> {
        String key = json.nextFieldName();
        yield key != null && isTag(key) ? tagged(json, key) : members(json, key);
      }
      case null, default -> throw new NotReadable("there is no value");
    };
  }

  private static Map<String, @Nullable Object> members(JsonParser json, @Nullable String first)
      throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String key = first; key != null; key = json.nextFieldName()) {
      json.nextToken();
      if (object.containsKey(key)) {
        throw new NotReadable("the key " + key + " is there twice");
      }
      object.put(key, read(json));
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new NotReadable("an object does not end");
    }
    return Collections.unmodifiableMap(object);
  }

  private static Object tagged(JsonParser json, String tag) throws IOException {
    JsonToken token = json.nextToken();
    Object value;
    if (tag.equals(OBJECT) && token == JsonToken.START_OBJECT) {
      value = members(json, json.nextFieldName());
    } else if (token == JsonToken.VALUE_STRING) {
      value = tagged(tag, json.getText());
    } else {
      throw new NotReadable("unknown " + tag);
    }
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw new NotReadable(tag + " is not alone");
    }
    return value;
  }

  private static Object tagged(String tag, String text) {
    try {
      return switch (tag) {
        case ID -> {
          Optional<Id> id = Id.find(text);
          yield id.orElseThrow(() -> new NotReadable("not an id: " + text));
        }
        case AT -> Instant.parse(text);
        case SECRET -> Secret.of(text);
        case NUMBER -> Double.valueOf(text);
        default -> throw new NotReadable("unknown " + tag);
      };
    } catch (DateTimeException | NumberFormatException e) {
      throw new NotReadable("not for " + tag + ": " + text);
    }
  }
}
