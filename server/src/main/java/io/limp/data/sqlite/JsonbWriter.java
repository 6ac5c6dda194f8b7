package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.api.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values in SQLite's binary form of JSON, as <a
 * href="https://sqlite.org/jsonb.html">The SQLite JSONB Format</a> describes it, so that the one
 * thread that writes need not parse a text. An id becomes its text, a moment its milliseconds since
 * 1970, a secret its text; which text was an id only the schema knows, see {@link StoredType}.
 *
 * <p>An element is a header and a payload. The header's first byte has the kind in its lower half;
 * its upper half is the payload's size up to 11, or 12, 13 or 14 for a size in the 1, 2 or 4 bytes
 * that follow, big-endian. The payload of a list is its members', that of an object keys and values
 * in turns, that of a number its text.
 */
final class JsonbWriter {
  static final int NULL = 0;
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int INT = 3;
  static final int FLOAT = 5;

  /** A text that reads the same in JSON. */
  static final int TEXT = 7;

  /** A text as a JSON text has it, with escapes. */
  static final int TEXT_ESCAPED = 8;

  /** A text that JSON would have to escape. */
  static final int TEXT_RAW = 10;

  static final int LIST = 11;
  static final int OBJECT = 12;

  static final int MOST_IN_HEADER = 11;
  static final int SIZE_IN_1 = 12;
  static final int SIZE_IN_2 = 13;
  static final int SIZE_IN_4 = 14;

  /** What most lists and objects need. */
  private static final int USUAL_HEADER = 3;

  private byte[] bytes = new byte[512];
  private int at;

  /** A value on its own. */
  static byte[] bytes(@Nullable Object plain) {
    JsonbWriter writer = new JsonbWriter();
    writer.value(plain);
    return writer.bytes();
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, at);
  }

  /** Begins a list or an object; what is written until {@link #end} is in it. */
  int begin() {
    int start = at;
    room(USUAL_HEADER);
    at += USUAL_HEADER;
    return start;
  }

  /** Ends what began there. */
  void end(int start, int kind) {
    int size = at - start - USUAL_HEADER;
    int header = headerLength(size);
    if (header != USUAL_HEADER) {
      room(header);
      System.arraycopy(bytes, start + USUAL_HEADER, bytes, start + header, size);
    }
    at = start;
    header(kind, size);
    at += size;
  }

  void value(@Nullable Object plain) {
    switch (plain) {
      case null -> header(NULL, 0);
      case String text -> text(text);
      case Id id -> text(id.toString());
      case Long number -> ascii(INT, Long.toString(number));
      case Boolean bool -> header(bool ? TRUE : FALSE, 0);
      case Double number -> decimal(number);
      case Instant moment -> ascii(INT, Long.toString(moment.toEpochMilli()));
      case Secret secret -> text(secret.reveal());
      case Collection<?> members -> {
        int start = begin();
        members.forEach(this::value);
        end(start, LIST);
      }
      case Map<?, ?> object -> {
        int start = begin();
        object.forEach(
            (key, value) -> {
              text((String) key);
              value(value);
            });
        end(start, OBJECT);
      }
      case Integer number -> ascii(INT, Integer.toString(number));
      default ->
          throw new IllegalArgumentException("Not a plain value: " + plain.getClass().getName());
    }
  }

  void decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("Not a finite number: " + number);
    }
    ascii(FLOAT, Double.toString(number));
  }

  /** Half of a surrogate pair becomes a question mark. */
  void text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    header(readsTheSame(payload) ? TEXT : TEXT_RAW, payload.length);
    add(payload);
  }

  private void ascii(int kind, String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    header(kind, payload.length);
    add(payload);
  }

  private static boolean readsTheSame(byte[] payload) {
    for (byte letter : payload) {
      if (letter == '"' || letter == '\\' || (letter >= 0 && letter < ' ')) {
        return false;
      }
    }
    return true;
  }

  private static int headerLength(int size) {
    return size <= MOST_IN_HEADER ? 1 : size <= 0xff ? 2 : size <= 0xffff ? 3 : 5;
  }

  private void header(int kind, int size) {
    int length = headerLength(size);
    room(length);
    int first =
        switch (length) {
          case 1 -> size;
          case 2 -> SIZE_IN_1;
          case 3 -> SIZE_IN_2;
          default -> SIZE_IN_4;
        };
    bytes[at++] = (byte) (first << 4 | kind);
    for (int shift = (length - 2) * 8; shift >= 0; shift -= 8) {
      bytes[at++] = (byte) (size >>> shift);
    }
  }

  private void add(byte[] payload) {
    room(payload.length);
    System.arraycopy(payload, 0, bytes, at, payload.length);
    at += payload.length;
  }

  private void room(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
    }
  }
}
