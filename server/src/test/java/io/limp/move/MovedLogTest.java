package io.limp.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.PositionLost;
import io.limp.data.Write;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The change log goes with the documents, so that their histories do. */
class MovedLogTest {
  @TempDir Path folder;

  private Path export() {
    return folder.resolve("export");
  }

  private Database from(int things) {
    Database from = Database.filled(folder.resolve("from"), things);
    from.update(3, 33);
    from.update(3, 34);
    return from;
  }

  private Database to() {
    return Database.empty(folder.resolve("to"));
  }

  @Test
  void theLogIsTheSameAndGoesOn() {
    try (Database from = from(2500);
        Database to = to()) {
      from.export(export());
      to.importFrom(export(), false);
      assertThat(to.log()).isEqualTo(from.log()).hasSize(2505);
      assertThat(to.data.position()).isEqualTo(from.data.position());
      to.update(3, 35);
      assertThat(to.data.changes(from.data.position(), 10).changes())
          .extracting(Change::id)
          .containsExactly(Database.id(3));
    }
  }

  @Test
  void noSecretIsInTheExportedLog() throws IOException {
    try (Database from = from(20)) {
      from.export(export());
    }
    assertThat(export().resolve("documents/things.jsonl")).content().contains("secret 3");
    assertThat(export().resolve("changes.jsonl")).content().doesNotContain("secret 3");
  }

  @Test
  void aFileThatOnlyTheLogRefersToGoesAlong() {
    try (Database from = from(20);
        Database to = to()) {
      String hash = String.valueOf(from.photo("content 13").get("hash"));
      from.data.write(
          Database.ACTOR,
          List.of(
              new Write.Update(
                  "things",
                  LimpModule.ID.is(Database.id(13)),
                  Database.doc(13).without(LimpModule.ID).withPlain("photo", null))));
      from.export(export());
      to.importFrom(export(), false);
      assertThat(to.files.open(hash)).isPresent();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void anInterruptedImportGoesOnInTheLog() {
    try (Database from = from(1200);
        Database to = to()) {
      from.export(export());
      assertThatThrownBy(() -> to.importInto(failing(to.data, 2), export(), false))
          .isInstanceOf(DataUnavailable.class);
      assertThat(Import.isUnfinished(to.data)).isTrue();
      assertThat(to.log()).hasSize(500);

      to.importFrom(export(), false);

      assertThat(to.said.toString()).contains("Goes on with the import that was interrupted.");
      assertThat(to.log()).isEqualTo(from.log());
      assertThat(to.all()).isEqualTo(from.all());
      assertThat(Import.isUnfinished(to.data)).isFalse();
    }
  }

  /** Loses its connection at the n-th part of the log. */
  private static Data failing(Data data, int part) {
    AtomicInteger parts = new AtomicInteger();
    return (Data)
        Proxy.newProxyInstance(
            Data.class.getClassLoader(),
            new Class<?>[] {Data.class},
            (_, method, arguments) -> {
              if (method.getName().equals("loadLog") && parts.incrementAndGet() == part) {
                throw new DataUnavailable("gone");
              }
              try {
                return method.invoke(data, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void anotherExportTakesThePlaceOfOneThatWasInterrupted() {
    try (Database from = from(1200);
        Database other = Database.filled(folder.resolve("other"), 5);
        Database to = to()) {
      from.export(export());
      assertThatThrownBy(() -> to.importInto(failing(to.data, 2), export(), false))
          .isInstanceOf(DataUnavailable.class);
      Path second = folder.resolve("second");
      other.export(second);

      to.importFrom(second, true);

      assertThat(to.log()).isEqualTo(other.log());
    }
  }

  @Test
  void aLogThatIsThereStaysAsItIs() {
    try (Database from = from(30);
        Database to = Database.filled(folder.resolve("to"), 5)) {
      from.export(export());
      List<Change> before = to.log();

      Export.Done done = to.importFrom(export(), true);

      assertThat(to.log()).isEqualTo(before);
      assertThat(done.changes()).isZero();
      assertThat(to.said.toString())
          .contains("The change log of the export is left out, for sqlite to has changes");
    }
  }

  @Test
  void anExportOfBeforeHasNoLogAndIsImported() throws IOException {
    try (Database from = from(30);
        Database to = to()) {
      from.export(export());
      asFormat1();

      to.importFrom(export(), false);

      assertThat(to.all()).isEqualTo(from.all());
      assertThat(to.log()).isEmpty();
      assertThat(to.said.toString())
          .contains("The export has no change log: histories begin anew.");
    }
  }

  private void asFormat1() throws IOException {
    Path manifest = export().resolve("manifest.json");
    String text = Files.readString(manifest);
    int log = text.indexOf("\"log\"");
    String without = text.substring(0, text.lastIndexOf(',', log)) + "\n}\n";
    Files.writeString(manifest, without.replace("\"format\" : 2", "\"format\" : 1"));
    Files.delete(export().resolve("changes.jsonl"));
  }

  @Test
  void aRestoredLogHasOtherPositions() {
    try (Database from = from(30);
        Database to = to()) {
      String position = from.data.position();
      from.export(export());

      to.restoreFrom(export());

      List<Id> changed = from.log().stream().map(Change::id).toList();
      assertThat(to.log()).extracting(Change::id).isEqualTo(changed);
      assertThatThrownBy(() -> to.data.changes(position, 10)).isInstanceOf(PositionLost.class);
    }
  }
}
