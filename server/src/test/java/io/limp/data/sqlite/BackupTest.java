package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.PositionLost;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Copies of a database, and databases made of copies. */
class BackupTest extends SqliteFile {
  private static final CollectionSpec STAFF =
      new CollectionSpec(
          "staff", TYPES, List.of(), List.of(List.of("age")), List.of("name"), false);
  private static final Backup.Progress SILENT = (_, _) -> {};

  private Path copy() {
    return folder.resolve("copy.db");
  }

  private SqliteData opened(Path in, String name) {
    SqliteData data = SqliteData.open(in, name);
    data.define(List.of(STAFF));
    return data;
  }

  private static List<Id> ids(Data data) {
    return data.read("staff", Find.where(Query.everything())).list().stream().map(Doc::id).toList();
  }

  private void fill(Data data, int from, int to) {
    data.write(
        ACTOR,
        IntStream.range(from, to)
            .mapToObj(i -> insert(i, "name", "name " + i, "age", (long) i))
            .toList());
  }

  @Test
  void aBackupBecomesTheSameDatabaseElsewhere() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    List<Id> before;
    String position;
    Backup backup;
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 1000);
      before = ids(data);
      position = data.position();
      backup = data.backup(copy(), SILENT);
      fill(data, 1000, 1010);
    }
    assertThat(backup.file()).isEqualTo(copy());
    assertThat(backup.bytes()).isEqualTo(Files.size(copy()));
    assertThat(backup.sha256()).isEqualTo(Backup.sha256(copy())).hasSize(64);
    Backup restored = Backup.restore(copy(), elsewhere, "limp", false);
    assertThat(restored.file()).isEqualTo(elsewhere.resolve("limp.db"));
    try (Data data = opened(elsewhere, "limp")) {
      assertThat(ids(data)).isEqualTo(before);
      Query words = new Query.Search(List.of("name"), "name 77");
      assertThat(data.read("staff", Find.where(words)).total()).isEqualTo(1);
      fill(data, 2000, 2001);
      // What it does from now on is not what the other one did.
      assertThatThrownBy(() -> data.changes(position, 10)).isInstanceOf(PositionLost.class);
      assertThat(data.changes(data.position(), 10).changes()).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("copy.db", "elsewhere", "limp.db", "limp.db.lock");
    }
  }

  @Test
  void aBackupIsOfOneMomentThoughOthersWrite() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch some = new CountDownLatch(20);
    List<Long> pages = new ArrayList<>();
    int answeredBefore;
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 2000);
      // Each transaction adds one document to each half.
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; !done.get() && i < 3000; i++) {
                      data.write(
                          ACTOR,
                          List.of(insert(10_000 + i, "age", 1L), insert(20_000 + i, "age", 2L)));
                      some.countDown();
                    }
                  });
      some.await();
      answeredBefore = 2000 + 2 * 20;
      data.backup(copy(), (copied, of) -> pages.add(of - copied));
      done.set(true);
      writer.join();
    }
    assertThat(pages).isNotEmpty().endsWith(0L);
    Path elsewhere = folder.resolve("elsewhere");
    Backup.restore(copy(), elsewhere, "limp", false);
    try (Data data = opened(elsewhere, "limp")) {
      List<Id> all = ids(data);
      assertThat(all).hasSizeGreaterThanOrEqualTo(answeredBefore);
      assertThat(all.stream().filter(id -> id.compareTo(id(20_000)) >= 0).count())
          .isEqualTo(
              all.stream()
                  .filter(id -> id.compareTo(id(10_000)) >= 0 && id.compareTo(id(20_000)) < 0)
                  .count());
    }
  }

  @Test
  void aDatabaseIsCopiedThatAnotherOneHasOpen() throws IOException {
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 10);
      Backup.of(file(), copy(), SILENT);
      fill(data, 10, 20);
    }
    Backup.restore(copy(), folder, "other", false);
    try (Data data = opened(folder, "other")) {
      assertThat(ids(data)).hasSize(10);
    }
  }

  @Test
  void aCopyIsNotTakenForADatabaseThatDidNotEndAsItShould() throws Exception {
    String clean = "SELECT count(*) FROM _meta WHERE k='clean'";
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 10);
      data.backup(copy(), SILENT);
      assertThat(rows(clean)).containsExactly("0");
    }
    Files.delete(file());
    Files.copy(copy(), file());
    assertThat(rows(clean)).containsExactly("1");
    Files.delete(file());
    Backup.restore(copy(), folder, "limp", false);
    assertThat(rows(clean)).containsExactly("1");
  }

  @Test
  void nothingIsEverOverwritten() throws IOException {
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 10);
      data.backup(copy(), SILENT);
      assertThatThrownBy(() -> data.backup(copy(), SILENT))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> Backup.restore(copy(), folder, "limp", false))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("another limpd");
    }
    assertThatThrownBy(() -> Backup.restore(copy(), folder, "limp", false))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("limp.db");
  }

  @Test
  void aBackupThatIsDamagedIsNotRestored() throws IOException {
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 1000);
      data.backup(copy(), SILENT);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(copy().toFile(), "rw")) {
      bytes.seek(bytes.length() / 2 / 4096 * 4096);
      bytes.write(new byte[4096]);
    }
    Path elsewhere = folder.resolve("elsewhere");
    assertThatThrownBy(() -> Backup.restore(copy(), elsewhere, "limp", false))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("damaged");
    assertThat(elsewhere.resolve("limp.db")).doesNotExist();
    assertThat(elsewhere.resolve("limp.db.part")).doesNotExist();
  }

  @Test
  void whatIsNoBackupIsNotRestored() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "Dear diary, ".repeat(1000));
    Path empty = Files.createFile(folder.resolve("empty"));
    run("CREATE TABLE notes(text)");
    for (Path wrong : List.of(text, empty, file())) {
      assertThatThrownBy(() -> Backup.restore(wrong, folder, "other", false))
          .isInstanceOf(DataUnavailable.class);
      assertThat(folder.resolve("other.db")).doesNotExist();
    }
    assertThatThrownBy(() -> Backup.of(folder.resolve("none.db"), copy(), SILENT))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("none.db");
  }

  // Compaction

  @Test
  void aCompactedDatabaseIsSmallerAndTheSame() throws SQLException {
    List<Id> before;
    try (SqliteData data = opened(folder, "limp")) {
      fill(data, 0, 3000);
      before = ids(data).subList(0, 100);
    }
    run("DELETE FROM d_1 WHERE id<x'100000000000000000000b54'");
    run("UPDATE _meta SET v=100 WHERE k='count:staff'");
    run("DELETE FROM _changes WHERE seq<2900");
    Compaction done = Compaction.of(folder, "limp");
    assertThat(done.after()).isLessThan(done.before()).isEqualTo(file().toFile().length());
    try (SqliteData data = opened(folder, "limp")) {
      assertThat(ids(data)).isEqualTo(before);
      Query words = new Query.Search(List.of("name"), "name 2950");
      assertThat(data.read("staff", Find.where(words)).total()).isEqualTo(1);
      assertThatThrownBy(() -> Compaction.of(folder, "limp"))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("in use");
    }
    assertThatThrownBy(() -> Compaction.of(folder, "none"))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("none.db");
  }
}
