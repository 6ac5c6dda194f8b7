package io.limp.move;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A backup in one file: a zip whose last entry, {@code manifest.json}, names all others with their
 * lengths and SHA-256. It is written in another place, readable for its owner only, read again, and
 * then gets its name.
 */
public final class Archive {
  private static final long FORMAT = 1;

  private Archive() {}

  /**
   * What is in an archive.
   *
   * @param kind what to do with it: {@code sqlite} or {@code export}
   * @param database the name of the database that it was made from
   * @param entries in order
   */
  public record Content(
      String kind, String program, String database, String made, List<Entry> entries) {
    /** The lengths of all entries together. */
    public String size() {
      return Amount.bytes(entries.stream().mapToLong(Entry::bytes).sum());
    }
  }

  /** A file in an archive. */
  public record Entry(String name, long bytes, String sha256) {}

  /** Writes the entries of an archive. */
  public static final class Writer {
    private final ZipOutputStream zip;
    private final List<Entry> entries = new ArrayList<>();
    private final Passed passed;

    private Writer(ZipOutputStream zip, Progress progress) {
      this.zip = zip;
      passed = new Passed(bytes -> progress.at("Writes: " + Amount.bytes(bytes)));
    }

    /** Adds a file under that name; gives its SHA-256. */
    public String add(String name, InputStream bytes) throws IOException {
      MessageDigest digest = Sha256.digest();
      zip.putNextEntry(new ZipEntry(name));
      long size = new DigestInputStream(passed.through(bytes), digest).transferTo(zip);
      zip.closeEntry();
      String sha256 = Sha256.hex(digest);
      entries.add(new Entry(name, size, sha256));
      return sha256;
    }
  }

  /** What fills an archive. */
  public interface Body {
    void write(Writer archive) throws IOException;
  }

  /**
   * Writes an archive and reads it again.
   *
   * @param part where it is until it is whole, on the disk of the file
   * @throws CannotMove when there is such a file, or it is not what was written
   */
  public static Content write(
      Path file,
      Path part,
      String kind,
      String program,
      String database,
      Progress progress,
      Body body)
      throws IOException {
    if (Files.exists(file)) {
      throw new CannotMove("There is a file " + file + " already: choose another name");
    }
    try (FileChannel channel = ExportFolder.writing(part)) {
      OutputStream out = Channels.newOutputStream(channel);
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        Writer writer = new Writer(zip, progress);
        body.write(writer);
        Content content =
            new Content(
                kind, program, database, Instant.now().toString(), List.copyOf(writer.entries));
        zip.putNextEntry(new ZipEntry(Manifest.FILE));
        zip.write(TaggedJson.pretty(plain(content)));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
      }
    }
    Content written = verify(part, progress);
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return written;
  }

  /** What is done with an archive that is open. */
  private interface Look {
    Content at(ZipFile zip) throws IOException;
  }

  private static Content look(Path file, Look look) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CannotMove(
          file + " is a folder: limpd import puts in what limpd export has written");
    }
    if (!Files.isRegularFile(file)) {
      throw new CannotMove("There is no file " + file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return look.at(zip);
    } catch (ZipException e) {
      throw new CannotMove(file + " is no backup, or damaged: " + e.getMessage());
    }
  }

  /**
   * Reads what an archive says of itself.
   *
   * @throws CannotMove when it is none, or a newer one
   */
  public static Content read(Path file) throws IOException {
    return look(file, zip -> content(file, zip));
  }

  /**
   * Reads all of an archive.
   *
   * @throws CannotMove when it is none, a newer one, or not as it was written
   */
  public static Content verify(Path file, Progress progress) throws IOException {
    return look(file, zip -> verified(file, zip, progress));
  }

  private static Content verified(Path file, ZipFile zip, Progress progress) throws IOException {
    Content content = content(file, zip);
    Passed passed =
        new Passed(
            bytes -> progress.at("Checks: " + Amount.bytes(bytes) + " of " + content.size()));
    for (Entry entry : content.entries()) {
      MessageDigest digest = Sha256.digest();
      try (InputStream in = new DigestInputStream(passed.through(open(zip, file, entry)), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (!Sha256.hex(digest).equals(entry.sha256())) {
        throw new CannotMove(
            entry.name() + " in " + file + " is not as it was written: its SHA-256 is another");
      }
    }
    return content;
  }

  /** Writes a file of an archive into a new one, which only its owner may read. */
  public static void extract(Path file, Entry entry, Path to, Progress progress)
      throws IOException {
    String of = " of " + Amount.bytes(entry.bytes());
    Passed passed =
        new Passed(bytes -> progress.at(entry.name() + ": " + Amount.bytes(bytes) + of));
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = passed.through(open(zip, file, entry));
        FileChannel channel = ExportFolder.writing(to)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (int read = in.read(buffer.array()); read >= 0; read = in.read(buffer.array())) {
        ByteBuffer rest = buffer.duplicate().clear().limit(read);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
    }
  }

  /** What reads a file of an archive. */
  public interface Reader {
    void read(Entry entry, InputStream bytes) throws IOException;
  }

  /** Hands over the files of an archive whose names begin so, one after the other. */
  public static void each(Path file, Content content, String prefix, Reader reader)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Entry entry : content.entries()) {
        if (entry.name().startsWith(prefix)) {
          try (InputStream in = open(zip, file, entry)) {
            reader.read(entry, in);
          }
        }
      }
    }
  }

  private static InputStream open(ZipFile zip, Path file, Entry entry) throws IOException {
    ZipEntry found = zip.getEntry(entry.name());
    InputStream in = found == null ? null : zip.getInputStream(found);
    if (in == null) {
      throw new CannotMove(entry.name() + " is missing in " + file);
    }
    return in;
  }

  private static Content content(Path file, ZipFile zip) throws IOException {
    ZipEntry manifest = zip.getEntry(Manifest.FILE);
    if (manifest == null) {
      throw new CannotMove(file + " is no backup: it has no " + Manifest.FILE);
    }
    try (InputStream in = zip.getInputStream(manifest)) {
      if (TaggedJson.value(in.readAllBytes()) instanceof Map<?, ?> map
          && map.get("backup") instanceof Long format) {
        if (format > FORMAT) {
          throw new CannotMove(
              file
                  + " was written by a newer limpd ("
                  + map.get("program")
                  + "; its format is "
                  + format
                  + ", this one knows "
                  + FORMAT
                  + "): use that one");
        }
        if (map.get("entries") instanceof List<?> list) {
          return new Content(
              String.valueOf(map.get("kind")),
              String.valueOf(map.get("program")),
              String.valueOf(map.get("database")),
              String.valueOf(map.get("made")),
              list.stream().map(Archive::entry).toList());
        }
      }
      throw new TaggedJson.NotReadable("no format and entries");
    } catch (TaggedJson.NotReadable e) {
      throw new CannotMove(file + " is no backup: " + e.getMessage());
    }
  }

  private static Entry entry(@Nullable Object plain) {
    if (plain instanceof Map<?, ?> map
        && map.get("name") instanceof String name
        && map.get("bytes") instanceof Long bytes
        && map.get("sha256") instanceof String sha256
        && isOwnName(name)) {
      return new Entry(name, bytes, sha256);
    }
    throw new TaggedJson.NotReadable("an entry has no name, bytes and sha256 of ours");
  }

  /** True for names that lead into the folder that an archive is unpacked in. */
  private static boolean isOwnName(String name) {
    String inside = name.startsWith("export/") ? name.substring("export/".length()) : name;
    return name.equals("database")
        || inside.matches("files/[0-9a-f]{2}/[0-9a-f]{64}")
        || ExportFolder.isOwnName(inside)
        || inside.equals(Manifest.FILE);
  }

  private static Map<String, @Nullable Object> plain(Content content) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("backup", FORMAT);
    plain.put("kind", content.kind());
    plain.put("program", content.program());
    plain.put("database", content.database());
    plain.put("made", content.made());
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Entry entry : content.entries()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", entry.name());
      each.put("bytes", entry.bytes());
      each.put("sha256", entry.sha256());
      entries.add(each);
    }
    plain.put("entries", entries);
    return plain;
  }
}
