package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a driver tells what changed after a position. */
abstract class FeedContract extends Contract {
  @Test
  void theChangesAfterAPositionAreThoseThatListenersHeard() {
    String start = data.position();
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    insert(1, "name", "Ann", "token", Secret.of("hush"));
    update(1, "number", 5L);
    delete(1, false);
    insert(2);
    delete(2, true);
    Feed feed = data.changes(start, 100);
    assertThat(feed.changes()).isEqualTo(told).hasSize(5);
    assertThat(feed.position()).isEqualTo(data.position());
    assertThat(feed.changes().getFirst().after()).contains(doc(1, "name", "Ann"));
    assertThat(feed.changes().getLast().after()).isEmpty();
  }

  @Test
  void listenersHearOfAnUpdateWhatIsRead() {
    String start = data.position();
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    insert(1, "number", 5L);
    for (Query where : List.of(is("_id", id(1)), is("number", 5L), is("number", 6L))) {
      write(
          new Write.Update("things", where, attrs("visit.when", noon)),
          new Write.Update("things", where, attrs("number", new Edit.Add(1.0))));
      assertThat(told.getLast().after()).isEqualTo(data.byId("things", id(1)));
    }
    assertThat(data.changes(start, 100).changes()).isEqualTo(told);
  }

  @Test
  void partsFollowEachOtherWithoutGapOrOverlap() {
    String start = data.position();
    for (int i = 0; i < 25; i++) {
      insert(i);
    }
    List<Id> ids = new ArrayList<>();
    String position = start;
    int parts = 0;
    while (!position.equals(data.position())) {
      Feed feed = data.changes(position, 7);
      assertThat(feed.changes()).hasSizeBetween(1, 7);
      feed.changes().forEach(change -> ids.add(change.id()));
      position = feed.position();
      parts++;
    }
    assertThat(parts).isEqualTo(4);
    assertThat(ids).hasSize(25).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void whoIsUpToDateHearsNothing() {
    insert(1);
    String position = data.position();
    assertThat(data.changes(position, 10)).isEqualTo(new Feed(List.of(), position));
  }

  @Test
  void thePositionOfAChangeLeadsBehindIt() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    for (int i = 0; i < 5; i++) {
      insert(i);
    }
    assertThat(data.changes(told.get(2).position(), 10).changes()).isEqualTo(told.subList(3, 5));
    assertThat(told.getLast().position()).isEqualTo(data.position());
  }

  @Test
  void aPositionOutlivesTheProcess() {
    insert(1);
    String position = data.position();
    insert(2);
    reopen();
    assertThat(data.changes(position, 10).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.id()).isEqualTo(id(2)));
    String after = data.position();
    insert(3);
    assertThat(data.changes(after, 10).changes()).hasSize(1);
  }

  @Test
  void aTransactionThatFailedIsNotInTheFeed() {
    insert(1);
    String position = data.position();
    assertThatThrownBy(
            () -> write(new Write.Insert("things", doc(2)), new Write.Insert("things", doc(1))))
        .isInstanceOf(Duplicate.class);
    assertThat(data.position()).isEqualTo(position);
    insert(3);
    assertThat(data.changes(position, 10).changes()).extracting(Change::id).containsExactly(id(3));
  }

  @Test
  void anUpdateThatChangesNothingIsNoChange() {
    insert(1, "number", 5L);
    String position = data.position();
    assertThat(update(1, "number", 5L).count()).isZero();
    assertThat(data.changes(position, 10).changes()).isEmpty();
  }

  @Test
  void aPositionThatIsNoneIsLost() {
    insert(1);
    String position = data.position();
    for (String other :
        List.of("", ":", "x", "0:0", "-1", position + "x", "x" + position, position + ":1")) {
      assertThatThrownBy(() -> data.changes(other, 10))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining(other);
    }
  }

  @Test
  void thePositionOfAnotherDatabaseIsLost() {
    String here = data.position();
    Data other = open(folder.resolve("other"));
    try {
      other.define(List.of(THINGS));
      assertThatThrownBy(() -> other.changes(here, 10)).isInstanceOf(PositionLost.class);
    } finally {
      other.close();
    }
  }

  @Test
  void manyWritersAreFollowedWithoutLoss() {
    String start = data.position();
    AtomicInteger next = new AtomicInteger();
    Runnable writer =
        () -> {
          for (int i = 0; i < 20; i++) {
            insert(next.incrementAndGet());
          }
        };
    List<Change> followed = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(writer);
      }
      String position = start;
      while (followed.size() < 160) {
        Feed feed = data.changes(position, 10);
        followed.addAll(feed.changes());
        position = feed.position();
      }
    }
    assertThat(followed).extracting(Change::id).doesNotHaveDuplicates();
    assertThat(data.changes(start, 1000).changes()).isEqualTo(followed);
  }

  @Test
  void aHistoryHoldsTheUpdatesOldestFirst() {
    insert(1, "number", 1L);
    insert(2, "number", 1L);
    update(1, "number", 2L);
    update(1, "number", 3L);
    delete(2, false);
    Map<Id, List<Change>> history = data.history("things", List.of(id(1), id(2), id(3)));
    assertThat(history).containsOnlyKeys(id(1));
    assertThat(history.get(id(1)))
        .extracting(Change::after)
        .containsExactly(Optional.of(doc(1, "number", 2L)), Optional.of(doc(1, "number", 3L)));
  }
}
