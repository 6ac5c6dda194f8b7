package io.limp.move;

import io.limp.data.CollectionSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a whole export before any of it is believed. */
final class VerifyExport {
  private final ExportFolder folder;
  private final Progress progress;
  private final Map<String, CollectionSpec> schemas = new LinkedHashMap<>();

  VerifyExport(ExportFolder folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * An export that is whole.
   *
   * @param sha256 of its manifest, by which it is known again
   * @param collections what is to be defined for its documents
   * @param unknown the collections among them of which the export does not say what is in them
   * @param contents the hashes of the contents
   */
  record Verified(
      Manifest manifest,
      String sha256,
      List<CollectionSpec> collections,
      List<String> unknown,
      List<String> contents) {}

  /**
   * Reads it.
   *
   * @throws CannotMove when something is missing or not as it was written, with the place
   */
  Verified run() throws IOException {
    Path file = folder.file(Manifest.FILE);
    if (!Files.exists(file)) {
      throw new CannotMove(
          Files.exists(folder.file(ExportFolder.UNFINISHED))
              ? "The export in " + folder.path() + " is not finished: start limpd export again"
              : Files.isRegularFile(folder.path())
                  ? folder.path() + " is a file, no export: limpd restore takes a backup"
                  : "There is no export in " + folder.path() + ": it has no " + Manifest.FILE);
    }
    byte[] bytes = Files.readAllBytes(file);
    Manifest manifest = Manifest.read(file, bytes);
    for (Manifest.Part part : manifest.collections()) {
      documents(part);
    }
    if (manifest.log().isPresent()) {
      changes(manifest.log().get(), manifest);
    }
    List<String> contents = contents(manifest.contents());
    List<CollectionSpec> collections = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Manifest.Part part : manifest.collections()) {
      if (!SystemCollections.isSystem(part.name())) {
        CollectionSpec known = schemas.get(part.name());
        if (known == null) {
          unknown.add(part.name());
        }
        collections.add(
            known != null
                ? known
                : new CollectionSpec(part.name(), Map.of(), List.of(), List.of()));
      }
    }
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return new Verified(manifest, Sha256.hex(digest), collections, unknown, contents);
  }

  private void documents(Manifest.Part part) throws IOException {
    lines(
        part,
        "document",
        DocLine::read,
        (one, other) -> one.doc().id().compareTo(other.doc().id()) > 0,
        stored -> {
          if (part.name().equals(SystemCollections.SCHEMAS) && !stored.deleted()) {
            StoredSchema schema = StoredSchema.of(stored.doc());
            schemas.put(schema.name(), schema.spec());
          }
        });
  }

  /** The change log, behind the documents: it tells of their collections alone. */
  private void changes(Manifest.Log log, Manifest manifest) throws IOException {
    Set<String> collections =
        manifest.collections().stream().map(Manifest.Part::name).collect(Collectors.toSet());
    lines(
        log.part(),
        "change",
        line -> ChangeLine.read(log.span().epoch(), line),
        (one, other) -> one.sequence() > other.sequence() && !one.at().isBefore(other.at()),
        change -> {
          if (!collections.contains(change.collection())) {
            throw new TaggedJson.NotReadable(
                "of the collection " + change.collection() + ", which is not in the export");
          }
          if (change.sequence() > log.span().last()) {
            throw new TaggedJson.NotReadable(
                "the last one is " + log.span().last() + ", says the manifest");
          }
        });
  }

  /**
   * Reads a file of lines.
   *
   * @param noun what a line says
   * @param isAfter whether one may come behind another
   */
  private <T> void lines(
      Manifest.Part part,
      String noun,
      Function<byte[], T> read,
      BiPredicate<T, T> isAfter,
      Consumer<T> each)
      throws IOException {
    Path file = folder.file(part.file());
    MessageDigest digest = Sha256.digest();
    Optional<T> last = Optional.empty();
    try (Lines lines = new Lines(file)) {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        digest.update(line.get());
        digest.update((byte) '\n');
        String place = file + ":" + lines.number() + ": ";
        T one;
        try {
          one = read.apply(line.get());
          each.accept(one);
        } catch (TaggedJson.NotReadable e) {
          throw new CannotMove(place + "not a " + noun + ": " + e.getMessage());
        }
        if (last.isPresent() && !isAfter.test(one, last.get())) {
          throw new CannotMove(place + "the " + noun + "s are not in order, or one is there twice");
        }
        last = Optional.of(one);
        progress.at("Checks " + part.file() + ": " + Amount.of(lines.number(), noun));
      }
      if (lines.isCut()) {
        throw new CannotMove(file + " is cut off in line " + (lines.number() + 1));
      }
      if (lines.number() != part.count()) {
        throw new CannotMove(
            file
                + " has "
                + Amount.of(lines.number(), noun)
                + ", not "
                + part.count()
                + " as the manifest says");
      }
    } catch (NoSuchFileException e) {
      throw new CannotMove(file + " is missing");
    }
    refuseOther(file, Sha256.hex(digest), part.sha256());
  }

  private List<String> contents(Manifest.Part part) throws IOException {
    Path file = folder.file(part.file());
    if (!Files.exists(file)) {
      throw new CannotMove(file + " is missing");
    }
    refuseOther(file, Sha256.of(file), part.sha256());
    List<String> hashes = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String hash = line.substring(0, Math.max(0, line.indexOf(' ')));
      if (!Contents.HASH.matcher(hash).matches()) {
        throw new CannotMove(file + ": not a content: " + line);
      }
      Path content = folder.content(hash);
      if (!Files.exists(content)) {
        throw new CannotMove("The content " + content + " is missing");
      }
      refuseOther(content, Sha256.of(content), hash);
      hashes.add(hash);
      progress.at("Checks " + Amount.of(hashes.size(), "file"));
    }
    return hashes;
  }

  private static void refuseOther(Path file, String sha256, String expected) {
    if (!sha256.equals(expected)) {
      throw new CannotMove(
          file + " is not as it was written: its SHA-256 is " + sha256 + ", not " + expected);
    }
  }
}
