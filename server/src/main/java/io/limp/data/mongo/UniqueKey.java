package io.limp.data.mongo;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.StoredText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of attributes that are unique together, as one text: {@code ["a@b.c"]}. A living
 * document keeps it in {@code u.<name>}, where a sparse unique index lies; it is not there when one
 * of the values is missing or null, nor in the deleted, so these share with everyone. A list is one
 * value here, not as many as it has members, as an index over the attribute itself would have it.
 */
final class UniqueKey {
  /** Above it, the text gives way to its hash: an index should not hold whole pages. */
  private static final int LONGEST = 200;

  private UniqueKey() {}

  /** The name of a set of attributes below {@code u}: {@code realm+name}. */
  static String name(List<String> paths) {
    return Field.escaped(String.join("+", paths));
  }

  /** The text; empty when a value is missing. */
  static Optional<String> of(Doc doc, List<String> paths) {
    StringBuilder text = new StringBuilder("[");
    for (String path : paths) {
      Object value = at(doc.values(), path);
      if (value == null) {
        return Optional.empty();
      }
      text.append(text.length() > 1 ? "," : "");
      write(text, value);
    }
    String key = text.append(']').toString();
    return Optional.of(key.length() <= LONGEST ? key : "sha256:" + sha256(key));
  }

  private static @Nullable Object at(Map<?, ?> object, String path) {
    int dot = path.indexOf('.');
    Object value = object.get(dot < 0 ? path : path.substring(0, dot));
    if (dot < 0) {
      return value;
    }
    return value instanceof Map<?, ?> inner ? at(inner, path.substring(dot + 1)) : null;
  }

  /** The same text for what is the same: whatever the order of keys, 1 as 1.0. */
  private static void write(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 ->
          text.append(number.longValue());
      case Number number -> text.append(number);
      case Boolean bool -> text.append(bool);
      case Instant moment -> text.append(moment.toEpochMilli());
      case String word -> quote(text, word);
      case Id id -> quote(text, id.toString());
      case Secret secret -> quote(text, "sha256:" + sha256(secret.reveal()));
      case Collection<?> members -> {
        String comma = "[";
        for (Object member : members) {
          text.append(comma);
          write(text, member);
          comma = ",";
        }
        text.append(members.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> object -> {
        String comma = "{";
        for (Map.Entry<?, ?> entry : new TreeMap<>(object).entrySet()) {
          text.append(comma);
          quote(text, (String) entry.getKey());
          text.append(':');
          write(text, entry.getValue());
          comma = ",";
        }
        text.append(object.isEmpty() ? "{}" : "}");
      }
      default ->
          throw new IllegalArgumentException("Not a plain value: " + value.getClass().getName());
    }
  }

  private static void quote(StringBuilder text, String word) {
    text.append('"')
        .append(StoredText.of(word).replace("\\", "\\\\").replace("\"", "\\\""))
        .append('"');
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
