package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.LogLimits;
import io.limp.data.PositionLost;
import io.limp.data.Write;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What goes out of the change log, and when. */
class RetentionTest extends SqliteFile {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long NO_LIMIT = Long.MAX_VALUE / 2;

  private Instant now = NOON;

  private SqliteData openShown(LogLimits log) {
    SqliteData data =
        SqliteData.open(folder, "limp", Limits.DEFAULT.withLog(log).withClock(() -> now));
    data.define(
        List.of(
            new CollectionSpec("staff", TYPES, List.of(), List.of()),
            new CollectionSpec("shown", TYPES, List.of(), List.of(), List.of(), true)));
    return data;
  }

  private SqliteData openShown() {
    return openShown(LogLimits.DEFAULT);
  }

  /** Prunes as the writer does when nobody writes. */
  private void prune(LogLimits log) throws SQLException {
    try (Session session = Session.writing(file(), Limits.DEFAULT)) {
      Retention retention = new Retention(session, log, OptionalLong.empty());
      while (retention.isDue(now) && retention.step(now)) {
        assertThat(retention.bytes()).isNotNegative();
      }
    }
  }

  private static Write update(String collection, int number, long age) {
    return new Write.Update(collection, is("_id", id(number)), new Doc(Map.of("age", age)));
  }

  private static Write in(String collection, Write insert) {
    return new Write.Insert(collection, ((Write.Insert) insert).doc());
  }

  @Test
  void changesThatAreTooOldGoAndTheirPositionsAreLost() throws SQLException {
    String start;
    String second;
    try (Data data = openShown()) {
      start = data.position();
      data.write(ACTOR, List.of(insert(1)));
      now = NOON.plus(Duration.ofDays(10));
      second = data.position();
      data.write(ACTOR, List.of(insert(2)));
    }
    now = NOON.plus(Duration.ofDays(31));
    prune(LogLimits.DEFAULT);
    try (Data data = openShown()) {
      assertThatThrownBy(() -> data.changes(start, 10)).isInstanceOf(PositionLost.class);
      assertThat(data.changes(second, 10).changes()).extracting(Change::id).containsExactly(id(2));
    }
  }

  @Test
  void positionsGoOnWhenTheWholeLogWent() throws SQLException {
    String before;
    try (Data data = openShown()) {
      data.write(ACTOR, List.of(insert(1), insert(2)));
      before = data.position();
    }
    now = NOON.plus(Duration.ofDays(40));
    prune(LogLimits.DEFAULT);
    assertThat(rows("SELECT count(*) FROM _changes")).containsExactly("0");
    try (Data data = openShown()) {
      assertThat(data.position()).isEqualTo(before);
      data.write(ACTOR, List.of(insert(3)));
      assertThat(data.changes(before, 10).changes()).extracting(Change::id).containsExactly(id(3));
      assertThat(data.position()).isNotEqualTo(before);
    }
  }

  @Test
  void theOldestGoWhenTheLogIsTooLarge() throws SQLException {
    try (Data data = openShown()) {
      for (int i = 0; i < 100; i++) {
        data.write(ACTOR, List.of(insert(i, "name", "x".repeat(1000))));
      }
    }
    prune(new LogLimits(Duration.ofDays(30), 20_000));
    List<String> kept = rows("SELECT seq FROM _changes ORDER BY seq");
    assertThat(kept).hasSizeBetween(15, 20).endsWith("100");
  }

  @Test
  void aLogThatGrowsFasterThanAnybodyRestsIsPrunedMeanwhile() throws SQLException {
    try (Data data = openShown(new LogLimits(Duration.ofDays(30), 20_000))) {
      for (int i = 0; i < 200; i++) {
        data.write(ACTOR, List.of(insert(i, "name", "x".repeat(1000))));
      }
      assertThat(Long.parseLong(rows("SELECT count(*) FROM _changes").getFirst())).isLessThan(30);
      assertThat(data.changes(data.position(), 10).changes()).isEmpty();
    }
  }

  @Test
  void updatesStayWhileTheDocumentWhoseHistoryTheyAreIsThere() throws SQLException {
    try (Data data = openShown()) {
      for (String collection : List.of("staff", "shown")) {
        data.write(ACTOR, List.of(in(collection, insert(1)), in(collection, insert(2))));
        data.write(ACTOR, List.of(update(collection, 1, 5), update(collection, 2, 5)));
        data.write(ACTOR, List.of(new Write.Delete(collection, is("_id", id(2)), true)));
      }
    }
    now = NOON.plus(Duration.ofDays(40));
    prune(new LogLimits(Duration.ofDays(30), NO_LIMIT));
    try (Data data = openShown()) {
      List<Id> both = List.of(id(1), id(2));
      assertThat(data.history("staff", both)).isEmpty();
      assertThat(data.history("shown", both)).containsOnlyKeys(id(1));
    }
    assertThat(rows("SELECT count(*) FROM _changes")).containsExactly("1");
  }

  @Test
  void theClockGoingBackDoesNotTurnTheOrderOfTheLog() throws SQLException {
    List<Instant> told = new ArrayList<>();
    try (Data data = openShown()) {
      data.onCommit(changes -> changes.forEach(change -> told.add(change.at())));
      data.write(ACTOR, List.of(insert(1)));
      now = NOON.minus(Duration.ofDays(1));
      data.write(ACTOR, List.of(insert(2)));
    }
    try (Data data = openShown()) {
      data.onCommit(changes -> changes.forEach(change -> told.add(change.at())));
      data.write(ACTOR, List.of(insert(3)));
      now = NOON.plusMillis(5);
      data.write(ACTOR, List.of(insert(4)));
    }
    assertThat(told).containsExactly(NOON, NOON, NOON, NOON.plusMillis(5));
    assertThat(rows("SELECT seq FROM _changes ORDER BY ts, seq"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void theSizeIsKnownAfterAGoodEndAndCountedAfterABadOne() throws SQLException {
    try (Data data = openShown()) {
      for (int i = 0; i < 10; i++) {
        data.write(ACTOR, List.of(insert(i, "name", "ü".repeat(100))));
        data.write(ACTOR, List.of(update("staff", i, 7)));
      }
    }
    long writtenDown = Long.parseLong(rows("SELECT v FROM _meta WHERE k='clean'").getFirst());
    try (Session session = Session.writing(file(), Limits.DEFAULT)) {
      Retention counted = new Retention(session, LogLimits.DEFAULT, OptionalLong.empty());
      assertThat(counted.bytes()).isEqualTo(writtenDown).isGreaterThan(20 * 200);
    }
  }
}
