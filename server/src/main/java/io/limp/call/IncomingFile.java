package io.limp.call;

import io.limp.api.AttrType;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a call and is not stored yet: {@code {name, size, type, lastModified,
 * content}}. Its content is kept only when the document that it belongs to is about to be written,
 * so that a refused call leaves no byte.
 *
 * @param name without folders, at most 255 characters
 * @param type its media type, one that the attribute takes
 * @param lastModified milliseconds since the epoch; 0 when the client did not say
 * @param content the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied nowhere: photos are large
public record IncomingFile(String name, String type, long lastModified, byte[] content) {
  private static final int MAX_NAME = 255;

  /**
   * Reads the file as a client sent it; empty when a part is missing, of the wrong kind, or not
   * what the attribute takes.
   */
  static Optional<IncomingFile> read(Map<String, Object> file, AttrType.File wanted) {
    if (!(file.get("name") instanceof String name)
        || !isPlainName(name)
        || !(file.get("type") instanceof String type)
        || !takes(wanted.mediaTypes(), type)) {
      return Optional.empty();
    }
    byte @Nullable [] content = bytes(file.get("content"));
    if (content == null || (file.get("size") instanceof Long size && size != content.length)) {
      return Optional.empty();
    }
    long lastModified = file.get("lastModified") instanceof Number time ? time.longValue() : 0;
    return Optional.of(new IncomingFile(name, type, lastModified, content));
  }

  private static boolean isPlainName(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  private static boolean takes(List<String> wanted, String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        || wanted.stream()
            .anyMatch(
                each ->
                    each.endsWith("/*")
                        ? lower.startsWith(each.substring(0, each.length() - 1))
                        : lower.equals(each));
  }

  /**
   * An object of bytes by their index (a Uint8Array through JSON.stringify), a list of them, or
   * base64.
   */
  private static byte @Nullable [] bytes(@Nullable Object content) {
    return switch (content) {
      case Map<?, ?> byIndex -> fromIndexed(byIndex);
      case List<?> list -> fromList(list);
      case String base64 -> fromBase64(base64);
      case null, default -> null;
    };
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
    for (int i = 0; i < bytes.length; i++) {
      if (!isByte(list.get(i))) {
        return null;
      }
      bytes[i] = ((Long) list.get(i)).byteValue();
    }
    return bytes;
  }

  private static byte @Nullable [] fromBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null; // not base64: the caller refuses the file
    }
  }

  private static boolean isByte(@Nullable Object value) {
    return value instanceof Long number && number >= 0 && number <= 255;
  }
}
