package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a database does when its file, its disk or its neighbours go wrong. */
class SqliteSafetyTest extends SqliteFile {
  private static final CollectionSpec SEARCHED =
      new CollectionSpec("staff", TYPES, List.of(), List.of(), List.of("name"), false);

  private void fill(int documents) {
    try (Data data = open()) {
      data.write(
          ACTOR,
          IntStream.range(0, documents)
              .mapToObj(i -> insert(i, "name", "name " + i + "x".repeat(200)))
              .toList());
    }
  }

  @Test
  void aGoodEndIsWrittenDownAndABadOneIsNot() throws SQLException {
    String mark = "SELECT count(*) FROM _meta WHERE k='clean'";
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1)));
      assertThat(rows(mark)).containsExactly("0");
    }
    assertThat(rows(mark)).containsExactly("1");
  }

  @Test
  void damageIsFoundAfterABadEnd() throws Exception {
    fill(500);
    run("DELETE FROM _meta WHERE k='clean'");
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      long page = 4096L * (bytes.length() / 4096 / 2);
      bytes.seek(page);
      bytes.write(new byte[4096]);
    }
    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("damaged")
          .hasMessageContaining("restore a backup");
    }
  }

  @Test
  void anIntactFileOpensAfterABadEnd() throws SQLException {
    fill(50);
    run("DELETE FROM _meta WHERE k='clean'");
    try (Data data = open()) {
      assertThat(data.byId("staff", id(7))).isPresent();
    }
  }

  @Test
  void aFileThatWasCutOffIsRefused() throws IOException {
    fill(500);
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2 / 4096 * 4096);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("backup");
  }

  @Test
  void aFileThatAnotherProgramHasLockedSaysSo() throws SQLException {
    Limits impatient = Limits.DEFAULT.withDeadline(Duration.ofMillis(200));
    try (Data data = open(impatient, List.of("name"));
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      data.write(ACTOR, List.of(insert(1)));
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> data.write(ACTOR, List.of(insert(2))))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("another program has it locked");
      assertThat(data.byId("staff", id(1))).isPresent();
      statement.execute("ROLLBACK");
      data.write(ACTOR, List.of(insert(3)));
      assertThat(data.knows("staff", id(2))).isFalse();
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenSaysSo() {
    assertThat(folder.toFile().setWritable(false)).isTrue();
    try {
      assumeFalse(Files.isWritable(folder), "whoever may write everywhere sees no such folder");
      assertThatThrownBy(this::open)
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining(folder.toString());
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void aFileThatBecomesReadOnlyIsStillRead() throws SQLException {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1)));
    }
    // Such as a disk that the system has mounted anew, read-only, after an error.
    try (Session session = Session.reading(file(), Limits.DEFAULT)) {
      assertThatThrownBy(() -> session.change("DELETE FROM d_1"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e ->
                  assertThat(Failure.exception(e, file()))
                      .isInstanceOf(DataUnavailable.class)
                      .hasMessageContaining("read-only"));
      assertThat(session.number("SELECT count(*) FROM d_1")).isEqualTo(1);
    }
  }

  @Test
  void aFullDiskLeavesNoHalfOfAWriteBehind() throws SQLException {
    List<Id> answered = new ArrayList<>();
    try (SqliteData data = SqliteData.open(folder, "limp", Limits.DEFAULT.withPages(80))) {
      data.define(List.of(SEARCHED));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  List<Write> both =
                      List.of(
                          insert(2 * i, "name", "word" + i + " " + "abc ".repeat(100)),
                          insert(2 * i + 1, "name", "word" + i + " " + "def ".repeat(100)));
                  data.write(ACTOR, both);
                  answered.add(id(i));
                }
              })
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("full");
      assertThat(answered).isNotEmpty();
      Query last = new Query.Search(List.of("name"), "word" + answered.size());
      assertThat(data.read("staff", Find.where(last)).list()).isEmpty();
      Query all = new Query.Search(List.of("name"), "word*");
      assertThat(data.read("staff", Find.where(all)).total()).isEqualTo(2L * answered.size());
      assertThat(data.read("staff", Find.where(Query.everything()).limit(1)).total())
          .isEqualTo(2L * answered.size());
    }
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(rows("SELECT count(*), max(seq) FROM _changes"))
        .containsExactly(2 * answered.size() + "|" + 2 * answered.size());
  }

  @Test
  void roomThatIsNoLongerNeededIsGivenBack() throws SQLException {
    fill(1000);
    try (Data data = open()) {
      for (int i = 0; i < 8; i++) {
        data.write(ACTOR, List.of(insert(5000 + i, "name", "x".repeat(1 << 20))));
      }
    }
    run("DELETE FROM d_1");
    run("DELETE FROM _changes");
    long before = file().toFile().length();
    try (Session session = Session.writing(file(), Limits.DEFAULT)) {
      FreePages pages = new FreePages(session);
      int steps = 0;
      while (pages.step()) {
        steps++;
      }
      assertThat(steps).isGreaterThan(5);
    }
    assertThat(file().toFile().length()).isLessThan(before / 2).isGreaterThan(3 << 20);
  }

  // Format 1

  /** As the first limpd made them. */
  private void makeFormat1() throws SQLException {
    for (String sql :
        List.of(
            "PRAGMA journal_mode=WAL",
            "CREATE TABLE _meta(k TEXT PRIMARY KEY, v) WITHOUT ROWID",
            "CREATE TABLE _changes(seq INTEGER PRIMARY KEY, ts INTEGER NOT NULL, tx INTEGER NOT"
                + " NULL, col INTEGER NOT NULL, id BLOB NOT NULL, op INTEGER NOT NULL, ver INTEGER"
                + " NOT NULL, actor BLOB NOT NULL, before TEXT, after TEXT)",
            "INSERT INTO _meta VALUES('format',1),('epoch','0123456789ab'),('count:staff',1),"
                + "('collection:staff','{\"number\":1,\"secrets\":[\"password\"]}')",
            "CREATE TABLE d_1(rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ver INTEGER NOT"
                + " NULL, del INTEGER NOT NULL DEFAULT 0, doc BLOB NOT NULL)",
            "INSERT INTO d_1 VALUES(1,x'100000000000000000000001',1,0,jsonb('{\"name\":\"Ann"
                + " Smith\"}'))",
            "INSERT INTO _changes VALUES(1,1767268800000,1,1,x'100000000000000000000001',1,1,"
                + "x'000000000000000100000001',NULL,'{\"name\":\"Ann Smith\"}')")) {
      run(sql);
    }
  }

  @Test
  void aFileOfTheFirstFormatIsOpenedAndFindsItsWords() throws SQLException {
    makeFormat1();
    try (SqliteData data = SqliteData.open(folder, "limp")) {
      data.define(List.of(SEARCHED));
      assertThat(data.position()).isEqualTo("0123456789ab:1");
      assertThat(data.changes("0123456789ab:0", 10).changes()).hasSize(1);
      Query smith = new Query.Search(List.of("name"), "smith");
      assertThat(data.read("staff", Find.where(smith)).list()).hasSize(1);
      data.write(ACTOR, List.of(insert(2, "name", "Bob Smith")));
      assertThat(data.read("staff", Find.where(smith)).list()).hasSize(2);
      assertThat(data.position()).isEqualTo("0123456789ab:2");
    }
    assertThat(rows("SELECT v FROM _meta WHERE k='format'")).containsExactly("4");
  }
}
