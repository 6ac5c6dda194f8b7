package io.limp.move;

import io.limp.data.LogSpan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in an export: {@code manifest.json}, written last.
 *
 * @param program the version of the limpd that made it
 * @param database what it was made from, for people
 * @param made when, ISO 8601
 * @param collections one file each
 * @param contents the list of the files' contents
 * @param log the change log; exports of format 1 have none
 */
record Manifest(
    String program,
    String database,
    String made,
    List<Part> collections,
    Part contents,
    Optional<Log> log) {
  /** The format that this program writes, and the newest that it reads. */
  static final long FORMAT = 2;

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

  /**
   * The change log of the export.
   *
   * @param span from where to where it goes; it ends with the last line
   */
  record Log(Part part, LogSpan span) {
    Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = part.plain();
      plain.put("epoch", span.epoch());
      plain.put("last", span.last());
      plain.put("floor", span.floor());
      plain.put("floorTime", span.floorTime().orElse(null));
      return plain;
    }

    static Log of(@Nullable Object plain) {
      if (plain instanceof Map<?, ?> map
          && map.get("epoch") instanceof String epoch
          && map.get("last") instanceof Long last
          && map.get("floor") instanceof Long floor) {
        Optional<Instant> floorTime =
            map.get("floorTime") instanceof Instant time ? Optional.of(time) : Optional.empty();
        return new Log(Part.of(plain), new LogSpan(epoch, last, floor, floorTime));
      }
      throw new TaggedJson.NotReadable("no epoch, last and floor of the log");
    }
  }

  long changes() {
    return log.map(each -> each.part().count()).orElse(0L);
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
    log.ifPresent(each -> plain.put("log", each.plain()));
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
              Part.of(map.get("contents")),
              map.get("log") == null ? Optional.empty() : Optional.of(Log.of(map.get("log"))));
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
