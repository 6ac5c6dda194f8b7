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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * the round of that seed, which is how a failure is seen again. What was wrong then becomes a test
 * in the contract concerned.
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
  void theDriverDoesWhatAMapWouldDo() {
    int sequences = Integer.getInteger("limp.property.sequences", DAILY);
    long chosen = sequences == DAILY ? 0 : System.nanoTime();
    long first = Long.getLong("limp.property.seed", chosen);
    List<Long> seeds = LongStream.range(first, first + sequences).boxed().toList();
    for (int from = 0; from < seeds.size(); from += ROUNDS_IN_A_DATABASE) {
      inOneDatabase(seeds.subList(from, Math.min(from + ROUNDS_IN_A_DATABASE, seeds.size())));
    }
  }

  private void inOneDatabase(List<Long> seeds) {
    Map<Long, WriteSequence> rounds = new LinkedHashMap<>();
    seeds.forEach(seed -> rounds.put(seed, RandomWrites.of("c" + rounds.size(), seed)));
    try (Data data = open(folder.resolve("writes" + databases++))) {
      data.define(rounds.values().stream().map(WriteSequence::spec).toList());
      rounds.forEach(
          (seed, round) -> {
            disagreement(data, round)
                .ifPresent(
                    first -> {
                      throw new AssertionError("Round " + seed + ": " + told(round, first));
                    });
          });
    }
  }

  /** What remains of the sequence when all is taken away that the disagreement does not need. */
  private WriteSequence shortest(WriteSequence round) {
    for (WriteSequence shorter : ShorterSequences.of(round)) {
      if (inItsOwnDatabase(shorter).isPresent()) {
        return shortest(shorter);
      }
    }
    return round;
  }

  private Optional<Throwable> inItsOwnDatabase(WriteSequence round) {
    try (Data data = open(folder.resolve("writes" + databases++))) {
      data.define(List.of(round.spec()));
      return disagreement(data, round);
    }
  }

  private String told(WriteSequence whole, Throwable first) {
    WriteSequence round = shortest(whole);
    StringBuilder told = new StringBuilder().append(inItsOwnDatabase(round).orElse(first));
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
          changes -> changes.stream().filter(c -> c.collection().equals(name)).forEach(heard::add));
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
      Map<Id, List<Change>> updates =
          fed.stream()
              .filter(change -> change.op() == Change.Op.UPDATE)
              .collect(Collectors.groupingBy(Change::id));
      assertThat(data.history(name, docs.rows().keySet())).as("history").isEqualTo(updates);
    }

    private void write(Transaction transaction) {
      DocsInMemory.Outcome expected = docs.write(transaction.actor(), transaction.writes());
      DocsInMemory.Outcome outcome = written(transaction);
      boolean same =
          switch (expected) {
            case DocsInMemory.Done done -> outcome.equals(done);
            case DocsInMemory.Refused(int place, Set<String> reasons) ->
                outcome instanceof DocsInMemory.Refused refused
                    && place == refused.place()
                    && reasons.containsAll(refused.reasons());
          };
      assertThat(same).as("%s, not %s, of %s", outcome, expected, transaction).isTrue();
    }

    private DocsInMemory.Outcome written(Transaction transaction) {
      try {
        return new DocsInMemory.Done(data.write(transaction.actor(), transaction.writes()));
      } catch (WriteRefused e) {
        return new DocsInMemory.Refused(e.place(), Set.of(e.getMessage()));
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
