package io.limp.call;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as clients send them in JSON:
 *
 * <pre>{@code
 * {"0": 104, "1": 105}      a Uint8Array through JSON.stringify
 * [104, 105]                a list of bytes
 * "104,105"                 the same as a text; one to three digits alone are one byte
 * "aGk="                    base64
 * ""                        nothing
 * }</pre>
 */
final class FileContent {
  private FileContent() {}

  /** The bytes; empty when it is none of these. */
  static Optional<byte[]> read(@Nullable Object content) {
    return Optional.ofNullable(
        switch (content) {
          case Map<?, ?> byIndex -> fromIndexed(byIndex);
          case List<?> list -> fromList(list);
          case String text -> isDecimal(text) ? fromDecimal(text) : fromBase64(text);
          case null, default -> null;
        });
  }

  private static byte @Nullable [] fromIndexed(Map<?, ?> byIndex) {
    byte[] bytes = new byte[byIndex.size()];
    int i = 0;
    for (Map.Entry<?, ?> entry : byIndex.entrySet()) {
      if (!entry.getKey().equals(Integer.toString(i)) || !isByte(entry.getValue())) {
        return null;
      }
      bytes[i++] = ((Long) entry.getValue()).byteValue();
    }
    return bytes;
  }

  private static byte @Nullable [] fromList(List<?> list) {
    byte[] bytes = new byte[list.size()];
    int i = 0;
    for (Object member : list) {
      if (!isByte(member)) {
        return null;
      }
      bytes[i++] = ((Long) member).byteValue();
    }
    return bytes;
  }

  private static boolean isByte(@Nullable Object value) {
    return value instanceof Long number && number >= 0 && number <= 255;
  }

  /** True for numbers with commas; base64 has no comma. */
  private static boolean isDecimal(String text) {
    return text.indexOf(',') >= 0
        || (!text.isEmpty() && text.length() <= 3 && text.chars().allMatch(FileContent::isDigit));
  }

  private static boolean isDigit(int letter) {
    return letter >= '0' && letter <= '9';
  }

  private static byte @Nullable [] fromDecimal(String text) {
    byte[] bytes = new byte[text.length() / 2 + 1];
    int count = 0;
    int value = -1; // no digit of the number yet
    for (int i = 0; i <= text.length(); i++) {
      char letter = i < text.length() ? text.charAt(i) : ',';
      if (isDigit(letter)) {
        value = Math.max(value, 0) * 10 + (letter - '0');
        if (value > 255) {
          return null;
        }
      } else if (letter == ',' && value >= 0) {
        bytes[count++] = (byte) value;
        value = -1;
      } else {
        return null;
      }
    }
    return Arrays.copyOf(bytes, count);
  }

  private static byte @Nullable [] fromBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null; // not base64: the caller refuses the file
    }
  }
}
