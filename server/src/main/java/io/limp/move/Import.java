package io.limp.move;

import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.FileStore;
import io.limp.data.StoredDoc;
import io.limp.data.WriteRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts an export into a database, whichever driver it has: the contents of files first, then the
 * documents and the change log, a part at a time.
 *
 * <p>{@link ImportState} notes how far it is. An interrupted import goes on from there when it is
 * started again with the same export; until then no server starts on the database.
 */
public final class Import {
  private static final int MOST_DOCS = 500;
  private static final int MOST_BYTES = 4 << 20;

  private final Data data;
  private final FileStore files;
  private final String database;
  private final Progress progress;

  /**
   * Into a database that is open and not used by anybody else.
   *
   * @param database its address and name, for people, without a password
   */
  public Import(Data data, FileStore files, String database, Progress progress) {
    this.data = data;
    this.files = files;
    this.database = database;
    this.progress = progress;
  }

  /** True when an import into the database was interrupted. */
  public static boolean isUnfinished(Data data) {
    return ImportState.isUnfinished(data);
  }

  /** An export that was found whole. */
  public static final class Checked {
    private final Path path;
    private final VerifyExport.Verified export;

    private Checked(Path path, VerifyExport.Verified export) {
      this.path = path;
      this.export = export;
    }
  }

  /**
   * Reads all of an export; no database is needed for it.
   *
   * @throws CannotMove when it is not whole, with the place
   */
  public static Checked check(Path path, Progress progress) {
    try {
      VerifyExport.Verified export = new VerifyExport(new ExportFolder(path), progress).run();
      progress.say("Checked: " + path + " is whole.");
      return new Checked(path, export);
    } catch (IOException e) {
      throw new CannotMove(path + " cannot be read: " + Export.reason(e), e);
    }
  }

  /**
   * Puts it in.
   *
   * @param force true: into a database that has documents too; those with the same ids give way
   * @throws CannotMove when that cannot be done, with the reason
   */
  public Export.Done from(Checked checked, boolean force) {
    return from(checked, force, log -> log.span().epoch());
  }

  /**
   * The same with an export of a database that was written to since: positions of its change log,
   * and ids of changes, are not those of the one that begins here.
   *
   * @throws CannotMove as {@link #from(Checked, boolean)}
   */
  public Export.Done restoreFrom(Checked checked, boolean force) {
    return from(checked, force, _ -> newEpoch());
  }

  private static String newEpoch() {
    byte[] epoch = new byte[6];
    new SecureRandom().nextBytes(epoch);
    return HexFormat.of().formatHex(epoch);
  }

  private Export.Done from(Checked checked, boolean force, Function<Manifest.Log, String> epoch) {
    Path path = checked.path;
    VerifyExport.Verified export = checked.export;
    try {
      data.define(SystemCollections.SPECS);
      Map<String, CollectionSpec> collections = new LinkedHashMap<>();
      SystemCollections.schemas(data)
          .forEach((name, stored) -> collections.put(name, stored.spec()));
      export.collections().forEach(spec -> collections.put(spec.name(), spec));
      data.define(SystemCollections.and(collections.values()));
      ImportState state = state(export, collections.keySet(), force, epoch);
      for (String name : export.unknown()) {
        progress.say(
            name + ": the export does not say of which types its attributes are; ids become texts");
      }
      putContents(new ExportFolder(path), export.contents());
      for (Manifest.Part part : export.manifest().collections()) {
        if (!state.isDone(part.name())) {
          load(new ExportFolder(path), part, state);
          progress.say(part.name() + ": " + Amount.of(part.count(), "document"));
        }
      }
      Manifest manifest = export.manifest();
      boolean takesLog = manifest.log().isPresent() && !state.log().equals(ImportState.NO_LOG);
      if (takesLog) {
        new ImportLog(data, new ExportFolder(path), manifest.log().get(), state).run(progress);
        progress.say(Amount.of(manifest.changes(), "change"));
      }
      state.finish();
      return new Export.Done(
          manifest.collections().size(),
          manifest.documents(),
          manifest.collections().stream().mapToLong(Manifest.Part::deleted).sum(),
          takesLog ? manifest.changes() : 0,
          manifest.contents().count(),
          manifest.contents().bytes());
    } catch (IOException e) {
      throw new CannotMove(
          "The import from "
              + path
              + " was interrupted: "
              + Export.reason(e)
              + ". Start it again when that is mended: it goes on where it was.",
          e);
    }
  }

  private ImportState state(
      VerifyExport.Verified export,
      Set<String> collections,
      boolean force,
      Function<Manifest.Log, String> epoch) {
    Optional<ImportState> interrupted = ImportState.interrupted(data, export.sha256());
    if (interrupted.isPresent()) {
      progress.say("Goes on with the import that was interrupted.");
      return interrupted.get();
    }
    if (!force) {
      if (isUnfinished(data)) {
        throw new CannotMove(
            "An import of another export into "
                + database
                + " was interrupted: finish that one, or begin with an empty database (--force: put"
                + " this one over what is there)");
      }
      refuseFull(collections);
    }
    return ImportState.begin(data, export.sha256(), log(export.manifest(), epoch));
  }

  /** The epoch that the change log shall have: two logs do not become one. */
  private String log(Manifest manifest, Function<Manifest.Log, String> epoch) {
    if (manifest.log().isEmpty()) {
      progress.say("The export has no change log: histories begin anew.");
      return ImportState.NO_LOG;
    }
    if (!data.logSpan().isEmpty() && !ImportState.hasLogOfImport(data)) {
      progress.say(
          "The change log of the export is left out, for "
              + database
              + " has changes of its own: documents come without their histories. With them, only"
              + " into a database that no limpd was started on.");
      return ImportState.NO_LOG;
    }
    return epoch.apply(manifest.log().get());
  }

  private void refuseFull(Set<String> collections) {
    List<String> full = new ArrayList<>();
    for (String name : collections) {
      if (!data.scan(name, Optional.empty(), 1).isEmpty()) {
        full.add(name);
      }
    }
    if (!full.isEmpty()) {
      Collections.sort(full);
      throw new CannotMove(
          "The database "
              + database
              + " has documents ("
              + String.join(", ", full)
              + "): choose another --data-name, or --force to put the export over them");
    }
  }

  private void putContents(ExportFolder folder, List<String> hashes) throws IOException {
    long count = 0;
    for (String hash : hashes) {
      Path content = folder.content(hash);
      if (!isThere(hash, Files.size(content))) {
        try (InputStream in = Files.newInputStream(content)) {
          FileStore.Stored stored = files.put(in);
          if (!stored.hash().equals(hash)) {
            throw new CannotMove(content + " was changed while it was read");
          }
        }
      }
      count++;
      progress.at(Amount.of(count, "file") + " of " + Amount.of(hashes.size()));
    }
  }

  private boolean isThere(String hash, long size) throws IOException {
    Optional<SeekableByteChannel> open = files.open(hash);
    if (open.isEmpty()) {
      return false;
    }
    try (SeekableByteChannel content = open.get()) {
      return content.size() == size;
    }
  }

  private void load(ExportFolder folder, Manifest.Part part, ImportState state) throws IOException {
    Optional<Id> after = state.last(part.name());
    List<StoredDoc> batch = new ArrayList<>();
    long bytes = 0;
    try (Lines lines = new Lines(folder.file(part.file()))) {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        StoredDoc stored = DocLine.read(line.get());
        if (after.isPresent() && after.get().compareTo(stored.doc().id()) >= 0) {
          continue;
        }
        batch.add(stored);
        bytes += line.get().length;
        if (batch.size() >= MOST_DOCS || bytes >= MOST_BYTES) {
          load(part, batch, state);
          bytes = 0;
        }
        progress.at(
            part.name()
                + ": "
                + Amount.of(lines.number(), "document")
                + " of "
                + Amount.of(part.count()));
      }
    }
    if (!batch.isEmpty()) {
      load(part, batch, state);
    }
    state.done(part.name());
  }

  private void load(Manifest.Part part, List<StoredDoc> batch, ImportState state) {
    try {
      data.load(part.name(), batch);
    } catch (WriteRefused e) {
      throw new CannotMove(
          "The import stopped in "
              + part.name()
              + " between "
              + batch.getFirst().doc().id()
              + " and "
              + batch.getLast().doc().id()
              + ": "
              + reason(e));
    }
    state.loaded(part.name(), batch.getLast().doc().id());
    batch.clear();
  }

  private String reason(WriteRefused refused) {
    return refused instanceof Duplicate duplicate
        ? "a document that is in "
            + database
            + " already has the same "
            + String.join(", ", duplicate.attrs())
            + ". Import into an empty database, by another --data-name"
        : String.valueOf(refused.getMessage());
  }
}
