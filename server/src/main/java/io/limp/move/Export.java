package io.limp.move;

import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.FileStore;
import io.limp.data.LogSpan;
import io.limp.data.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that a database keeps into a folder, whichever driver it has.
 *
 * <p>{@code unfinished.json} says what an interrupted export was made from. If the database has not
 * been written to since, the next one goes on behind the last document of each collection that is
 * in the folder; else it begins again.
 */
public final class Export {
  private final Data data;
  private final FileStore files;
  private final String database;
  private final String program;
  private final Progress progress;

  /**
   * Of a database that is open and not used by anybody else.
   *
   * @param database its address and name, for people, without a password
   * @param program the version of this limpd
   */
  public Export(Data data, FileStore files, String database, String program, Progress progress) {
    this.data = data;
    this.files = files;
    this.database = database;
    this.program = program;
    this.progress = progress;
  }

  /**
   * What was written.
   *
   * @param documents deleted ones included
   * @param changes of the change log
   * @param bytes of the contents
   */
  public record Done(
      int collections, long documents, long deleted, long changes, long contents, long bytes) {
    @Override
    public String toString() {
      return Amount.of(collections, "collection")
          + ", "
          + Amount.of(documents, "document")
          + " ("
          + Amount.of(deleted, "deleted one")
          + " among them), "
          + Amount.of(changes, "change")
          + ", "
          + Amount.of(contents, "file")
          + " ("
          + Amount.bytes(bytes)
          + ")";
    }
  }

  /**
   * Writes it all.
   *
   * @throws CannotMove when that cannot be done, with the reason
   */
  public Done to(Path path) {
    ExportFolder folder = new ExportFolder(path);
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new CannotMove(path + " is a file: an export is a folder");
      }
      boolean resumes = Files.exists(folder.file(ExportFolder.UNFINISHED));
      if (!resumes) {
        refuseFull(folder);
      }
      OwnerOnly.folder(path);
      try (FileChannel marker = ExportFolder.writing(folder.file(ExportFolder.UNFINISHED))) {
        lock(marker, path);
        begin(marker, folder, resumes);
        Done done = write(folder);
        Files.delete(folder.file(ExportFolder.UNFINISHED));
        return done;
      }
    } catch (IOException e) {
      throw new CannotMove(
          "The export to "
              + path
              + " was interrupted: "
              + reason(e)
              + ". Start it again when that is mended: it goes on where it was.",
          e);
    }
  }

  private static void refuseFull(ExportFolder folder) throws IOException {
    if (Files.exists(folder.file(Manifest.FILE))) {
      throw new CannotMove(folder.path() + " holds a finished export: choose another folder");
    }
    if (!folder.isEmpty()) {
      throw new CannotMove("The folder " + folder.path() + " is not empty: choose another one");
    }
  }

  private static void lock(FileChannel marker, Path path) throws IOException {
    FileLock lock = null;
    try {
      lock = marker.tryLock();
    } catch (OverlappingFileLockException e) {
      // Told below.
    }
    if (lock == null) {
      throw new CannotMove("Another limpd is writing to " + path);
    }
  }

  /** Finds out whether what is there already is a part of what shall be written. */
  private void begin(FileChannel marker, ExportFolder folder, boolean resumes) throws IOException {
    Map<String, @Nullable Object> now = new LinkedHashMap<>();
    now.put("format", Manifest.FORMAT);
    now.put("program", program);
    now.put("database", database);
    now.put("position", data.position());
    Map<?, ?> before = resumes ? read(folder.file(ExportFolder.UNFINISHED)) : Map.of();
    if (before.get("format") instanceof Long format) {
      Manifest.refuseNewer(
          folder.file(ExportFolder.UNFINISHED), format, String.valueOf(before.get("program")));
    }
    Object other = before.get("database");
    if (other != null && !other.equals(database)) {
      throw new CannotMove(
          folder.path() + " holds an unfinished export of " + other + ": choose another folder");
    }
    if (resumes && now.equals(before)) {
      progress.say("Goes on with the export that was interrupted.");
    } else {
      if (resumes) {
        progress.say("Begins again: the database was written to since the export was interrupted.");
      }
      clear(folder);
      marker.truncate(0);
      marker.write(ByteBuffer.wrap(TaggedJson.pretty(now)), 0);
      marker.force(true);
    }
    OwnerOnly.folder(folder.file("documents"));
    OwnerOnly.folder(folder.file("files"));
  }

  private static Map<?, ?> read(Path marker) throws IOException {
    try {
      return TaggedJson.value(Files.readAllBytes(marker)) instanceof Map<?, ?> map ? map : Map.of();
    } catch (TaggedJson.NotReadable e) {
      // The power failed before it was written: then nothing else was, either.
      return Map.of();
    }
  }

  private static void clear(ExportFolder folder) throws IOException {
    Files.deleteIfExists(folder.file(ExportFolder.CHANGES));
    Files.deleteIfExists(folder.part(ExportFolder.CHANGES));
    for (String name : List.of("documents", "files")) {
      Path inside = folder.file(name);
      if (Files.isDirectory(inside)) {
        DeleteFolder.at(inside);
      }
    }
  }

  private Done write(ExportFolder folder) throws IOException {
    Contents contents = new Contents();
    List<Manifest.Part> parts = new ArrayList<>();
    LogSpan span = data.logSpan();
    List<CollectionSpec> collections = collections();
    for (CollectionSpec collection : collections) {
      Manifest.Part part =
          new ExportCollection(
                  data,
                  folder,
                  collection,
                  contents,
                  count -> progress.at(collection.name() + ": " + Amount.of(count, "document")))
              .run();
      parts.add(part);
      progress.say(part.name() + ": " + Amount.of(part.count(), "document"));
    }
    Manifest.Log log =
        new ExportLog(
                data,
                folder,
                span,
                collections,
                contents,
                count -> progress.at(Amount.of(count, "change")))
            .run();
    progress.say(Amount.of(log.part().count(), "change"));
    Manifest.Part list = contents(folder, contents);
    Manifest manifest =
        new Manifest(
            program,
            database,
            Instant.now().toString(),
            List.copyOf(parts),
            list,
            Optional.of(log));
    put(folder, Manifest.FILE, manifest.bytes());
    return new Done(
        parts.size(),
        manifest.documents(),
        parts.stream().mapToLong(Manifest.Part::deleted).sum(),
        manifest.changes(),
        list.count(),
        list.bytes());
  }

  /** Every collection that a server ever kept here, in the order of their names. */
  private List<CollectionSpec> collections() {
    data.define(SystemCollections.SPECS);
    List<CollectionSpec> all =
        new ArrayList<>(
            SystemCollections.and(
                SystemCollections.schemas(data).values().stream()
                    .map(StoredSchema::spec)
                    .toList()));
    data.define(all);
    all.removeIf(spec -> spec.name().equals(SystemCollections.IMPORTS));
    all.sort(Comparator.comparing(CollectionSpec::name));
    if (all.stream().allMatch(spec -> SystemCollections.isSystem(spec.name()))) {
      throw new CannotMove(
          "There is nothing in "
              + database
              + ": no limpd has kept anything there, or only one that is too old to say what."
              + " Start this one on it once");
    }
    return all;
  }

  private Manifest.Part contents(ExportFolder folder, Contents contents) throws IOException {
    StringBuilder list = new StringBuilder();
    long count = 0;
    long bytes = 0;
    for (Map.Entry<String, Contents.Reference> entry : contents.all().entrySet()) {
      String hash = entry.getKey();
      long size = copy(folder, hash);
      if (size >= 0) {
        list.append(hash).append(' ').append(size).append('\n');
        count++;
        bytes += size;
        progress.at(Amount.of(count, "file") + ", " + Amount.bytes(bytes));
      } else if (entry.getValue().needed()) {
        throw new CannotMove(
            "The content "
                + hash
                + " is missing, to which the document "
                + entry.getValue().id()
                + " of "
                + entry.getValue().collection()
                + " refers. Put the file back, or delete the document, and start again");
      }
    }
    byte[] text = list.toString().getBytes(StandardCharsets.US_ASCII);
    put(folder, ExportFolder.CONTENTS, text);
    MessageDigest digest = Sha256.digest();
    digest.update(text);
    return new Manifest.Part("", ExportFolder.CONTENTS, count, 0, bytes, Sha256.hex(digest));
  }

  /** Copies a content; gives its length, or -1 when there is none. */
  private long copy(ExportFolder folder, String hash) throws IOException {
    Optional<SeekableByteChannel> content = files.open(hash);
    if (content.isEmpty()) {
      return -1;
    }
    try (SeekableByteChannel from = content.get()) {
      Path to = folder.content(hash);
      if (Files.exists(to) && Sha256.of(to).equals(hash)) {
        return Files.size(to);
      }
      OwnerOnly.folder(folder.contents(hash));
      String name = folder.path().relativize(to).toString();
      MessageDigest digest = Sha256.digest();
      long size;
      try (FileChannel part = ExportFolder.writing(folder.part(name));
          InputStream in = new DigestInputStream(Channels.newInputStream(from), digest);
          OutputStream out = Channels.newOutputStream(part.truncate(0))) {
        size = in.transferTo(out);
        part.force(true);
      }
      if (!Sha256.hex(digest).equals(hash)) {
        throw new CannotMove("The content " + hash + " is damaged: its bytes have another SHA-256");
      }
      folder.complete(name);
      return size;
    }
  }

  private static void put(ExportFolder folder, String name, byte[] bytes) throws IOException {
    try (FileChannel file = ExportFolder.writing(folder.part(name))) {
      file.truncate(0);
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    folder.complete(name);
  }

  /** What happened, without the name of a class. */
  public static String reason(IOException e) {
    return e.getClass() == IOException.class || e.getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
