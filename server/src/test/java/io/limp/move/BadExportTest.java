package io.limp.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that is not as it was written is refused before the database is touched. */
class BadExportTest {
  @TempDir Path folder;
  private Path export;
  private Path things;

  @BeforeEach
  void makeAnExport() {
    export = folder.resolve("export");
    things = export.resolve("documents/things.jsonl");
    try (Database from = Database.filled(folder.resolve("from"), 20)) {
      from.export(export);
    }
  }

  private void assertRefused(String reason) {
    try (Database to = Database.empty(folder.resolve("to"))) {
      assertThatThrownBy(() -> to.importFrom(export, false))
          .isInstanceOf(CannotMove.class)
          .hasMessageContaining(reason);
      to.define();
      assertThat(to.data.scan("things", Optional.empty(), 1)).isEmpty();
      assertThat(Import.isUnfinished(to.data)).isFalse();
    }
  }

  private static void replace(Path file, String what, String by) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(what);
    Files.writeString(file, text.replace(what, by));
  }

  @Test
  void aCutLine() throws IOException {
    byte[] bytes = Files.readAllBytes(things);
    Files.write(things, java.util.Arrays.copyOf(bytes, bytes.length - 10));
    assertRefused("things.jsonl is cut off in line 20");
  }

  @Test
  void aMissingLine() throws IOException {
    Files.write(things, Files.readAllLines(things).subList(0, 19));
    assertRefused("things.jsonl has 19 documents, not 20 as the manifest says");
  }

  @Test
  void aChangedLetter() throws IOException {
    replace(things, "secret 7", "secret 8");
    assertRefused("things.jsonl is not as it was written: its SHA-256 is");
  }

  @Test
  void aLineThatIsNoDocument() throws IOException {
    Files.writeString(things, "{\"id\": 1}\n" + Files.readString(things));
    assertRefused("things.jsonl:1: not a document");
  }

  @Test
  void aDocumentThatIsThereTwice() throws IOException {
    String last = Files.readAllLines(things).getLast() + "\n";
    Files.writeString(things, last, StandardOpenOption.APPEND);
    assertRefused("things.jsonl:21: the documents are not in order, or one is there twice");
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(things);
    assertRefused("things.jsonl is missing");
  }

  @Test
  void aMissingContent() throws IOException {
    Files.delete(aContent());
    assertRefused(" is missing");
  }

  @Test
  void aDamagedContent() throws IOException {
    Files.writeString(aContent(), "other");
    assertRefused(" is not as it was written");
  }

  private Path aContent() throws IOException {
    try (Stream<Path> files = Files.walk(export.resolve("files"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void aNewerFormat() throws IOException {
    replace(export.resolve("manifest.json"), "\"format\" : 2", "\"format\" : 3");
    assertRefused(
        "manifest.json was written by a newer limpd (0.0; its format is 3, this one knows 2)");
  }

  @Test
  void aCutChange() throws IOException {
    byte[] bytes = Files.readAllBytes(changes());
    Files.write(changes(), java.util.Arrays.copyOf(bytes, bytes.length - 10));
    assertRefused("changes.jsonl is cut off in line 23");
  }

  @Test
  void aMissingChange() throws IOException {
    Files.write(changes(), Files.readAllLines(changes()).subList(1, 23));
    assertRefused("changes.jsonl has 22 changes, not 23 as the manifest says");
  }

  @Test
  void changesThatAreNotInOrder() throws IOException {
    Files.write(changes(), Files.readAllLines(changes()).reversed());
    assertRefused("changes.jsonl:2: the changes are not in order, or one is there twice");
  }

  @Test
  void aChangeOfAnotherCollection() throws IOException {
    replace(changes(), "\"collection\":\"others\"", "\"collection\":\"else\"");
    assertRefused("not a change: of the collection else, which is not in the export");
  }

  @Test
  void aLineThatIsNoChange() throws IOException {
    replace(changes(), "\"op\":\"delete\"", "\"op\":\"destroy\"");
    assertRefused("changes.jsonl:22: not a change: unknown op destroy");
  }

  @Test
  void noChangesAtAll() throws IOException {
    Files.delete(changes());
    assertRefused("changes.jsonl is missing");
  }

  private Path changes() {
    return export.resolve("changes.jsonl");
  }

  @Test
  void aManifestThatLeadsElsewhere() throws IOException {
    replace(export.resolve("manifest.json"), "documents/things.jsonl", "../things.jsonl");
    assertRefused("is no manifest of an export");
  }

  @Test
  void noExportAtAll() throws IOException {
    Files.delete(export.resolve("manifest.json"));
    assertRefused("There is no export in ");
    Files.writeString(export.resolve("unfinished.json"), "{}");
    assertRefused("is not finished: start limpd export again");
  }

  @Test
  void aFolderThatIsNotEmptyIsNotWrittenTo() throws IOException {
    try (Database from = Database.filled(folder.resolve("from2"), 3)) {
      assertThatThrownBy(() -> from.export(export))
          .hasMessageEndingWith("holds a finished export: choose another folder");
      Path other = Files.createDirectory(folder.resolve("other"));
      Files.writeString(other.resolve("letter.txt"), "Dear", StandardCharsets.UTF_8);
      assertThatThrownBy(() -> from.export(other)).hasMessageContaining("is not empty");
      assertThat(other).isDirectoryNotContaining("glob:**unfinished.json");
      assertThatThrownBy(() -> from.export(other.resolve("letter.txt")))
          .hasMessageContaining("is a file");
    }
  }

  @Test
  void anUnfinishedExportOfAnotherDatabaseIsLeftAlone() throws IOException {
    Files.delete(export.resolve("manifest.json"));
    Files.writeString(export.resolve("unfinished.json"), "{\"format\":1,\"database\":\"other\"}");
    try (Database from = Database.filled(folder.resolve("from2"), 3)) {
      assertThatThrownBy(() -> from.export(export))
          .hasMessageContaining("holds an unfinished export of other");
    }
    assertThat(things).exists();
  }

  @Test
  void aContentThatTheDatabaseHasLostIsTold() throws IOException {
    Path files = folder.resolve("from/files");
    try (Stream<Path> contents = Files.walk(files)) {
      Files.delete(contents.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
    try (Database from = Database.empty(folder.resolve("from"))) {
      assertThatThrownBy(() -> from.export(folder.resolve("export2")))
          .isInstanceOf(CannotMove.class)
          .hasMessageContaining("is missing, to which the document")
          .hasMessageContaining("of things refers");
    }
    assertThat(folder.resolve("export2/manifest.json")).doesNotExist();
  }
}
