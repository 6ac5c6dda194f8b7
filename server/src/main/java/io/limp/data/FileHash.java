package io.limp.data;

import io.limp.api.AttrType;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What looks like the name of a file's content: 64 lower-case hexadecimal digits. */
public final class FileHash {
  private static final int DIGITS = 64;

  private FileHash() {}

  public static boolean is(String text) {
    return text.length() == DIGITS && text.chars().allMatch(FileHash::isDigit);
  }

  /** Tells of all in a JSON text, without reading what it means. */
  public static void findIn(byte[] json, Consumer<String> found) {
    int at = 0;
    while (at < json.length) {
      int end = at + 1;
      if (json[at] == '"') {
        while (end < json.length && isDigit(json[end])) {
          end++;
        }
        if (end - at - 1 == DIGITS && end < json.length && json[end] == '"') {
          found.accept(new String(json, at + 1, DIGITS, StandardCharsets.US_ASCII));
        }
      }
      at = end;
    }
  }

  private static boolean isDigit(int letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  }

  /** True when values of that type are files or have some inside. */
  public static boolean isIn(AttrType<?> type) {
    return type instanceof AttrType.File
        || (type instanceof AttrType.ListOf<?> list && isIn(list.of()))
        || (type instanceof AttrType.DictOf<?> dict && isIn(dict.of()))
        || (type instanceof AttrType.Typed typed
            && typed.attrs().stream().anyMatch(attr -> isIn(attr.type())));
  }
}
