package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.data.CannotEdit;
import io.limp.data.Change;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.WriteRefused;
import io.limp.data.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An update that its caller worked out beforehand does what the writer would have done, whatever
 * came between.
 */
class ForeseenTest extends SqliteFile {
  private static final int CALLERS = 8;
  private static final int EACH = 200;

  private Data data;

  @BeforeEach
  void start() {
    data = open();
    data.write(ACTOR, List.of(insert(1, "name", "Ann", "age", 7L, "password", Secret.of("x"))));
  }

  @AfterEach
  void close() {
    data.close();
  }

  private static Write update(Query where, String attr, Object value) {
    return new Write.Update("staff", where, new Doc(Map.of(attr, value)));
  }

  private static Query ann(Query... more) {
    return is("_id", id(1)).and(new Query.And(List.of(more)));
  }

  private Map<String, ?> stored() {
    return data.byId("staff", id(1)).orElseThrow().values();
  }

  private long count(Write write) {
    return data.write(ACTOR, List.of(write)).getFirst().count();
  }

  @Test
  void sumsOfManyCallersLoseNothing() throws Exception {
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS * EACH; i++) {
        calls.add(threads.submit(() -> count(update(ann(), "age", new Edit.Add(1L)))));
      }
    }
    for (Future<?> call : calls) {
      assertThat(call.get()).isEqualTo(1L);
    }
    assertThat(stored().get("age")).isEqualTo(7L + CALLERS * EACH);
    List<Long> versions =
        data.history("staff", List.of(id(1))).get(id(1)).stream().map(Change::version).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void twoUpdatesInOneTransactionBothCount() {
    Write more = update(ann(), "age", new Edit.Add(1L));
    List<Written> written = data.write(ACTOR, List.of(more, more));
    assertThat(written).extracting(Written::count).containsExactly(1L, 1L);
    assertThat(stored().get("age")).isEqualTo(9L);
  }

  @Test
  void anUpdateBehindADeletionFindsNothing() {
    List<Written> written =
        data.write(
            ACTOR, List.of(new Write.Delete("staff", ann(), false), update(ann(), "name", "Bob")));
    assertThat(written).extracting(Written::count).containsExactly(1L, 0L);
    assertThat(data.byId("staff", id(1))).isEmpty();
  }

  @Test
  void aConditionBesideTheIdMustHold() {
    assertThat(count(update(ann(is("age", 8L)), "name", "Bob"))).isZero();
    assertThat(count(update(ann(is("age", 7L)), "name", "Bob"))).isEqualTo(1);
    assertThat(stored().get("name")).isEqualTo("Bob");
  }

  @Test
  void twoIdsFindNothing() {
    data.write(ACTOR, List.of(insert(2, "name", "Bob")));
    assertThat(count(update(ann(is("_id", id(2))), "name", "Eve"))).isZero();
  }

  @Test
  void whatChangesNothingIsNoChange() {
    assertThat(count(update(ann(), "name", "Ann"))).isZero();
    assertThat(data.history("staff", List.of(id(1)))).isEmpty();
  }

  @Test
  void anotherVersionIsAConflict() {
    assertThat(count(versioned(1))).isEqualTo(1);
    assertThatThrownBy(() -> count(versioned(1)))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.version()).isEqualTo(2));
  }

  private static Write versioned(long version) {
    Doc changes = new Doc(Map.of("age", new Edit.Add(1L)));
    return new Write.Update("staff", ann(), changes, OptionalLong.of(version));
  }

  @Test
  void anEditThatDoesNotFitIsRefusedInItsPlace() {
    Write fits = update(ann(), "age", new Edit.Add(1L));
    Write not = update(ann(), "name", new Edit.Add(1L));
    assertThatThrownBy(() -> data.write(ACTOR, List.of(fits, not)))
        .isInstanceOf(CannotEdit.class)
        .isInstanceOfSatisfying(
            WriteRefused.class, refused -> assertThat(refused.place()).isEqualTo(1));
    assertThat(stored().get("age")).isEqualTo(7L);
  }

  @Test
  void aSecretStaysAndTheLogDoesNotShowIt() {
    stored();
    count(update(ann(), "age", 8L));
    assertThat(stored().get("password")).isEqualTo(Secret.of("x"));
    Change change = data.history("staff", List.of(id(1))).get(id(1)).getFirst();
    assertThat(change.before().orElseThrow().values()).containsEntry("age", 7L);
    assertThat(change.before().orElseThrow().values()).doesNotContainKey("password");
    assertThat(change.after().orElseThrow().values()).containsEntry("age", 8L);
    assertThat(change.after().orElseThrow().values()).doesNotContainKey("password");
  }

  @Test
  void whatIsReadAfterwardsIsWhatIsStored() {
    for (long age = 8; age < 12; age++) {
      count(update(ann(), "age", age));
      assertThat(stored().get("age")).isEqualTo(age);
    }
    Map<String, ?> kept = stored();
    data.close();
    data = open();
    assertThat(stored()).isEqualTo(kept);
    assertThat(List.copyOf(stored().keySet())).isEqualTo(List.copyOf(kept.keySet()));
  }

  /**
   * While the writer is busy: the update is worked out on a document that is replaced before it.
   */
  @Test
  void whatIsLoadedBetweenIsWhatIsChanged() throws Exception {
    stored();
    CountDownLatch go = new CountDownLatch(1);
    data.onCommit(_ -> awaitUninterrupted(go));
    Doc bob = new Doc(Map.of("_id", id(1), "name", "Bob", "age", 1L));
    Thread busy = queued(() -> data.write(ACTOR, List.of(insert(2))));
    Thread load = queued(() -> data.load("staff", List.of(new StoredDoc(bob, 1, false))));
    Thread update = queued(() -> count(update(ann(), "age", new Edit.Add(1L))));
    go.countDown();
    for (Thread thread : List.of(busy, load, update)) {
      thread.join();
    }
    assertThat(stored()).isEqualTo(Map.of("_id", id(1), "name", "Bob", "age", 2L));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A thread that waits for the writer. */
  private static Thread queued(Runnable write) {
    Thread thread = Thread.ofPlatform().start(write);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
