package io.limp.call;

import io.limp.api.Refusal;
import io.limp.data.PlainValues;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is uploaded, the doc of {@code file/upload}:
 *
 * <pre>{@code
 * {"attr": "photo", "index": "0", "chunk": 1, "total": 2,
 *  "file": {"name": "p.png", "size": 74, "type": "image/png", "lastModified": 1577836800000,
 *           "content": "137,80,78,71"}}
 * }</pre>
 *
 * @param number from 1 to the total
 * @param total how many chunks the file has
 * @param name as {@link IncomingFile#name}
 * @param size of the whole file, in bytes
 * @param type as {@link IncomingFile#type}
 * @param lastModified milliseconds since the epoch
 * @param content the bytes of this part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: its parts are, one by one
record Chunk(
    int number, int total, String name, long size, String type, long lastModified, byte[] content) {
  private static final int MAX_ATTR = 255;
  private static final int MAX_INDEX = 9_999;
  private static final int MAX_TOTAL = 1_000_000;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  /**
   * What the file is for.
   *
   * @param attr the attribute whose value it will be, or be among
   * @param index its place among the attribute's files, in the order of which they are listed
   */
  record Place(String attr, int index) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::attr).thenComparingInt(Place::index);

    /**
     * Reads it.
     *
     * @throws Refusal when it is missing or not what it must be
     */
    static Place read(Map<String, @Nullable Object> doc) {
      if (doc.get("attr") instanceof String attr && !attr.isBlank() && attr.length() <= MAX_ATTR) {
        return new Place(attr, whole("index", doc.get("index"), 0, MAX_INDEX));
      }
      throw invalid("attr", doc.get("attr"), "must be the name of an attribute");
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Reads one.
   *
   * @throws Refusal when a part is missing or not what it must be, with a code that names the part
   */
  static Chunk read(Map<String, @Nullable Object> doc) {
    int total = whole("total", doc.get("total"), 1, MAX_TOTAL);
    int number = whole("chunk", doc.get("chunk"), 1, total);
    if (!(doc.get("file") instanceof Map<?, ?> file)) {
      throw invalid("file", doc.get("file"), "must be an object");
    }
    if (!(file.get("name") instanceof String name) || !IncomingFile.isName(name)) {
      throw invalid("name", file.get("name"), "must be the name of a file, without folders");
    }
    if (!(file.get("size") instanceof Long size) || size < 0) {
      throw invalid("size", file.get("size"), "must be a whole number of bytes");
    }
    if (!(file.get("type") instanceof String type) || !IncomingFile.isType(type)) {
      throw invalid("type", file.get("type"), "must be a media type");
    }
    if (!(file.get("lastModified") instanceof Long time) || !IncomingFile.isMoment(time)) {
      throw invalid(
          "lastModified", file.get("lastModified"), "must be milliseconds since the epoch");
    }
    byte[] content =
        FileContent.read(file.get("content"))
            .orElseThrow(
                () -> invalid("content", file.get("content"), "must be bytes, from 0 to 255 each"));
    return new Chunk(number, total, name, size, type, time, content);
  }

  /** A number, or the text of one. */
  private static int whole(String part, @Nullable Object given, int least, int most) {
    long number =
        switch (given) {
          case Long whole -> whole;
          case String text when WHOLE.matcher(text).matches() -> Long.parseLong(text);
          case null, default -> -1;
        };
    if (number >= least && number <= most) {
      return (int) number;
    }
    throw invalid(part, given, "must be a whole number from " + least + " to " + most);
  }

  /** The refusal of a part. */
  static Refusal invalid(String part, @Nullable Object given, String why) {
    String code = part.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    return Refusal.of(
            400,
            "CORE_FILE_INVALID_" + code,
            "'%s' of an upload %s, not %s.",
            part,
            why,
            PlainValues.shown(given))
        .with("attr", part)
        .with("value", PlainValues.shown(given));
  }

  /** Refuses a chunk that says otherwise of the file than its first one. */
  void refuseUnlike(Chunk first) {
    refuse(total == first.total, "total", total, first.total);
    refuse(name.equals(first.name), "name", name, first.name);
    refuse(size == first.size, "size", size, first.size);
    refuse(type.equals(first.type), "type", type, first.type);
    refuse(lastModified == first.lastModified, "lastModified", lastModified, first.lastModified);
  }

  private static void refuse(boolean same, String part, Object given, Object before) {
    if (!same) {
      throw invalid(
          part, given, "must stay what it was, " + PlainValues.shown(before) + " in chunk 1");
    }
  }
}
