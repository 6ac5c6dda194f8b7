package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quick questions and slow ones, asked at the same time. */
class ReadersTest extends SqliteFile {
  private static final int SCANS = 8;

  private static Data filled(Data data) {
    for (int first = 0; first < 3000; first += 1000) {
      data.write(
          ACTOR,
          IntStream.range(first, first + 1000)
              .mapToObj(i -> insert(i, "name", "N".repeat(100) + i, "age", (long) i))
              .toList());
    }
    return data;
  }

  /** A question about every document, which takes long. */
  private static Query slow() {
    return new Query.Or(Collections.nCopies(60, new Query.Contains("name", "m")));
  }

  @Test
  void quickQuestionsAreAnsweredWhileSlowOnesRun() throws Exception {
    Limits limits = Limits.DEFAULT.withReaders(2).withDeadline(Duration.ofMinutes(2));
    try (Data data = filled(open(limits, List.of("age")));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Docs>> scans = new ArrayList<>();
      for (int i = 0; i < SCANS; i++) {
        scans.add(threads.submit(() -> data.read("staff", Find.where(slow()))));
      }
      for (long age = 0; age < 50; age++) {
        assertThat(data.read("staff", Find.where(is("age", age))).total()).isEqualTo(1);
        assertThat(data.byId("staff", id((int) age))).isPresent();
      }
      // In one line with the quick ones most of them would be done by now.
      assertThat(scans.stream().filter(Future::isDone).count()).isLessThan(SCANS / 2);
      for (Future<Docs> scan : scans) {
        assertThat(scan.get().total()).isZero();
      }
    }
  }

  @Test
  void aQuestionThatWasStoppedIsAnsweredAsIfItHadNotBeen() {
    try (Data data = filled(open(Limits.DEFAULT.withReaders(2), List.of("age")))) {
      Query some = new Query.And(List.of(slow().negated(), new Query.Contains("name", "99")));
      List<Long> totals = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Docs docs = data.read("staff", Find.where(some).limit(7));
        assertThat(docs.list()).hasSize(7).doesNotHaveDuplicates();
        totals.add(docs.total());
      }
      // 99, 990 to 999, and those that end with 99: 199 to 2999, and 1990 to 1999, 2990 to 2999.
      assertThat(totals)
          .containsOnly(IntStream.range(0, 3000).filter(i -> ("" + i).contains("99")).count());
    }
  }

  /** SQLite itself asks for the time between rows alone. */
  @Test
  void aQuestionAboutOneLongTextIsStoppedAsWell() {
    Limits limits = Limits.DEFAULT.withReaders(2).withDeadline(Duration.ofMillis(500));
    Query lasting = new Query.Matches("name", "(a|b|c)+(b|c)(d|e)$");
    try (Data data = open(limits, List.of("age"))) {
      // Short at first, so that callers ask it themselves.
      data.write(ACTOR, List.of(insert(1, "name", "a", "age", 1L)));
      assertThat(data.read("staff", Find.where(lasting).limit(1)).total()).isZero();
      data.write(ACTOR, List.of(insert(2, "name", "a".repeat(30 << 20), "age", 1L)));
      assertThatThrownBy(() -> data.read("staff", Find.where(lasting).limit(1)))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("500 ms");
      Write update = new Write.Update("staff", lasting, new Doc(Map.of("age", 2L)));
      assertThatThrownBy(() -> data.write(ACTOR, List.of(update)))
          .isInstanceOf(DataUnavailable.class)
          .hasMessageContaining("nothing was written");
      assertThat(data.read("staff", Find.where(is("age", 2L))).total()).isZero();
    }
  }

  @Test
  void aQuestionThatWasShortMayBeALongOneNext() {
    try (Data data = filled(open(Limits.DEFAULT.withReaders(2), List.of("age")))) {
      for (int i = 0; i < 5; i++) {
        assertThat(youngerThan(data, 1)).isEqualTo(1);
        assertThat(youngerThan(data, 1)).isEqualTo(1);
        assertThat(youngerThan(data, 3000)).isEqualTo(3000);
      }
    }
  }

  private static long youngerThan(Data data, long age) {
    Query young = new Query.Compare("age", Query.Op.LT, new Value.Constant<>(age));
    Query named = new Query.Or(Collections.nCopies(20, new Query.Contains("name", "nn")));
    return data.read("staff", Find.where(young.and(named)).limit(1)).total();
  }

  /** Enough of both to let go of the map of the file, and to take it up again. */
  @Test
  void readsAmongManyCommitsSeeEachOfThem() {
    try (Data data = filled(open(Limits.DEFAULT.withReaders(2), List.of("age")))) {
      for (int i = 3000; i < 3200; i++) {
        data.write(ACTOR, List.of(insert(i, "name", "Late", "age", (long) i)));
        assertThat(data.byId("staff", id(i))).isPresent();
      }
      for (int i = 0; i < 8000; i++) {
        assertThat(data.byId("staff", id(i % 3200))).isPresent();
      }
      data.write(ACTOR, List.of(insert(3200, "name", "Last", "age", 3200L)));
      assertThat(data.byId("staff", id(3200))).isPresent();
      assertThat(data.read("staff", Find.where(Query.everything()).limit(1)).total())
          .isEqualTo(3201);
    }
  }

  @Test
  void everyQuestionIsAnsweredHoweverManyThereAre() throws Exception {
    try (Data data = filled(open(Limits.DEFAULT.withReaders(2), List.of("age")));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Query query = i % 2 == 0 ? new Query.Contains("name", "" + i) : is("age", (long) i);
        answers.add(threads.submit(() -> data.read("staff", Find.where(query)).total()));
      }
      for (Future<Long> answer : answers) {
        assertThat(answer.get()).isPositive();
      }
    }
  }
}
