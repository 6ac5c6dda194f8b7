package io.limp.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.Write;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Out of one database, into another, and everything is there. */
class RoundTripTest {
  @TempDir Path folder;

  private Path export() {
    return folder.resolve("export");
  }

  @Test
  void whatIsExportedIsImported() throws IOException {
    try (Database from = Database.filled(folder.resolve("from"), 2500);
        Database to = Database.empty(folder.resolve("to"))) {
      Export.Done exported = from.export(export());
      Export.Done imported = to.importFrom(export(), false);

      assertThat(exported).isEqualTo(imported);
      assertThat(exported.toString())
          .isEqualTo(
              "5 collections, 2,503 documents (2 deleted ones among them), 2,503 changes,"
                  + " 25 files (289 bytes)");
      assertThat(to.all()).isEqualTo(from.all());
      assertThat(content(to, String.valueOf(from.photo("content 13").get("hash"))))
          .isEqualTo("content 13");
    }
  }

  private static String content(Database database, String hash) throws IOException {
    try (InputStream in = Channels.newInputStream(database.files.open(hash).orElseThrow())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void onlyTheOwnerMayReadAnExport() throws IOException {
    try (Database from = Database.filled(folder.resolve("from"), 20)) {
      from.export(export());
    }
    try (Stream<Path> files = Files.walk(export())) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .describedAs("%s", file)
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void anExportThatLostItsEndGoesOnBehindTheLastWholeLine() throws IOException {
    try (Database from = Database.filled(folder.resolve("from"), 300)) {
      from.export(export());
      byte[] manifest = Files.readAllBytes(export().resolve("manifest.json"));
      Path things = export().resolve("documents/things.jsonl");
      byte[] whole = Files.readAllBytes(things);
      // As if the process had died while it wrote.
      Files.delete(export().resolve("manifest.json"));
      Files.delete(things);
      Files.write(
          export().resolve("documents/things.jsonl.part"),
          new String(whole, StandardCharsets.UTF_8)
              .substring(0, whole.length / 2)
              .getBytes(StandardCharsets.UTF_8));
      unfinished(from, from.data.position());

      from.export(export());

      assertThat(from.said.toString()).contains("Goes on with the export that was interrupted.");
      assertThat(things).hasBinaryContent(whole);
      assertThat(lines(Files.readAllBytes(export().resolve("manifest.json"))))
          .isEqualTo(lines(manifest));
    }
  }

  /** Without the moment at which it was made. */
  private static List<String> lines(byte[] manifest) {
    return new String(manifest, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("\"made\""))
        .toList();
  }

  private void unfinished(Database from, String position) throws IOException {
    Files.write(
        export().resolve("unfinished.json"),
        TaggedJson.pretty(
            new java.util.LinkedHashMap<>(
                Map.of(
                    "format", 2L, "program", "0.0", "database", from.name, "position", position))));
  }

  @Test
  void anExportBeginsAgainWhenTheDatabaseWasWrittenTo() throws IOException {
    try (Database from = Database.filled(folder.resolve("from"), 30)) {
      from.export(export());
      Files.delete(export().resolve("manifest.json"));
      unfinished(from, from.data.position());
      from.data.write(
          Database.ACTOR, List.of(new Write.Insert("others", Database.doc(1, "text", "new"))));

      from.export(export());

      assertThat(from.said.toString()).contains("Begins again");
      assertThat(export().resolve("documents/others.jsonl")).content().contains("new");
    }
  }

  @Test
  void anImportNeedsAnEmptyDatabaseOrForce() {
    try (Database from = Database.filled(folder.resolve("from"), 30);
        Database to = Database.filled(folder.resolve("to"), 5)) {
      from.export(export());
      assertThatThrownBy(() -> to.importFrom(export(), false))
          .isInstanceOf(CannotMove.class)
          .hasMessageContaining("has documents (others, things)");
      to.importFrom(export(), true);
      assertThat(to.all()).isEqualTo(from.all());
    }
  }
}
