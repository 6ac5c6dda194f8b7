package io.limp.move;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.FileStore;
import io.limp.data.StoredDoc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts an export into a database, whichever driver it has: the contents of files first, then the
 * documents, a part at a time.
 *
 * <p>A document of {@link SystemCollections#IMPORTS} notes the export's manifest, which collections
 * are done, and the last id of the one that is not. An interrupted import goes on from there when
 * it is started again with the same export; until then no server starts on the database.
 */
public final class Import {
  private static final Id MARKER = new Id(0x696d706f72740000L, 1);
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
    return data.byId(SystemCollections.IMPORTS, MARKER)
        .filter(marker -> !Boolean.TRUE.equals(marker.values().get("finished")))
        .isPresent();
  }

  /**
   * Checks the export, then puts it in.
   *
   * @param force true: into a database that has documents too; those with the same ids give way
   * @throws CannotMove when that cannot be done, with the reason
   */
  public Export.Done from(Path path, boolean force) {
    try {
      VerifyExport.Verified export = new VerifyExport(new ExportFolder(path), progress).run();
      progress.say("Checked: " + path + " is whole.");
      data.define(SystemCollections.SPECS);
      Map<String, CollectionSpec> collections = new LinkedHashMap<>();
      SystemCollections.schemas(data)
          .forEach((name, stored) -> collections.put(name, stored.spec()));
      export.collections().forEach(spec -> collections.put(spec.name(), spec));
      data.define(SystemCollections.and(collections.values()));
      State state = state(export, collections.keySet(), force);
      for (String name : export.unknown()) {
        progress.say(
            name + ": the export does not say of which types its attributes are; ids become texts");
      }
      putContents(new ExportFolder(path), export.contents());
      for (Manifest.Part part : export.manifest().collections()) {
        if (!state.done.contains(part.name())) {
          load(new ExportFolder(path), part, state);
          progress.say(part.name() + ": " + Amount.of(part.count(), "document"));
        }
      }
      state.note(true);
      Manifest manifest = export.manifest();
      return new Export.Done(
          manifest.collections().size(),
          manifest.documents(),
          manifest.collections().stream().mapToLong(Manifest.Part::deleted).sum(),
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

  /** How far the import is, as the database notes it. */
  private final class State {
    private final String manifest;
    private final Set<String> done = new LinkedHashSet<>();
    private String collection = "";
    private Optional<Id> last = Optional.empty();

    State(String manifest) {
      this.manifest = manifest;
    }

    void note(boolean finished) {
      Doc marker =
          Doc.of(LimpModule.ID, MARKER)
              .withPlain("manifest", manifest)
              .withPlain("finished", finished)
              .withPlain("done", List.copyOf(done))
              .withPlain("collection", collection)
              .withPlain("last", last.orElse(null));
      data.load(SystemCollections.IMPORTS, List.of(new StoredDoc(marker, 1, false)));
    }
  }

  private State state(VerifyExport.Verified export, Set<String> collections, boolean force) {
    State state = new State(export.sha256());
    Optional<Doc> marker = data.byId(SystemCollections.IMPORTS, MARKER);
    boolean unfinished = isUnfinished(data);
    boolean same =
        marker.filter(doc -> export.sha256().equals(doc.values().get("manifest"))).isPresent();
    if (unfinished && same) {
      Map<String, ?> values = marker.orElseThrow().values();
      if (values.get("done") instanceof List<?> done) {
        done.forEach(name -> state.done.add(String.valueOf(name)));
      }
      state.collection = String.valueOf(values.get("collection"));
      state.last = values.get("last") instanceof Id id ? Optional.of(id) : Optional.empty();
      progress.say("Goes on with the import that was interrupted.");
      return state;
    }
    if (!force) {
      if (unfinished) {
        throw new CannotMove(
            "An import of another export into "
                + database
                + " was interrupted: finish that one, or begin with an empty database (--force: put"
                + " this one over what is there)");
      }
      refuseFull(collections);
    }
    state.note(false);
    return state;
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
      progress.at(Amount.of(count, "file") + " of " + hashes.size());
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

  private void load(ExportFolder folder, Manifest.Part part, State state) throws IOException {
    Optional<Id> after = state.collection.equals(part.name()) ? state.last : Optional.empty();
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
            part.name() + ": " + Amount.of(lines.number(), "document") + " of " + part.count());
      }
    }
    if (!batch.isEmpty()) {
      load(part, batch, state);
    }
    state.done.add(part.name());
    state.last = Optional.empty();
    state.note(false);
  }

  private void load(Manifest.Part part, List<StoredDoc> batch, State state) {
    try {
      data.load(part.name(), batch);
    } catch (Duplicate e) {
      throw new CannotMove(
          "The import stopped in "
              + part.name()
              + " between "
              + batch.getFirst().doc().id()
              + " and "
              + batch.getLast().doc().id()
              + ": a document that is in "
              + database
              + " already has the same "
              + String.join(", ", e.attrs())
              + ". Delete it and start the import again, or import into an empty database");
    }
    state.collection = part.name();
    state.last = Optional.of(batch.getLast().doc().id());
    state.note(false);
    batch.clear();
  }
}
