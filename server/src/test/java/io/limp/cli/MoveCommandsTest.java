package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Secret;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code limpd export}, {@code import}, {@code backup} and {@code restore}, killed ones too. */
class MoveCommandsTest {
  private static final int MANY = 30_000;

  @TempDir Path folder;
  private final LimpdRuns limpd = new LimpdRuns();

  private static List<CollectionSpec> collections() {
    return Stream.of("a_few", "b_many")
        .map(
            name ->
                new CollectionSpec(
                    name,
                    Map.of("text", new AttrType.Str(), "token", new AttrType.SecretType()),
                    List.of(),
                    List.of()))
        .toList();
  }

  private static Data open(Path where) {
    Data data = SqliteData.open(where, "limp_data");
    data.define(SystemCollections.and(collections()));
    SystemCollections.keep(
        data, collections().stream().map(spec -> new StoredSchema(spec, Set.of("text"))).toList());
    return data;
  }

  private static Doc doc(int number, String text) {
    return Doc.of(LimpModule.ID, new Id(1, number))
        .withPlain("text", text)
        .withPlain("token", Secret.of("hush"));
  }

  private static void fill(Data data, int many) {
    List<StoredDoc> docs = new ArrayList<>();
    for (int i = 1; i <= many; i++) {
      docs.add(new StoredDoc(doc(i, "text " + i), i, i % 7 == 0));
    }
    data.load("b_many", docs);
    data.load("a_few", docs.subList(0, 3));
  }

  private static Map<String, List<StoredDoc>> all(Path where) {
    try (Data data = open(where)) {
      return Map.of(
          "a_few", data.scan("a_few", Optional.empty(), MANY + 1),
          "b_many", data.scan("b_many", Optional.empty(), MANY + 1));
    }
  }

  private static String server(Path where) {
    return "--data-server=sqlite:" + where;
  }

  private static void killed(String after, String... args) throws Exception {
    assertThat(LimpdRuns.killedAfter(after, args)).doesNotContain("b_many: 30,000 documents\n");
  }

  @Test
  void whatIsNoExportLeavesNoDatabase() {
    Path to = folder.resolve("to");
    assertThat(limpd.run("import", folder.resolve("nothing").toString(), server(to))).isEqualTo(1);
    assertThat(to).doesNotExist();
  }

  @Test
  void anExportAndAnImportThatWereKilledGoOn() throws Exception {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    Path moving = folder.resolve("moving");
    try (Data data = open(from)) {
      fill(data, MANY);
    }

    killed("a_few: 3 documents", "export", moving.toString(), server(from));
    assertThat(moving.resolve("unfinished.json")).exists();
    assertThat(limpd.run("import", moving.toString(), server(to))).isEqualTo(1);
    assertThat(limpd.err()).contains("is not finished");
    assertThat(limpd.run("export", moving.toString(), server(from))).isZero();
    assertThat(limpd.out())
        .contains("Goes on with the export that was interrupted.")
        .contains("Exported to " + moving + ": 5 collections, 30,005 documents");

    killed("a_few: 3 documents", "import", moving.toString(), server(to));
    assertThat(limpd.run("import", moving.toString(), server(to))).isZero();
    assertThat(limpd.out()).contains("Goes on with the import that was interrupted.");
    assertThat(all(to)).isEqualTo(all(from));
  }

  @Test
  void aBackupIsMadeWhileADatabaseIsServedAndRestoredWhenItIsNot() throws IOException {
    Path home = folder.resolve("home");
    Path backup = folder.resolve("monday.zip");
    Map<String, List<StoredDoc>> before;
    try (Data data = open(home)) {
      fill(data, 500);
      data.write(new Id(1, 1), List.of(new Write.Insert("a_few", doc(900, "in the log"))));
      assertThat(limpd.run("backup", backup.toString(), server(home)))
          .describedAs("%s", limpd.err())
          .isZero();
      assertThat(limpd.out()).startsWith("Wrote and checked the backup " + backup);
      assertThat(limpd.run("backup", backup.toString(), server(home))).isEqualTo(1);
      assertThat(limpd.err()).contains("There is a file " + backup + " already");
      assertThat(limpd.run("restore", backup.toString(), server(home), "--force")).isEqualTo(1);
      assertThat(limpd.err()).contains("another limpd has it open");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    before = all(home);
    try (Data data = open(home)) {
      data.write(new Id(1, 1), List.of(new Write.Insert("a_few", doc(901, "too late"))));
    }

    assertThat(limpd.run("restore", backup.toString(), server(home))).isEqualTo(1);
    assertThat(limpd.err()).contains("There is a database limp_data in").contains("--force");
    assertThat(limpd.run("restore", backup.toString(), server(home), "--force")).isZero();
    assertThat(all(home)).isEqualTo(before);
    assertThat(limpd.run("restore", backup.toString(), server(folder.resolve("new")))).isZero();
    assertThat(all(folder.resolve("new"))).isEqualTo(before);
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("limp_data.db", "limp_data.db.lock", "files");
    }
  }

  @Test
  void aDamagedBackupTouchesNothing() throws IOException {
    Path home = folder.resolve("home");
    Path backup = folder.resolve("monday.zip");
    try (Data data = open(home)) {
      fill(data, 500);
    }
    assertThat(limpd.run("backup", backup.toString(), server(home))).isZero();
    byte[] bytes = Files.readAllBytes(backup);
    bytes[bytes.length / 3] ^= 1;
    Files.write(backup, bytes);
    Map<String, List<StoredDoc>> before = all(home);

    assertThat(limpd.run("restore", backup.toString(), server(home), "--force")).isEqualTo(1);
    assertThat(limpd.err()).contains("monday.zip");
    assertThat(limpd.run("restore", backup.toString(), server(folder.resolve("new")))).isEqualTo(1);
    assertThat(folder.resolve("new")).doesNotExist();
    Files.writeString(backup, "no zip");
    assertThat(limpd.run("restore", backup.toString(), server(home), "--force")).isEqualTo(1);
    assertThat(limpd.err()).contains("is no backup, or damaged");
    assertThat(all(home)).isEqualTo(before);
  }

  @Test
  void aDatabaseThatIsNotThereIsNotMade() {
    Path none = folder.resolve("none");
    assertThat(limpd.run("export", folder.resolve("x").toString(), server(none))).isEqualTo(1);
    assertThat(limpd.err()).startsWith("There is no database limp_data in ");
    assertThat(limpd.run("backup", folder.resolve("x").toString(), server(none))).isEqualTo(1);
    assertThat(none).doesNotExist();
  }
}
