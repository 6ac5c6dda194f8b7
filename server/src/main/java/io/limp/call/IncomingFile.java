package io.limp.call;

import io.limp.api.AttrType;
import io.limp.data.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a call and is not stored yet. Its content is kept only when the document
 * that it belongs to is about to be written, so that a refused call leaves no byte.
 *
 * @param name without folders, at most 255 characters
 * @param type its media type, as the client says
 * @param lastModified milliseconds since the epoch; 0 when the client did not say
 * @param content the bytes
 */
public record IncomingFile(String name, String type, long lastModified, Content content) {
  private static final int MAX_NAME = 255;
  private static final int MAX_TYPE = 255;
  private static final long FIRST_MOMENT = -62_135_596_800_000L; // 0001-01-01
  private static final long LAST_MOMENT = 253_402_300_799_999L; // 9999-12-31

  /** The bytes of a file, wherever they are meanwhile. */
  public interface Content {
    /** How many; of those that are still being read, how many came until now. */
    long size();

    /** True when all of them are there. */
    default boolean isWhole() {
      return true;
    }

    /** Keeps them in the store; asked once more, it answers the same. */
    FileStore.Stored keepIn(FileStore store) throws IOException;

    /** Those that came with the call itself. */
    static Content of(byte[] bytes) {
      return new Content() {
        private FileStore.@Nullable Stored kept;

        @Override
        public long size() {
          return bytes.length;
        }

        @Override
        public FileStore.Stored keepIn(FileStore store) throws IOException {
          if (kept == null) {
            kept = store.put(new ByteArrayInputStream(bytes));
          }
          return kept;
        }
      };
    }
  }

  /**
   * Reads the file as a client sent it, {@code {name, size, type, lastModified, content}}; empty
   * when a part is missing or not what it must be.
   */
  static Optional<IncomingFile> read(Map<String, Object> file) {
    if (!(file.get("name") instanceof String name)
        || !isName(name)
        || !(file.get("type") instanceof String type)
        || !isType(type)) {
      return Optional.empty();
    }
    long lastModified = file.get("lastModified") instanceof Number time ? time.longValue() : 0;
    Optional<byte[]> content = FileContent.read(file.get("content"));
    if (!isMoment(lastModified)
        || content.isEmpty()
        || (file.get("size") instanceof Long size && size != content.get().length)) {
      return Optional.empty();
    }
    return Optional.of(new IncomingFile(name, type, lastModified, Content.of(content.get())));
  }

  /** True for what names a file and no folder. */
  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME
        && !name.equals(".")
        && !name.equals("..")
        && name.codePoints().noneMatch(IncomingFile::isForbidden);
  }

  private static boolean isForbidden(int c) {
    boolean loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c == '/' || c == '\\' || Character.isISOControl(c) || loneSurrogate;
  }

  /** True for what may be a media type; a browser gives none where it does not know it. */
  static boolean isType(String type) {
    return type.length() <= MAX_TYPE && type.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /** True for milliseconds since the epoch that a date has. */
  static boolean isMoment(long milliseconds) {
    return milliseconds >= FIRST_MOMENT && milliseconds <= LAST_MOMENT;
  }

  /** Why the attribute does not take it; empty when it does. The reason may be plain enough. */
  Optional<String> refusedBy(AttrType.File wanted) {
    if (!takes(wanted.mediaTypes(), type)) {
      return Optional.of("");
    }
    return content.size() > wanted.most()
        ? Optional.of("it may have " + wanted.most() + " bytes at the most")
        : Optional.empty();
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

  /** As it is told to whoever sent it: what was refused before it was read has no size. */
  @Override
  public String toString() {
    long size = content.size();
    String bytes = size == 1 ? "1 byte" : size + " bytes";
    return name
        + " ("
        + type
        + (content.isWhole() ? ", " + bytes : size == 0 ? "" : ", at least " + bytes)
        + ")";
  }
}
