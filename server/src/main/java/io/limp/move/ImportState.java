package io.limp.move;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far an import is, as a document of {@link SystemCollections#IMPORTS} notes it: of which
 * export (by its manifest's SHA-256), which collections are done, the last document of the one that
 * is not, and the last change of the log.
 */
final class ImportState {
  private static final Id MARKER = new Id(0x696d706f72740000L, 1);

  /** The log of the export is left out. */
  static final String NO_LOG = "";

  private final Data data;
  private final String manifest;
  private final Set<String> done = new LinkedHashSet<>();
  private String collection = "";
  private Optional<Id> last = Optional.empty();
  private final String log;
  private long change;

  private ImportState(Data data, String manifest, String log) {
    this.data = data;
    this.manifest = manifest;
    this.log = log;
  }

  /** True when an import into the database was interrupted. */
  static boolean isUnfinished(Data data) {
    return unfinished(data).isPresent();
  }

  private static Optional<Doc> unfinished(Data data) {
    return data.byId(SystemCollections.IMPORTS, MARKER)
        .filter(marker -> !Boolean.TRUE.equals(marker.values().get("finished")));
  }

  /** The import of that export which was interrupted; empty: none was. */
  static Optional<ImportState> interrupted(Data data, String manifest) {
    return unfinished(data)
        .filter(marker -> manifest.equals(marker.values().get("manifest")))
        .map(
            marker -> {
              Map<String, ?> values = marker.values();
              ImportState state = new ImportState(data, manifest, log(marker));
              if (values.get("done") instanceof List<?> done) {
                done.forEach(name -> state.done.add(String.valueOf(name)));
              }
              state.collection = String.valueOf(values.get("collection"));
              state.last = values.get("last") instanceof Id id ? Optional.of(id) : Optional.empty();
              state.change = values.get("change") instanceof Long number ? number : 0;
              return state;
            });
  }

  /**
   * An import that begins.
   *
   * @param log the epoch that the change log shall have, or {@link #NO_LOG}
   */
  static ImportState begin(Data data, String manifest, String log) {
    ImportState state = new ImportState(data, manifest, log);
    state.note(false);
    return state;
  }

  /** True when all that the log of the database holds came from an import that was interrupted. */
  static boolean hasLogOfImport(Data data) {
    String epoch = data.logSpan().epoch();
    return unfinished(data).filter(marker -> log(marker).equals(epoch)).isPresent();
  }

  private static String log(Doc marker) {
    return marker.values().get("log") instanceof String epoch ? epoch : NO_LOG;
  }

  String log() {
    return log;
  }

  /** The number of the last change that is there; 0: none is. */
  long change() {
    return change;
  }

  boolean isDone(String name) {
    return done.contains(name);
  }

  /** The last document of that collection which is there. */
  Optional<Id> last(String name) {
    return collection.equals(name) ? last : Optional.empty();
  }

  void loaded(String name, Id lastDoc) {
    collection = name;
    last = Optional.of(lastDoc);
    note(false);
  }

  void done(String name) {
    done.add(name);
    last = Optional.empty();
    note(false);
  }

  void loaded(long lastChange) {
    change = lastChange;
    note(false);
  }

  void finish() {
    note(true);
  }

  private void note(boolean finished) {
    Doc marker =
        Doc.of(LimpModule.ID, MARKER)
            .withPlain("manifest", manifest)
            .withPlain("finished", finished)
            .withPlain("done", List.copyOf(done))
            .withPlain("collection", collection)
            .withPlain("last", last.orElse(null))
            .withPlain("log", log)
            .withPlain("change", change);
    data.load(SystemCollections.IMPORTS, List.of(new StoredDoc(marker, 1, false)));
  }
}
