package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.Query;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is read by its id again and again is read once, and is never older than the last answer. */
class DocCacheTest extends SqliteFile {
  private static final int UPDATES = 500;

  private final AtomicLong committed = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private final DocCache cache = new DocCache(committed::get, 100_000);

  private static Doc staff(String name) {
    return new Doc(Map.of("_id", id(1), "name", name));
  }

  private Optional<Doc> find(Supplier<Doc> read) {
    return cache
        .find(
            "staff",
            id(1),
            () -> {
              reads.incrementAndGet();
              return Optional.of(stored(read.get(), 100));
            })
        .map(DocCache.Stored::doc);
  }

  private static DocCache.Stored stored(Doc doc, int length) {
    return new DocCache.Stored(doc, 1, 1, length);
  }

  /** It was read before, so that it is kept when it is read now. */
  private void keep(String name) {
    find(() -> staff(name));
    find(() -> staff(name));
    reads.set(0);
    assertThat(find(() -> staff("never asked"))).contains(staff(name));
    assertThat(reads).hasValue(0);
  }

  private void commit(Optional<Doc> after) {
    committed.incrementAndGet();
    cache.changed(List.of(applied(after)));
  }

  private static Applied applied(Optional<Doc> after) {
    Change change =
        new Change(
            "e:1",
            Instant.EPOCH,
            "staff",
            id(1),
            Change.Op.UPDATE,
            2,
            ACTOR,
            Optional.empty(),
            Optional.empty(),
            "");
    return new Applied(change, after.map(doc -> stored(doc, 100)));
  }

  @Test
  void aDocumentIsReadTwiceAndThenKept() {
    for (int i = 0; i < 10; i++) {
      assertThat(find(() -> staff("Ann"))).contains(staff("Ann"));
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void afterItsChangeItIsReadAgain() {
    keep("Ann");
    commit(Optional.empty());
    assertThat(find(() -> staff("Bob"))).contains(staff("Bob"));
  }

  @Test
  void whatItBecameTakesItsPlace() {
    keep("Ann");
    commit(Optional.of(staff("Bob")));
    assertThat(find(() -> staff("never asked"))).contains(staff("Bob"));
  }

  /** Two changes of one transaction, and a reader between them. */
  @Test
  void whatItWasWithinATransactionIsNotRead() {
    keep("Ann");
    committed.incrementAndGet();
    List<Doc> read = new ArrayList<>();
    cache.changed(
        new AbstractList<>() {
          @Override
          public Applied get(int place) {
            read.add(find(() -> staff("Bob")).orElseThrow());
            return applied(place == 0 ? Optional.of(staff("Half")) : Optional.empty());
          }

          @Override
          public int size() {
            return 2;
          }
        });
    assertThat(read).isNotEmpty().doesNotContain(staff("Half"));
    assertThat(find(() -> staff("Bob"))).contains(staff("Bob"));
  }

  @Test
  void aChangeOfWhatNobodyReadsIsNotKept() {
    commit(Optional.of(staff("Ann")));
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void whatChangesWhileItIsReadIsNotKept() {
    find(() -> staff("Ann"));
    Doc old =
        find(() -> {
              Doc read = staff("Ann");
              commit(Optional.of(staff("Bob")));
              return read;
            })
            .orElseThrow();
    assertThat(old).isEqualTo(staff("Ann"));
    assertThat(find(() -> staff("Bob"))).contains(staff("Bob"));
  }

  @Test
  void whatIsNotThereIsAskedForAgain() {
    assertThat(cache.find("staff", id(1), Optional::empty)).isEmpty();
    assertThat(find(() -> staff("Ann"))).contains(staff("Ann"));
  }

  @Test
  void itTakesNoMoreThanItMay() {
    for (int i = 0; i < 10_000; i++) {
      Doc doc = staff("name " + i);
      cache.find("staff", id(i), () -> Optional.of(stored(doc, 500)));
      cache.find("staff", id(i), () -> Optional.of(stored(doc, 500)));
    }
    assertThat(cache.bytes()).isPositive().isLessThanOrEqualTo(100_000);
  }

  @Test
  void aWalkThroughManyLeavesNothing() {
    for (int i = 0; i < 10_000; i++) {
      Doc doc = staff("name " + i);
      cache.find("staff", id(i), () -> Optional.of(stored(doc, 500)));
    }
    assertThat(cache.bytes()).isZero();
  }

  /** Every reader sees at least what the last answered write said, whoever reads beside it. */
  @Test
  void noReadIsOlderThanAnAnsweredWrite() throws Exception {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "0")));
      AtomicInteger answered = new AtomicInteger();
      List<Future<?>> readers = new ArrayList<>();
      try (ExecutorService threads = Executors.newCachedThreadPool()) {
        for (int i = 0; i < 8; i++) {
          readers.add(
              threads.submit(
                  () -> {
                    int answeredBefore;
                    do {
                      answeredBefore = answered.get();
                      assertThat(number(data)).isGreaterThanOrEqualTo(answeredBefore);
                    } while (answeredBefore < UPDATES);
                  }));
        }
        for (int i = 1; i <= UPDATES; i++) {
          Doc changes = new Doc(Map.of("name", String.valueOf(i)));
          data.write(ACTOR, List.of(new Write.Update("staff", Query.everything(), changes)));
          answered.set(i);
          assertThat(number(data)).isEqualTo(i);
        }
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  private static int number(Data data) {
    Doc doc = data.byId("staff", id(1)).orElseThrow();
    return Integer.parseInt(String.valueOf(doc.values().get("name")));
  }

  @Test
  void whatIsLoadedInItsPlaceIsSeen() {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "Ann")));
      assertThat(data.byId("staff", id(1))).contains(staff("Ann"));
      data.load("staff", List.of(new StoredDoc(staff("Bob"), 7, false)));
      assertThat(data.byId("staff", id(1))).contains(staff("Bob"));
    }
  }

  @Test
  void whatWasDeletedIsGoneAndIsThereAgain() {
    try (Data data = open()) {
      data.write(ACTOR, List.of(insert(1, "name", "Ann")));
      data.byId("staff", id(1));
      data.write(ACTOR, List.of(new Write.Delete("staff", Query.everything(), false)));
      assertThat(data.byId("staff", id(1))).isEmpty();
      data.write(ACTOR, List.of(new Write.Undelete("staff", Query.everything(), "")));
      assertThat(data.byId("staff", id(1))).contains(staff("Ann"));
    }
  }
}
