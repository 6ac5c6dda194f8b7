package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.Write.Delete;
import io.limp.data.Write.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who hears of a commit, and what many callers at once may rely on. */
abstract class CommitContract extends StaffContract {
  @Test
  void listenersAreToldWhatChangedBeforeTheWriterIsAnswered() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    Instant start = Instant.now().minusMillis(1);
    insert(1, "name", "Ann");
    write(
        new Update("staff", is("_id", id(1)), attrs("age", 5L)),
        new Update("staff", is("_id", id(1)), attrs("age", 5L)));
    write(new Delete("staff", is("_id", id(1)), false));
    assertThat(told)
        .extracting(Change::op)
        .containsExactly(Change.Op.CREATE, Change.Op.UPDATE, Change.Op.DELETE);
    assertThat(told).extracting(Change::version).containsExactly(1L, 2L, 3L);
    assertThat(told).extracting(Change::actor).containsOnly(ACTOR);
    assertThat(told).extracting(Change::collection).containsOnly("staff");
    assertThat(told).extracting(Change::id).containsOnly(id(1));
    assertThat(told).extracting(Change::position).doesNotHaveDuplicates();
    assertThat(told).allSatisfy(change -> assertThat(change.at()).isBetween(start, Instant.now()));
    Doc ann = doc(id(1), "name", "Ann");
    Doc older = doc(id(1), "name", "Ann", "age", 5L);
    assertThat(told)
        .extracting(Change::before)
        .containsExactly(Optional.empty(), Optional.of(ann), Optional.of(older));
    assertThat(told)
        .extracting(Change::after)
        .containsExactly(Optional.of(ann), Optional.of(older), Optional.empty());
  }

  @Test
  void secretsAreLeftOutOfBothImages() {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    insert(1, "name", "Ann", "password", Secret.of("hush"));
    write(new Update("staff", is("_id", id(1)), attrs("password", Secret.of("hush hush"))));
    Doc ann = doc(id(1), "name", "Ann");
    assertThat(told).extracting(Change::after).containsExactly(Optional.of(ann), Optional.of(ann));
    assertThat(told.getLast().before()).contains(ann);
    assertThat(data.byId("staff", id(1)).orElseThrow().values())
        .containsEntry("password", Secret.of("hush hush"));
  }

  @Test
  void aFailingListenerKeepsNobodyFromHearingOrFromTheAnswer() {
    List<Change> told = new ArrayList<>();
    data.onCommit(
        _ -> {
          throw new IllegalStateException("A listener's bug");
        });
    data.onCommit(told::addAll);
    insert(1);
    insert(2);
    assertThat(told).hasSize(2);
    assertThat(ids()).hasSize(2);
  }

  @Test
  void aListenerThatWritesIsRefusedRatherThanStuck() {
    List<Throwable> refused = new ArrayList<>();
    data.onCommit(_ -> refused.add(catchThrowableOfType(RuntimeException.class, () -> insert(2))));
    insert(1);
    assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
  }

  // Many at once

  private static void inParallel(int callers, Callable<?> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(threads.submit(call));
      }
      for (Future<?> future : calls) {
        future.get();
      }
    }
  }

  @Test
  void everyoneHearsOfChangesInTheOrderInWhichTheyWereMade() throws Exception {
    List<Change> told = new ArrayList<>();
    data.onCommit(told::addAll);
    insert(1, "age", 0L);
    AtomicLong age = new AtomicLong();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 25; i++) {
            write(new Update("staff", is("_id", id(1)), attrs("age", age.incrementAndGet())));
          }
          return null;
        });
    assertThat(told).hasSize(801);
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).version()).isEqualTo(i + 1L);
      assertThat(told.get(i).before()).isEqualTo(told.get(i - 1).after());
    }
    assertThat(data.byId("staff", id(1))).isEqualTo(told.getLast().after());
  }

  @Test
  void whoeverIsAnsweredReadsItsOwnWrite() throws Exception {
    AtomicInteger next = new AtomicInteger();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 20; i++) {
            Id id = insert(next.incrementAndGet());
            assertThat(data.byId("staff", id)).isPresent();
            assertThat(data.read("staff", Find.where(is("_id", id))).total()).isEqualTo(1);
          }
          return null;
        });
    assertThat(ids()).hasSize(640);
  }

  @Test
  void oneCallersDuplicateDoesNotHurtTheOthers() throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    inParallel(
        32,
        () -> {
          for (int i = 0; i < 20; i++) {
            int number = next.incrementAndGet();
            try {
              insert(number, "email", number % 2 == 0 ? "same@b.c" : number + "@b.c");
            } catch (Duplicate e) {
              refused.incrementAndGet();
            }
          }
          return null;
        });
    assertThat(refused).hasValue(319);
    assertThat(ids()).hasSize(321);
  }

  @Test
  void anInterruptedCallerIsToldAndNothingBreaks() {
    insert(1);
    Thread.currentThread().interrupt();
    try {
      // It may also have been answered before the interrupt was looked at.
      assertThat(data.byId("staff", id(1))).isPresent();
    } catch (DataUnavailable e) {
      assertThat(e).hasMessageContaining("interrupted");
    }
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    DataUnavailable withdrawn = null;
    try {
      insert(2);
    } catch (DataUnavailable e) {
      withdrawn = e;
    }
    assertThat(Thread.interrupted()).isTrue();
    // Either it was taken back in time, or it was written: never refused and written.
    assertThat(data.byId("staff", id(2)).isPresent()).isEqualTo(withdrawn == null);
    insert(3);
    assertThat(data.byId("staff", id(3))).isPresent();
  }
}
