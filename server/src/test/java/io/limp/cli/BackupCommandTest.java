package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.FileStore;
import io.limp.data.Write;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a backup, and what is left of one that did not end as it should. */
class BackupCommandTest {
  private static final Id STAFF = new Id(1, 2);
  private static final CollectionSpec SPEC =
      new CollectionSpec(
          "staff",
          Map.of("photo", new AttrType.File(List.of()), "text", new AttrType.Str()),
          List.of(),
          List.of());

  @TempDir Path folder;
  private final LimpdRuns limpd = new LimpdRuns();
  private Path home;
  private Path backup;

  @BeforeEach
  void names() {
    home = folder.resolve("home");
    backup = folder.resolve("monday.zip");
  }

  private static String server(Path where) {
    return "--data-server=sqlite:" + where;
  }

  private int backUp() {
    return limpd.run("backup", backup.toString(), server(home));
  }

  private static Data open(Path where) {
    Data data = SqliteData.open(where, "limp_data");
    data.define(SystemCollections.and(List.of(SPEC)));
    SystemCollections.keep(data, List.of(new StoredSchema(SPEC, Set.of("text"))));
    return data;
  }

  private static Map<String, Object> photo(FileStore files, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    FileStore.Stored stored = files.put(new ByteArrayInputStream(bytes));
    return Map.of(
        "name", "a.txt", "type", "text/plain", "size", stored.size(), "hash", stored.hash());
  }

  private static void write(Data data, Write write) {
    data.write(new Id(1, 1), List.of(write));
  }

  /** A document with its second photo; gives the hash of the first. */
  private String fill(int texts) throws IOException {
    try (Data data = open(home)) {
      FileStore files = new FolderFileStore(home, InstantSource.system());
      Map<String, Object> first = photo(files, "first");
      write(
          data, new Write.Insert("staff", Doc.of(LimpModule.ID, STAFF).withPlain("photo", first)));
      write(
          data,
          new Write.Update(
              "staff", LimpModule.ID.is(STAFF), Doc.empty().withPlain("photo", photo(files, "b"))));
      for (int i = 0; i < texts; i++) {
        Doc doc = Doc.of(LimpModule.ID, new Id(2, i)).withPlain("text", "text ".repeat(500));
        write(data, new Write.Insert("staff", doc));
      }
      return String.valueOf(first.get("hash"));
    }
  }

  @Test
  void aFileThatOnlyAChangeRefersToIsInIt() throws IOException {
    String hash = fill(0);
    assertThat(backUp()).describedAs("%s", limpd.err()).isZero();
    Path to = folder.resolve("to");
    assertThat(limpd.run("restore", backup.toString(), server(to))).isZero();

    FileStore files = new FolderFileStore(to, InstantSource.system());
    assertThat(files.open(hash)).isPresent();
  }

  @Test
  void whatAKilledOneLeftTheNextOneRemoves() throws IOException {
    fill(0);
    Path left = Files.createDirectory(folder.resolve(".limpd-123"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("limp_data.db"), "all that is secret");

    assertThat(backUp()).isZero();

    assertThat(folder).isDirectoryNotContaining("glob:**/.limpd-*");
    assertThat(folder).isDirectoryNotContaining("glob:**/*.part");
  }

  @Test
  void aDamagedDatabaseIsNamedAndNotItsCopy() throws IOException {
    fill(200);
    Path database = home.resolve("limp_data.db");
    byte[] bytes = Files.readAllBytes(database);
    int half = bytes.length / 2 / 4096 * 4096;
    Arrays.fill(bytes, half, half + 8192, (byte) 0x55);
    Files.write(database, bytes);

    assertThat(backUp()).isEqualTo(1);

    assertThat(limpd.err()).contains("" + database).contains("damaged").doesNotContain(".limpd-");
    assertThat(backup).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**/.limpd-*");
  }

  @Test
  void aRestoreIsRefusedBeforeALargeBackupIsRead() throws IOException {
    fill(0);
    assertThat(backUp()).isZero();

    assertThat(limpd.run("restore", backup.toString(), server(home))).isEqualTo(1);

    assertThat(limpd.err()).contains("There is a database limp_data");
    assertThat(limpd.out()).doesNotContain("Checked");
  }

  @Test
  void whoTakesAnExportForABackupIsTold() throws IOException {
    fill(0);
    assertThat(backUp()).isZero();
    Path moving = folder.resolve("moving");
    assertThat(limpd.run("export", moving.toString(), server(home))).isZero();
    String elsewhere = server(folder.resolve("elsewhere"));

    assertThat(limpd.run("restore", moving.toString(), elsewhere)).isEqualTo(1);
    assertThat(limpd.err()).contains("limpd import");
    assertThat(limpd.run("import", backup.toString(), elsewhere)).isEqualTo(1);
    assertThat(limpd.err()).contains("limpd restore");
  }
}
