package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What is particular to a database that is one file: who may open it, what it holds, how it fails.
 */
class SqliteFileTest extends SqliteFile {
  @Test
  void aDatabaseIsOpenedByOneOnly() {
    try (Data first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("another limpd");
      first.write(ACTOR, List.of(insert(1)));
    }
    open().close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsOwnerReadsIt() throws IOException {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1)));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> !each.toString().endsWith(".lock")).toList()) {
          assertThat(Files.getPosixFilePermissions(file))
              .as(file.toString())
              .containsExactlyInAnyOrder(
                  PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
      }
    }
    Path made = folder.resolve("made/here");
    SqliteData.open(made, "limp").close();
    assertThat(Files.getPosixFilePermissions(made))
        .doesNotContain(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
  }

  @Test
  void twoDatabasesShareAFolder() {
    try (Data one = open();
        Data two = SqliteData.open(folder, "other")) {
      assertThat(one).isNotSameAs(two);
    }
  }

  @Test
  void aNameThatLeavesTheFolderIsRefused() {
    for (String name : List.of("", "../x", "a/b", "a?mode=memory", ".hidden", "a\0")) {
      assertThatThrownBy(() -> SqliteData.open(folder, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theFormatOfANewerProgramIsRefused() throws SQLException {
    open().close();
    run("UPDATE _meta SET v=99 WHERE k='format'");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("newer limpd")
        .hasMessageContaining("99");
    run("UPDATE _meta SET v=4 WHERE k='format'");
    open().close();
  }

  @Test
  void whatIsNoDatabaseOfOursIsRefused() throws Exception {
    run("CREATE TABLE notes(text)");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("another program");
    Files.writeString(file(), "Dear diary, ".repeat(1000));
    assertThatThrownBy(this::open)
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining("not a database");
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path notFolder = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> SqliteData.open(notFolder, "limp"))
        .isInstanceOf(DataUnavailable.class)
        .hasMessageContaining(notFolder.toString());
  }

  @Test
  void theChangeLogHoldsBothImagesButNoSecret() throws SQLException {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "Ann", "password", Secret.of("hush-hush"))));
      Doc changes = new Doc(Map.of("password", Secret.of("hush-hush-hush")));
      data.write(ACTOR, List.of(new Write.Update("staff", is("name", "Ann"), changes)));
      data.write(ACTOR, List.of(new Write.Delete("staff", is("name", "Ann"), false)));
    }
    String image = "{\"name\":\"Ann\"}";
    assertThat(
            rows(
                "SELECT seq, tx, col, op, ver, json(before), json(after) FROM _changes ORDER BY"
                    + " seq"))
        .containsExactly(
            "1|1|1|1|1|null|" + image,
            "2|2|1|2|2|" + image + "|" + image,
            "3|3|1|3|3|" + image + "|null");
    assertThat(
            rows(
                "SELECT seq FROM _changes WHERE hex(before)||hex(after) LIKE '%' || hex('hush') ||"
                    + " '%'"))
        .isEmpty();
    assertThat(rows("SELECT json(doc) FROM d_1"))
        .singleElement()
        .asString()
        .contains("hush-hush-hush");
  }

  @Test
  void aDocumentDeletedForGoodLeavesNothingInItsTable() throws SQLException {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "Ann")));
      data.write(ACTOR, List.of(new Write.Delete("staff", is("name", "Ann"), true)));
    }
    assertThat(rows("SELECT del, json(doc) FROM d_1")).containsExactly("2|{}");
  }

  @Test
  void positionsGoOnAfterReopeningWithTheSameEpoch() {
    List<String> positions = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      try (Data data = open()) {
        data.onCommit(changes -> changes.forEach(change -> positions.add(change.position())));
        data.write(ACTOR, List.of(insert(i)));
      }
    }
    String epoch = positions.getFirst().substring(0, positions.getFirst().indexOf(':'));
    assertThat(positions).containsExactly(epoch + ":1", epoch + ":2", epoch + ":3");
  }

  @Test
  void aRefusedTransactionLeavesNoGapInTheChangeLog() throws SQLException {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1)));
      assertThatThrownBy(() -> data.write(ACTOR, List.of(insert(2), insert(1))))
          .isInstanceOf(RuntimeException.class);
      data.write(ACTOR, List.of(insert(3)));
    }
    assertThat(rows("SELECT seq FROM _changes")).containsExactly("1", "2");
  }

  @Test
  void anIndexThatIsNoLongerDeclaredIsDropped() throws SQLException {
    String indexes = "SELECT sql FROM sqlite_schema WHERE type='index' AND sql IS NOT NULL";
    open().close();
    assertThat(rows(indexes)).singleElement().asString().contains("\"name\"");
    open(Limits.DEFAULT, List.of("age", "name")).close();
    assertThat(rows(indexes)).singleElement().asString().contains("\"age\"");
  }

  private String plan(Find find) throws SQLException {
    Table table = new Table("staff", 1, TYPES, new DocCodec(TYPES, Set.of()), Map.of(), List.of());
    StringBuilder plan = new StringBuilder();
    try (Session session = Session.writing(file(), Limits.DEFAULT)) {
      Sql page = Selects.page(table, find);
      String explain = "EXPLAIN QUERY PLAN " + page.text();
      try (ResultSet steps = session.bound(explain, page.values()).executeQuery()) {
        while (steps.next()) {
          plan.append(steps.getString(4)).append('\n');
        }
      }
    }
    return plan.toString();
  }

  @Test
  void anIndexServesItsConditionAndTheNewestFirst() throws SQLException {
    open().close();
    assertThat(plan(Find.where(is("name", "Ann")).limit(20)))
        .contains("SEARCH d_1 USING INDEX i_1_")
        .doesNotContain("TEMP B-TREE");
  }

  @Test
  void theNewestOfAllAreFoundWithoutSorting() throws SQLException {
    open().close();
    assertThat(plan(Find.where(Query.everything()).limit(20)))
        .contains("autoindex")
        .doesNotContain("TEMP B-TREE");
  }

  @Test
  void closingMovesTheWriteAheadLogIntoTheFile() {
    Path log = folder.resolve("limp.db-wal");
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1)));
      assertThat(log).isNotEmptyFile();
    }
    assertThat(log).doesNotExist();
  }

  @Test
  void aQueryThatTakesTooLongIsStoppedAndTheNextOneRuns() {
    try (Data data = open(Limits.DEFAULT.withDeadline(Duration.ofMillis(30)), List.of("age"))) {
      for (int group = 0; group < 3; group++) {
        int first = group * 1000;
        data.write(
            ACTOR,
            IntStream.range(first, first + 1000)
                .mapToObj(i -> insert(i, "name", "N".repeat(100)))
                .toList());
      }
      Query slow = new Query.Or(Collections.nCopies(300, new Query.Contains("name", "m")));
      assertThatThrownBy(() -> data.read("staff", Find.where(slow)))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("30 ms");
      assertThatThrownBy(
              () ->
                  data.write(ACTOR, List.of(insert(5000), new Write.Delete("staff", slow, false))))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("30 ms");
      assertThat(data.byId("staff", id(7))).isPresent();
      assertThat(data.knows("staff", id(5000))).isFalse();
      data.write(ACTOR, List.of(insert(5001)));
    }
  }

  @Test
  void aFullDiskRefusesWritesButReadsGoOnAndNothingAnsweredIsLost() {
    List<Id> answered = new ArrayList<>();
    try (Data data = open(Limits.DEFAULT.withPages(60), List.of("name"))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  data.write(ACTOR, List.of(insert(i, "name", "x".repeat(1000))));
                  answered.add(id(i));
                }
              })
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("full")
          .hasMessageContaining(file().toString());
      assertThat(answered).isNotEmpty();
      assertThat(data.read("staff", Find.where(Query.everything())).total())
          .isEqualTo(answered.size());
    }
    try (Data data = open()) {
      List<Id> kept =
          data.read("staff", Find.where(Query.everything())).list().stream().map(Doc::id).toList();
      assertThat(kept).containsExactlyInAnyOrderElementsOf(answered);
      data.write(ACTOR, List.of(insert(2000)));
    }
  }

  @Test
  void halfOfASurrogatePairDoesNotStopAWrite() {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "a\ud800b"), insert(2, "name", "a\ud800")));
      assertThat(data.read("staff", Find.where(Query.everything())).list())
          .allSatisfy(doc -> assertThat(doc.values().get("name")).asString().startsWith("a"));
    }
  }

  @Test
  void aDatabaseThatAnEarlierCrashLeftOpensWithItsLog() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "Ann")));
      // As a crash leaves them: the change is in the write-ahead log alone.
      for (String end : List.of("", "-wal", "-shm")) {
        Files.copy(folder.resolve("limp.db" + end), copy.resolve("limp.db" + end));
      }
    }
    try (SqliteData data = SqliteData.open(copy, "limp")) {
      data.define(List.of(new CollectionSpec("staff", TYPES, List.of(), List.of())));
      assertThat(data.byId("staff", id(1))).isPresent();
    }
    try (Stream<Path> files = Files.list(copy)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("limp.db", "limp.db.lock");
    }
  }
}
