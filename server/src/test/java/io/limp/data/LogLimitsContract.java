package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How long a driver keeps the change log, and what it says of what went. */
abstract class LogLimitsContract extends Contract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final CollectionSpec PLAIN =
      new CollectionSpec("plain", Map.of("number", new AttrType.Int()), List.of(), List.of());

  private volatile Instant now = NOON;
  private LogLimits limits = LogLimits.DEFAULT;

  /** Opens the database of that folder. */
  abstract Data open(Path where, LogLimits log, InstantSource clock);

  @Override
  Data open(Path where) {
    return open(where, limits, () -> now);
  }

  private void reopen(LogLimits other) {
    limits = other;
    data.close();
    openDatabase();
    data.define(List.of(THINGS, PLAIN));
  }

  private void later(Duration by) {
    now = now.plus(by);
  }

  private static Write insertPlain(int number) {
    return new Write.Insert("plain", doc(number));
  }

  private static Write updatePlain(int number, long value) {
    return new Write.Update("plain", is("_id", id(number)), new Doc(Map.of("number", value)));
  }

  private boolean isLost(String position) {
    try {
      data.changes(position, 1);
      return false;
    } catch (PositionLost e) {
      return true;
    }
  }

  private void awaitLoss(String position) {
    await(() -> isLost(position));
  }

  /** The log is pruned when nobody waits for it: soon, but not at once. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the change log is pruned in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void changesThatAreTooOldGoAndTheirPositionsAreLost() {
    String start = data.position();
    insert(1);
    later(Duration.ofDays(10));
    String second = data.position();
    insert(2);
    later(Duration.ofDays(21));
    insert(3);
    awaitLoss(start);
    assertThat(data.changes(second, 10).changes())
        .extracting(Change::id)
        .containsExactly(id(2), id(3));
    reopen();
    assertThat(isLost(start)).isTrue();
    assertThat(data.changes(second, 10).changes()).hasSize(2);
  }

  @Test
  void positionsGoOnWhenAllThatIsOldWent() {
    String start = data.position();
    insert(1);
    insert(2);
    String before = data.position();
    later(Duration.ofDays(40));
    insert(3);
    awaitLoss(start);
    assertThat(data.changes(before, 10).changes()).extracting(Change::id).containsExactly(id(3));
    assertThat(ids(Query.everything())).hasSize(3);
  }

  @Test
  void whatWasBeforeTheOldestChangeIsNotKnown() {
    String start = data.position();
    insert(1, "number", 1L);
    later(Duration.ofDays(40));
    update(1, "number", 2L);
    awaitLoss(start);
    Instant second = data.history("things", List.of(id(1))).get(id(1)).getFirst().at();
    Moment before = new Moment.At(second.minusMillis(1));
    Moment first = new Moment.At(second.minus(Duration.ofDays(41)));
    assertThat(data.firstSince("things", before, Optional.empty(), 10).get(id(1)).before())
        .contains(doc(1, "number", 1L));
    assertThatThrownBy(() -> data.firstSince("things", first, Optional.empty(), 10))
        .isInstanceOfSatisfying(TooLongAgo.class, e -> assertThat(e.since()).contains(second));
  }

  @Test
  void theOldestGoWhenTheLogIsTooLarge() {
    reopen(new LogLimits(Duration.ofDays(30), 20_000));
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      positions.add(data.position());
      insert(i, "text", "x".repeat(1000));
      later(Duration.ofMinutes(2));
    }
    awaitLoss(positions.get(80));
    // Where it stopped: a change of about 1,100 bytes more would not have fitted.
    insert(100);
    assertThat(positions.stream().filter(position -> !isLost(position)).count())
        .isBetween(14L, 19L);
    assertThat(data.changes(positions.get(90), 100).changes()).hasSize(11);
  }

  @Test
  void whatFitsStays() {
    reopen(new LogLimits(Duration.ofDays(30), 200_000));
    String start = data.position();
    for (int i = 0; i < 100; i++) {
      insert(i, "text", "x".repeat(1000));
      later(Duration.ofMinutes(2));
    }
    reopen();
    insert(100);
    assertThat(data.changes(start, 200).changes()).hasSize(101);
  }

  @Test
  void updatesStayWhileTheDocumentWhoseHistoryTheyAreIsThere() {
    data.define(List.of(THINGS, PLAIN));
    String start = data.position();
    for (int i = 1; i <= 2; i++) {
      insert(i, "number", 1L);
      update(i, "number", 5L);
      write(insertPlain(i), updatePlain(i, 5));
    }
    delete(2, true);
    later(Duration.ofDays(40));
    write(insertPlain(3));
    List<Id> both = List.of(id(1), id(2));
    await(() -> data.history("plain", both).isEmpty());
    await(() -> data.history("things", both).size() < 2);
    assertThat(data.history("things", both)).containsOnlyKeys(id(1));
    assertThat(isLost(start)).isTrue();
  }

  @Test
  void theHistoryOfACollectionThatIsNotDefinedYetStaysToo() {
    insert(1, "number", 1L);
    update(1, "number", 5L);
    data.define(List.of(PLAIN));
    write(insertPlain(1), updatePlain(1, 5));
    later(Duration.ofDays(40));
    write(insertPlain(2));
    await(() -> data.history("plain", List.of(id(1))).isEmpty());
    data.define(List.of(THINGS, PLAIN));
    assertThat(data.history("things", List.of(id(1)))).containsOnlyKeys(id(1));
  }
}
