package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.data.CannotEdit;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many threads change few documents by their ids, each update worked out beforehand on a document
 * that another thread may just replace, beside threads that read them.
 */
class UpdatesAtOnceTest {
  private static final Id ACTOR = new Id(1, 1);
  private static final int DOCS = 3;
  private static final int WRITERS = 6;
  private static final int READERS = 3;
  private static final int EACH = 240;

  private static final String SUM = "sum";
  private static final String LIST = "list";

  @TempDir Path folder;
  private Data data;
  private String start;

  /** How many updates of each document were answered. */
  private final AtomicLongArray answered = new AtomicLongArray(DOCS);

  private final AtomicBoolean done = new AtomicBoolean();

  @BeforeEach
  void start() {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put(SUM, new AttrType.Int());
    types.put(LIST, new AttrType.ListOf<>(new AttrType.Str()));
    types.put("secret", new AttrType.SecretType());
    data = SqliteData.open(folder, "test");
    data.define(
        List.of(
            new CollectionSpec(
                "tallies", types, List.of(), List.of(List.of(SUM)), List.of(LIST), true)));
    start = data.position();
    for (int i = 0; i < DOCS; i++) {
      Doc doc =
          new Doc(Map.of("_id", id(i), SUM, 0L, LIST, List.of(), "secret", Secret.of("hush " + i)));
      data.write(ACTOR, List.of(new Write.Insert("tallies", doc)));
    }
  }

  @AfterEach
  void close() {
    data.close();
  }

  private static Id id(int number) {
    return new Id(1L << 60, number);
  }

  private static Write update(int doc, String attr, Edit edit) {
    return update(SqliteFile.is("_id", id(doc)), attr, edit);
  }

  private static Write update(Query where, String attr, Edit edit) {
    return new Write.Update("tallies", where, new Doc(Map.of(attr, edit)));
  }

  @Test
  void nothingIsLostAndTheLogTellsAllOfIt() throws Exception {
    List<Callable<?>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String name = "w" + i;
      writers.add(
          () -> {
            for (int number = 0; number < EACH; number++) {
              write(number % DOCS, number / DOCS, name + "-" + number);
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS)) {
      List<Future<?>> writing = new ArrayList<>();
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        reading.add(threads.submit(this::readAll));
      }
      writers.forEach(writer -> writing.add(threads.submit(writer)));
      try {
        for (Future<?> writer : writing) {
          writer.get();
        }
      } finally {
        done.set(true);
      }
      for (Future<?> reader : reading) {
        reader.get();
      }
    }
    long each = (long) WRITERS * EACH / DOCS;
    for (int i = 0; i < DOCS; i++) {
      Doc doc = data.byId("tallies", id(i)).orElseThrow();
      assertThat(doc.values().get(SUM)).isEqualTo(each);
      assertThat(words(doc)).hasSize((int) each).doesNotHaveDuplicates();
      assertThat(doc.values().get("secret")).isEqualTo(Secret.of("hush " + i));
    }
    assertThat(found("w0")).as("words are found").isEqualTo(DOCS);
    theLogTellsAll();
  }

  /** Adds 1 and a word, in one of the ways in which that may be done. */
  private void write(int doc, int way, String word) {
    Edit one = new Edit.Add(1L);
    Edit append = new Edit.Append(List.of(word), way % 2 == 0);
    Query alone = SqliteFile.is("_id", id(doc));
    Query more = alone.and(new Query.Not(SqliteFile.is(LIST, word)));
    switch (way % 4) {
      // Two changes of one document in a transaction: the second is foreseen on what is no more.
      case 0 -> data.write(ACTOR, List.of(update(doc, SUM, one), update(doc, LIST, append)));
      case 1 -> data.write(ACTOR, List.of(update(more, LIST, append), update(alone, SUM, one)));
      case 2 -> {
        refused(List.of(update(doc, SUM, one), update(doc, LIST, one)));
        both(alone, one, append);
      }
      default -> both(more, one, append);
    }
    answered.incrementAndGet(doc);
  }

  private void both(Query where, Edit one, Edit append) {
    Doc changes = new Doc(Map.of(SUM, one, LIST, append));
    long count =
        data.write(ACTOR, List.of(new Write.Update("tallies", where, changes))).getFirst().count();
    assertThat(count).isEqualTo(1);
  }

  private void refused(List<Write> writes) {
    try {
      data.write(ACTOR, writes);
    } catch (CannotEdit e) {
      assertThat(e.place()).isEqualTo(1);
      return;
    }
    throw new AssertionError("Nobody adds to a list: " + writes);
  }

  private Object readAll() {
    while (!done.get()) {
      for (int i = 0; i < DOCS; i++) {
        long before = answered.get(i);
        Doc doc = data.byId("tallies", id(i)).orElseThrow();
        // No half of a transaction, and none that is older than an answer.
        assertThat((long) words(doc).size())
            .isEqualTo(doc.values().get(SUM))
            .isGreaterThanOrEqualTo(before);
      }
    }
    return done;
  }

  private static List<?> words(Doc doc) {
    return (List<?>) doc.values().get(LIST);
  }

  private long found(String word) {
    return data.ids("tallies", new Query.Search(List.of(LIST), word), DOCS + 1).size();
  }

  private void theLogTellsAll() {
    Map<Id, Change> last = new HashMap<>();
    for (Change change : data.changes(start, Integer.MAX_VALUE).changes()) {
      Change before = last.put(change.id(), change);
      assertThat(change.version()).isEqualTo(before == null ? 1 : before.version() + 1);
      assertThat(change.before()).isEqualTo(before == null ? Optional.empty() : before.after());
      assertThat(change.after().orElseThrow().values()).doesNotContainKey("secret");
    }
    for (StoredDoc stored : data.scan("tallies", Optional.empty(), DOCS)) {
      Change newest = last.get(stored.doc().id());
      assertThat(newest.version()).isEqualTo(stored.version());
      Map<String, Object> shown = new HashMap<>(stored.doc().values());
      shown.remove("secret");
      assertThat(newest.after().orElseThrow().values()).isEqualTo(shown);
      assertThat(data.byId("tallies", stored.doc().id())).contains(stored.doc());
    }
    assertThat(last).hasSize(DOCS);
  }
}
