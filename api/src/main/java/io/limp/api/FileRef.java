package io.limp.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A stored file as a document knows it: what it is called and where its content lies. The content
 * is never in the document.
 *
 * @param name the file's own name, without folders
 * @param type its media type, such as {@code image/png}
 * @param size its length in bytes
 * @param lastModified milliseconds since the epoch, as browsers give it
 * @param hash the SHA-256 of the content in lower-case hexadecimal digits; clients do not see it
 */
public record FileRef(String name, String type, long size, long lastModified, String hash) {
  /** From the object that a document holds. */
  static FileRef ofPlain(Object plain) {
    Map<?, ?> file = (Map<?, ?>) plain;
    return new FileRef(
        member(file, "name", String.class),
        member(file, "type", String.class),
        member(file, "size", Long.class),
        member(file, "lastModified", Long.class),
        member(file, "hash", String.class));
  }

  private static <V> V member(Map<?, ?> file, String key, Class<V> type) {
    return type.cast(Objects.requireNonNull(file.get(key), key));
  }

  Object plain() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", name);
    file.put("size", size);
    file.put("type", type);
    file.put("lastModified", lastModified);
    file.put("hash", hash);
    return file;
  }
}
