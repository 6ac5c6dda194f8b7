package io.limp.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.limp.api.Id;
import io.limp.api.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts to plain values and back; {@link io.limp.api.AttrType} says what is plain. Streaming,
 * without a tree between.
 */
public final class Json {
  /** Deep enough for every document, shallow enough for every stack. */
  public static final int MAX_DEPTH = 100;

  /** A file's content may be one text; the frame's own limit is below this. */
  private static final int MAX_TEXT = 100_000_000;

  /** The parser's advice behind its reason. */
  private static final Pattern FOR_PROGRAMMERS = Pattern.compile("(:| \\(code).*", Pattern.DOTALL);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Keys of free-form objects come from clients: interned, they would stay for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // The default pool hangs on the thread, and a virtual thread lives for a call or a few:
          // 24 KB of new buffers for each.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private Json() {}

  /** How moments are written; each level of the wire has its own way. */
  @FunctionalInterface
  public interface TimeWriter {
    void write(JsonGenerator out, Instant time) throws IOException;
  }

  /**
   * Seconds since the epoch with a fraction, as level 1 has them: {@code 1795385044.895}, {@code
   * 0.0}.
   */
  public static void secondsSinceEpoch(JsonGenerator out, Instant time) throws IOException {
    out.writeNumber(time.toEpochMilli() / 1000.0);
  }

  /**
   * Reads one JSON text.
   *
   * @throws NotJson when it is none, is nested too deeply, holds a number that no double holds, or
   *     an object that has a key twice, so that nobody can tell which of its values is meant
   */
  public static @Nullable Object read(String text) throws NotJson {
    try (JsonParser in = FACTORY.createParser(text)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        throw new NotJson("it is empty");
      }
      Object value = value(in, first);
      if (in.nextToken() != null) {
        throw new NotJson("there is more after the end of the JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new NotJson(reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory cannot fail to be read", e);
    }
  }

  /** What is wrong, and where, without the words that are for those who use the parser. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return message.contains("nesting depth")
          ? "it is more than " + MAX_DEPTH + " deep"
          : shortened(message.replaceFirst(", from `.*", ")"), 120);
    }
    String what = FOR_PROGRAMMERS.matcher(message).replaceFirst("");
    return shortened(what, 120) + " at character " + (e.getLocation().getCharOffset() + 1);
  }

  /** Reads one JSON text that should be an object; null when it is another value. */
  static @Nullable Map<String, @Nullable Object> readObject(String text) throws NotJson {
    return read(text) instanceof Map<?, ?> map ? object(map) : null;
  }

  /** A map that {@link #read} gave: its keys are texts. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(Map<?, ?> read) {
    return (Map<String, @Nullable Object>) read;
  }

  private static @Nullable Object value(JsonParser in, JsonToken token)
      throws IOException, NotJson {
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> integer(in);
      case VALUE_NUMBER_FLOAT -> decimal(in);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("Not the start of a value: " + token);
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser in) throws IOException, NotJson {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      int keys = object.size();
      object.put(key, value(in, in.nextToken()));
      if (object.size() == keys) {
        throw new NotJson("the key " + shown(key) + " is there twice");
      }
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser in) throws IOException, NotJson {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      array.add(value(in, token));
    }
    return array;
  }

  private static Object integer(JsonParser in) throws IOException, NotJson {
    return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? decimal(in)
        : (Object) in.getLongValue();
  }

  private static Object decimal(JsonParser in) throws IOException, NotJson {
    double number = in.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw new NotJson("the number " + shortened(in.getText(), 40) + " is too large");
    }
    return number;
  }

  /** A value as a refusal shows it to whoever sent it. */
  static String shown(@Nullable Object value) {
    return shortened(value instanceof String text ? '"' + text + '"' : String.valueOf(value), 60);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  /** Writes a plain value. Secrets are left out, wherever they stand. */
  public static String write(Map<String, ? extends @Nullable Object> object, TimeWriter times) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      writeValue(out, object, times);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void writeValue(JsonGenerator out, @Nullable Object value, TimeWriter times)
      throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Long number -> out.writeNumber(number);
      case Integer number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Id id -> out.writeString(id.toString());
      case Instant time -> times.write(out, time);
      case byte[] bytes -> {
        int[] numbers = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          numbers[i] = bytes[i] & 0xff;
        }
        out.writeArray(numbers, 0, numbers.length);
      }
      case Map<?, ?> object -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
          if (!(member.getValue() instanceof Secret)) {
            out.writeFieldName((String) member.getKey());
            writeValue(out, member.getValue(), times);
          }
        }
        out.writeEndObject();
      }
      case Iterable<?> list -> {
        out.writeStartArray();
        for (Object member : list) {
          if (!(member instanceof Secret)) {
            writeValue(out, member, times);
          }
        }
        out.writeEndArray();
      }
      default ->
          throw new IllegalStateException("Not a plain value: " + value.getClass().getName());
    }
  }

  /** The first part of a value that {@link #write} cannot write; empty: it can write all of it. */
  static Optional<Object> unwritable(@Nullable Object value) {
    return switch (value) {
      case String _, Boolean _, Long _, Integer _, Double _, Id _, Instant _ -> Optional.empty();
      case byte[] _ -> Optional.empty();
      case null -> Optional.empty();
      case Secret _ -> Optional.empty(); // left out, wherever it stands
      case Map<?, ?> object -> firstUnwritable(object.values());
      case Iterable<?> list -> firstUnwritable(list);
      default -> Optional.of(value);
    };
  }

  private static Optional<Object> firstUnwritable(Iterable<?> members) {
    for (Object member : members) {
      Optional<Object> odd = unwritable(member);
      if (odd.isPresent()) {
        return odd;
      }
    }
    return Optional.empty();
  }

  /**
   * A text is no JSON; the message, a part of a sentence, says why without quoting it at length.
   */
  public static final class NotJson extends Exception {
    private static final long serialVersionUID = 1;

    NotJson(String message) {
      super(message, null, false, false);
    }
  }
}
