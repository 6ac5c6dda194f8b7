package io.limp.move;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in an export: {@code manifest.json}, written last.
 *
 * @param program the version of the limpd that made it
 * @param database what it was made from, for people
 * @param made when, ISO 8601
 * @param collections one file each
 * @param contents the list of the files' contents
 */
record Manifest(
    String program, String database, String made, List<Part> collections, Part contents) {
  /** The format that this program writes, and the newest that it reads. */
  static final long FORMAT = 1;

  static final String FILE = "manifest.json";

  /**
   * A file of the export.
   *
   * @param name of the collection
   * @param file below the folder
   * @param count how many lines: documents, or contents
   * @param deleted how many of the documents are kept as deleted
   * @param bytes its length; of the list of contents: all their lengths together
   * @param sha256 of its bytes
   */
  record Part(String name, String file, long count, long deleted, long bytes, String sha256) {
    Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      plain.put("name", name);
      plain.put("file", file);
      plain.put("count", count);
      plain.put("deleted", deleted);
      plain.put("bytes", bytes);
      plain.put("sha256", sha256);
      return plain;
    }

    static Part of(@Nullable Object plain) {
      if (plain instanceof Map<?, ?> map
          && map.get("name") instanceof String name
          && map.get("file") instanceof String file
          && map.get("count") instanceof Long count
          && map.get("deleted") instanceof Long deleted
          && map.get("bytes") instanceof Long bytes
          && map.get("sha256") instanceof String sha256
          && ExportFolder.isOwnName(file)) {
        return new Part(name, file, count, deleted, bytes, sha256);
      }
      throw new TaggedJson.NotReadable("no name, file, count, deleted, bytes and sha256");
    }
  }

  long documents() {
    return collections.stream().mapToLong(Part::count).sum();
  }

  byte[] bytes() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("format", FORMAT);
    plain.put("program", program);
    plain.put("database", database);
    plain.put("made", made);
    plain.put("collections", collections.stream().map(Part::plain).toList());
    plain.put("contents", contents.plain());
    return TaggedJson.pretty(plain);
  }

  /**
   * Reads one.
   *
   * @throws CannotMove when it is none, or a newer program wrote it
   */
  static Manifest read(Path file, byte[] bytes) {
    try {
      if (TaggedJson.value(bytes) instanceof Map<?, ?> map
          && map.get("format") instanceof Long format) {
        refuseNewer(file, format, map.get("program"));
        if (map.get("collections") instanceof List<?> list) {
          List<Part> parts = new ArrayList<>();
          list.forEach(each -> parts.add(Part.of(each)));
          return new Manifest(
              String.valueOf(map.get("program")),
              String.valueOf(map.get("database")),
              String.valueOf(map.get("made")),
              parts,
              Part.of(map.get("contents")));
        }
      }
      throw new TaggedJson.NotReadable("no format and collections");
    } catch (TaggedJson.NotReadable e) {
      throw new CannotMove(file + " is no manifest of an export: " + e.getMessage());
    }
  }

  static void refuseNewer(Path file, long format, @Nullable Object program) {
    if (format > FORMAT) {
      throw new CannotMove(
          file
              + " was written by a newer limpd ("
              + program
              + "; its format is "
              + format
              + ", this one knows "
              + FORMAT
              + "): use that one");
    }
  }
}
