package io.limp.data.mongo;

import io.limp.data.StoredText;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a stored document is laid out, and how paths lead into it.
 *
 * <pre>
 * {
 *   _id: ObjectId,
 *   v:   version, from 1 on,
 *   del: 0 lives, 1 deleted, 2 deleted for good: d is empty, the id stays known,
 *   d:   {the attributes},
 *   u:   {what is unique, see UniqueKey; only while it lives}
 * }
 * </pre>
 *
 * <p>In keys, {@code %}, dots, dollar signs at the start and NUL are written as {@code %25} and so
 * on: some MongoDBs refuse them, and a dot would lead elsewhere.
 */
final class Field {
  static final String ID = "_id";
  static final String VERSION = "v";
  static final String DELETED = "del";
  static final String ATTRS = "d";
  static final String UNIQUE = "u";

  static final int LIVES = 0;
  static final int SOFT = 1;
  static final int FORCED = 2;

  private Field() {}

  /** The path of a value among the attributes. */
  static String path(List<String> keys) {
    return keys.stream().map(Field::escaped).collect(Collectors.joining(".", ATTRS + ".", ""));
  }

  static String escaped(String key) {
    if (key.isEmpty()) {
      return "%";
    }
    StringBuilder escaped = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '%' || c == '.' || c == 0 || (c == '$' && i == 0)) {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        escaped.append(c);
      }
    }
    return StoredText.of(escaped.toString());
  }

  static String unescaped(String key) {
    if (key.indexOf('%') < 0) {
      return key;
    }
    if (key.equals("%")) {
      return "";
    }
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '%' && isHex(key, i + 1) && isHex(key, i + 2)) {
        plain.append((char) HexFormat.fromHexDigits(key, i + 1, i + 3));
        i += 2;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }
}
