package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.WriteSequence.ReadTwice;
import io.limp.data.WriteSequence.Seek;
import io.limp.data.WriteSequence.Step;
import io.limp.data.WriteSequence.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver does with random writes what a map, {@link Edits} and {@link Matcher} do: {@link
 * DocsInMemory}. So do all drivers then.
 *
 * <p>A round is a schema and a sequence of transactions and reads, all told by one seed. The build
 * runs the same rounds each time; {@code -Dlimp.property.sequences=5000} (the profile {@code
 * nightly}) runs that many that nobody has seen, and {@code -Dlimp.property.seed=...} begins with
 * the round of that seed, which is how a failure is seen again. The seed of a failure then goes
 * into {@code write-seeds.txt}, and what was wrong becomes a test in the contract concerned.
 */
abstract class WritesAgree {
  private static final int DAILY = 100;
  private static final int ROUNDS_IN_A_DATABASE = 50;
  private static final int MANY = 100_000;

  @TempDir Path folder;
  private int databases;

  abstract Data open(Path folder);

  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @Test
  void theDriverDoesWhatAMapWouldDo() throws IOException {
    int sequences = Integer.getInteger("limp.property.sequences", DAILY);
    long chosen = sequences == DAILY ? 0 : System.nanoTime();
    long first = Long.getLong("limp.property.seed", chosen);
    List<Long> seeds = new ArrayList<>(kept());
    LongStream.range(0, sequences).forEach(i -> seeds.add(first + i));
    for (int from = 0; from < seeds.size(); from += ROUNDS_IN_A_DATABASE) {
      inOneDatabase(seeds.subList(from, Math.min(from + ROUNDS_IN_A_DATABASE, seeds.size())));
    }
  }

  /** The seeds of rounds that once failed. */
  private static List<Long> kept() throws IOException {
    try (InputStream file = WritesAgree.class.getResourceAsStream("write-seeds.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Long.valueOf(line.strip()))
          .toList();
    }
  }

  private void inOneDatabase(List<Long> seeds) {
    Map<Long, WriteSequence> rounds = new LinkedHashMap<>();
    seeds.forEach(seed -> rounds.put(seed, RandomWrites.of("c" + rounds.size(), seed)));
    try (Data data = open(folder.resolve("writes" + databases++))) {
      data.define(rounds.values().stream().map(WriteSequence::spec).toList());
      rounds.forEach(
          (seed, round) -> {
            if (disagreement(data, round).isPresent()) {
              throw new AssertionError("Round " + seed + ": " + told(shortest(round)));
            }
          });
    }
  }

  /** What remains of the sequence when all is taken away that the disagreement does not need. */
  private WriteSequence shortest(WriteSequence round) {
    for (WriteSequence shorter : shorter(round)) {
      if (inItsOwnDatabase(shorter).isPresent()) {
        return shortest(shorter);
      }
    }
    return round;
  }

  private static List<WriteSequence> shorter(WriteSequence round) {
    List<WriteSequence> shorter = new ArrayList<>();
    List<Step> steps = round.steps();
    for (int part = steps.size() / 2; part > 0; part /= 2) {
      for (int end = steps.size(); end >= part; end -= part) {
        shorter.add(round.with(replaced(steps, end - part, end, List.of())));
      }
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Transaction(Id actor, List<Write> writes)) {
        for (List<Write> fewer : fewer(writes)) {
          Step step = new Transaction(actor, fewer);
          shorter.add(round.with(replaced(steps, i, i + 1, List.of(step))));
        }
      }
    }
    return shorter;
  }

  private static List<List<Write>> fewer(List<Write> writes) {
    List<List<Write>> fewer = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      if (writes.size() > 1) {
        fewer.add(replaced(writes, i, i + 1, List.of()));
      }
      for (Write simpler : simpler(writes.get(i))) {
        fewer.add(replaced(writes, i, i + 1, List.of(simpler)));
      }
    }
    return fewer;
  }

  private static List<Write> simpler(Write write) {
    List<Write> simpler = new ArrayList<>();
    switch (write) {
      case Write.Insert insert ->
          without(insert.doc()).forEach(doc -> simpler.add(new Write.Insert(insert.collection(), doc)));
      case Write.Update update -> {
        without(update.changes())
            .forEach(
                changes ->
                    simpler.add(
                        new Write.Update(
                            update.collection(),
                            update.where(),
                            changes,
                            update.version(),
                            update.remarks())));
        SoleId.within(update.where())
            .filter(_ -> SoleId.of(update.where()).isEmpty())
            .ifPresent(
                id ->
                    simpler.add(
                        new Write.Update(
                            update.collection(),
                            new Query.Compare(
                                "_id", Query.Op.EQ, new io.limp.api.Value.Constant<>(id)),
                            update.changes(),
                            update.version(),
                            update.remarks())));
      }
      case Write.Delete _, Write.Undelete _ -> {}
    }
    return simpler;
  }

  private static List<Doc> without(Doc doc) {
    return doc.values().keySet().stream()
        .filter(name -> !name.equals("_id"))
        .map(
            name -> {
              Map<String, Object> rest = new LinkedHashMap<>(doc.values());
              rest.remove(name);
              return new Doc(rest);
            })
        .toList();
  }

  private static <T> List<T> replaced(List<T> list, int from, int to, List<T> by) {
    List<T> replaced = new ArrayList<>(list);
    replaced.subList(from, to).clear();
    replaced.addAll(from, by);
    return replaced;
  }

  private Optional<Throwable> inItsOwnDatabase(WriteSequence round) {
    try (Data data = open(folder.resolve("writes" + databases++))) {
      data.define(List.of(round.spec()));
      return disagreement(data, round);
    }
  }

  private String told(WriteSequence round) {
    StringBuilder told = new StringBuilder();
    inItsOwnDatabase(round).ifPresent(told::append);
    round.spec().types().forEach((name, type) -> told.append("\n  " + name + ": " + type));
    told.append("\n  unique: " + round.spec().unique());
    round.steps().forEach(step -> told.append("\n  " + step));
    return told.toString();
  }

  private static Optional<Throwable> disagreement(Data data, WriteSequence round) {
    try {
      new Round(data, round).run();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e);
    }
  }

  private static final class Round {
    private final Data data;
    private final WriteSequence round;
    private final String name;
    private final DocsInMemory docs;
    private final List<Change> heard = new ArrayList<>();

    Round(Data data, WriteSequence round) {
      this.data = data;
      this.round = round;
      this.name = round.spec().name();
      docs = new DocsInMemory(round.spec());
    }

    void run() {
      String start = data.position();
      data.onCommit(
          changes ->
              changes.stream().filter(c -> c.collection().equals(name)).forEach(heard::add));
      for (Step step : round.steps()) {
        switch (step) {
          case Transaction transaction -> write(transaction);
          case ReadTwice(Id id) -> {
            read(id);
            read(id);
          }
          case Seek(Query where, boolean deleted) -> seek(where, deleted);
        }
      }
      docs.rows().keySet().forEach(this::read);
      seek(Query.everything(), false);
      seek(Query.everything(), true);
      scan();
      List<Change> fed = data.changes(start, MANY).changes();
      assertThat(fed).as("feed and listeners").isEqualTo(heard);
      assertThat(fed.stream().map(Round::undated).toList()).as("log").isEqualTo(docs.log());
    }

    private void write(Transaction transaction) {
      DocsInMemory.Outcome expected = docs.write(transaction.actor(), transaction.writes());
      DocsInMemory.Outcome outcome = written(transaction);
      boolean same =
          expected instanceof DocsInMemory.Refused(int place, var reasons)
                  && outcome instanceof DocsInMemory.Refused refused
              ? place == refused.place() && reasons.containsAll(refused.reasons())
              : outcome.equals(expected);
      assertThat(same).as("%s, not %s, of %s", outcome, expected, transaction).isTrue();
    }

    private DocsInMemory.Outcome written(Transaction transaction) {
      try {
        return new DocsInMemory.Done(data.write(transaction.actor(), transaction.writes()));
      } catch (WriteRefused e) {
        return new DocsInMemory.Refused(e.place(), java.util.Set.of(e.getMessage()));
      }
    }

    private void read(Id id) {
      Optional<Doc> read = data.byId(name, id);
      Optional<Doc> expected = docs.byId(id);
      assertThat(read).isEqualTo(expected);
      assertThat(read.map(Round::attrs)).isEqualTo(expected.map(Round::attrs));
      assertThat(data.knows(name, id)).isEqualTo(docs.rows().containsKey(id));
    }

    /** In order. */
    private static List<String> attrs(Doc doc) {
      return List.copyOf(doc.values().keySet());
    }

    private void seek(Query where, boolean deleted) {
      List<Id> expected =
          docs.found(where, deleted ? DocsInMemory.State.DELETED : DocsInMemory.State.LIVES);
      Find find = Find.where(where);
      assertThat(data.read(name, deleted ? find.deleted() : find).list())
          .as("%s", where)
          .extracting(Doc::id)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(data.read(name, (deleted ? find.deleted() : find).limit(1)).total())
          .isEqualTo(expected.size());
    }

    private void scan() {
      List<StoredDoc> expected =
          docs.rows().values().stream()
              .sorted(Comparator.comparing(row -> row.doc().id()))
              .map(
                  row ->
                      new StoredDoc(
                          row.doc(), row.version(), row.state() != DocsInMemory.State.LIVES))
              .toList();
      assertThat(data.scan(name, Optional.empty(), MANY)).isEqualTo(expected);
    }

    private static Change undated(Change change) {
      return new Change(
          "",
          Instant.EPOCH,
          change.collection(),
          change.id(),
          change.op(),
          change.version(),
          change.actor(),
          change.before(),
          change.after(),
          change.remarks());
    }
  }
}
