package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Sort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link Matcher} and a driver give the same answers to random questions on random documents.
 *
 * <p>A round is a schema, its documents and {@value #FINDS} finds, all told by one seed. The build
 * runs the same rounds each time; {@code -Dlimp.property.triples=100000} (the profile {@code
 * nightly}) runs that many finds on rounds that nobody has seen, and {@code
 * -Dlimp.property.seed=...} begins with the round of that seed, which is how a failure is seen
 * again. The seed of a failure then goes into {@code evaluator-seeds.txt}, and what was wrong
 * becomes a test in {@link CompareContract} or {@link MatcherTest}.
 */
abstract class EvaluatorsAgree {
  private static final int FINDS = 25;
  private static final int DAILY = 2000;
  private static final int ROUNDS_IN_A_DATABASE = 100;
  private static final int MOST_GROUPS = 1000;
  private static final Id ACTOR = new Id(1, 1);

  @TempDir Path folder;

  abstract Data open(Path folder);

  /** Which of the conditions that not every driver serves this one does. */
  Set<Class<? extends Query>> served() {
    return Set.of(Query.Matches.class, Query.Search.class, Query.Near.class);
  }

  /** True when the driver counts by values. */
  boolean servesGroups() {
    return true;
  }

  /** 100,000 finds take longer than any other test. */
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @Test
  void theDriverAndTheMatcherAgree() throws IOException {
    int triples = Integer.getInteger("limp.property.triples", DAILY);
    long chosen = triples == DAILY ? 0 : System.nanoTime();
    long first = Long.getLong("limp.property.seed", chosen);
    List<Long> seeds = new ArrayList<>(kept());
    LongStream.range(0, Math.ceilDiv(triples, FINDS)).forEach(i -> seeds.add(first + i));
    for (int from = 0; from < seeds.size(); from += ROUNDS_IN_A_DATABASE) {
      int to = Math.min(from + ROUNDS_IN_A_DATABASE, seeds.size());
      inOneDatabase(folder.resolve("from" + from), seeds.subList(from, to));
    }
  }

  /** The seeds of rounds that once failed. */
  private static List<Long> kept() throws IOException {
    try (InputStream file = EvaluatorsAgree.class.getResourceAsStream("evaluator-seeds.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Long.valueOf(line.strip()))
          .toList();
    }
  }

  private void inOneDatabase(Path where, List<Long> seeds) {
    List<RandomCollection> rounds = new ArrayList<>();
    for (long seed : seeds) {
      rounds.add(RandomCollection.of("c" + rounds.size(), seed));
    }
    try (Data data = open(where)) {
      data.define(rounds.stream().map(RandomCollection::spec).toList());
      for (RandomCollection round : rounds) {
        String name = round.spec().name();
        List<Write> writes = new ArrayList<>();
        round.docs().forEach(doc -> writes.add(new Write.Insert(name, doc)));
        data.write(ACTOR, writes);
        new Round(data, round).run();
      }
    }
  }

  private final class Round {
    private final Data data;
    private final RandomCollection round;
    private final RandomQueries queries;
    private final Map<Id, Doc> written = new LinkedHashMap<>();
    private List<Doc> stored;

    Round(Data data, RandomCollection round) {
      this.data = data;
      this.round = round;
      queries = new RandomQueries(round, served());
      round.docs().forEach(doc -> written.put(doc.id(), doc));
      stored = readAll();
    }

    private List<Doc> readAll() {
      List<Doc> all = data.read(round.spec().name(), Find.where(Query.everything())).list();
      assertThat(ids(all)).containsExactlyInAnyOrderElementsOf(written.keySet());
      return all;
    }

    void run() {
      for (int i = 0; i < FINDS; i++) {
        if (i == FINDS / 2) {
          update();
          delete();
        }
        Find find = queries.find();
        if (disagrees(find)) {
          find = simpler(find);
          throw new AssertionError(told(find));
        }
        Grouping grouping = queries.grouping();
        if (servesGroups()) {
          sameGroups(find.where(), grouping);
        }
      }
    }

    private void update() {
      Query where = queries.where();
      Doc changes = queries.changes();
      for (Id id : touched(new Write.Update(round.spec().name(), where, changes), where)) {
        written.computeIfPresent(id, (_, doc) -> doc.with(changes));
      }
      stored = readAll();
    }

    private void delete() {
      Query where = queries.fewWhere();
      written.keySet().removeAll(touched(queries.delete(where), where));
      stored = readAll();
    }

    /** The documents that the write finds are those that the matcher finds. */
    private List<Id> touched(Write write, Query where) {
      List<Id> expected = expected(Find.where(where).sorted(new Sort("_id", true))).ids;
      Written done = data.write(ACTOR, List.of(write)).getFirst();
      assertThat(done.ids()).as("Round %s: %s", round.seed(), write).isEqualTo(expected);
      return expected;
    }

    private boolean disagrees(Find find) {
      return !found(find).equals(expected(find)) || !sameAsWritten(find.where());
    }

    private record Answer(List<Id> ids, long total) {}

    private Answer found(Find find) {
      Docs docs = data.read(round.spec().name(), find);
      return new Answer(ids(docs.list()), docs.total());
    }

    private Answer expected(Find find) {
      Matcher matcher = Matcher.of(find.where(), round.spec().types());
      Matcher beyond = Matcher.of(find.beyond(), round.spec().types());
      List<Doc> docs = stored.stream().filter(matcher::holds).toList();
      int limit = find.limit().orElse(docs.size());
      Stream<Doc> page =
          docs.stream().filter(beyond::holds).sorted(order(find)).skip(find.skip()).limit(limit);
      return new Answer(ids(page.toList()), docs.size());
    }

    private Comparator<Doc> order(Find find) {
      Map<String, AttrType<?>> types = round.spec().types();
      DocOrder order = DocOrder.of(find.sort(), types);
      return find.sort().isEmpty()
          ? near(find.where())
              .findFirst()
              .map(near -> nearest(near, PathValue.of(Place.of(near.path(), types))))
              .map(nearest -> nearest.thenComparing(order))
              .orElse(order)
          : order;
    }

    private static Stream<Query.Near> near(Query where) {
      return switch (where) {
        case Query.Near near -> Stream.of(near);
        case Query.And and -> and.parts().stream().flatMap(Round::near);
        default -> Stream.of();
      };
    }

    /** What is no point stands behind all points. */
    private static Comparator<Doc> nearest(Query.Near near, PathValue value) {
      return Comparator.comparingDouble(doc -> Distances.to(near.center(), value.in(doc.values())));
    }

    /** A live query sees documents before a database made of them what it could keep. */
    private boolean sameAsWritten(Query where) {
      Matcher matcher = Matcher.of(where, round.spec().types());
      return stored.stream()
          .filter(doc -> !hasHalfSurrogate(written.get(doc.id())))
          .allMatch(doc -> matcher.holds(doc) == matcher.holds(written.get(doc.id())));
    }

    /** What half a surrogate pair is stored as, nobody knows before it is. */
    private static boolean hasHalfSurrogate(Doc doc) {
      String text = doc.values().toString();
      return !StoredText.of(text).equals(text);
    }

    /** The find without all that the disagreement does not need. */
    private Find simpler(Find find) {
      List<Find> tries = new ArrayList<>();
      if (find.skip() > 0 || find.limit().isPresent()) {
        tries.add(
            new Find(
                find.where(), find.sort(), 0, OptionalInt.empty(), find.beyond(), find.options()));
      }
      find.sort().forEach(key -> tries.add(withoutKey(find, key)));
      simpler(find.beyond()).forEach(beyond -> tries.add(find.beyond(beyond)));
      simpler(find.where()).forEach(where -> tries.add(find.withWhere(where)));
      for (Find each : tries) {
        if (disagrees(each)) {
          return simpler(each);
        }
      }
      return find;
    }

    private static Find withoutKey(Find find, Sort key) {
      List<Sort> rest = new ArrayList<>(find.sort());
      rest.remove(key);
      return find.sorted(rest.toArray(Sort[]::new));
    }

    private static List<Query> simpler(Query query) {
      List<Query> simpler = new ArrayList<>();
      switch (query) {
        case Query.And and -> {
          simpler.addAll(and.parts());
          each(and.parts(), parts -> simpler.add(new Query.And(parts)));
        }
        case Query.Or or -> {
          simpler.addAll(or.parts());
          each(or.parts(), parts -> simpler.add(new Query.Or(parts)));
        }
        case Query.Not not -> {
          simpler.add(not.part());
          simpler(not.part()).forEach(part -> simpler.add(new Query.Not(part)));
        }
        case Query.In in -> each(in.values(), rest -> simpler.add(new Query.In(in.path(), rest)));
        default -> {}
      }
      if (!query.equals(Query.everything())) {
        simpler.add(Query.everything());
      }
      return simpler;
    }

    private static <T> void each(List<T> parts, Consumer<List<T>> without) {
      for (int i = 0; i < parts.size(); i++) {
        List<T> rest = new ArrayList<>(parts);
        rest.remove(i);
        without.accept(rest);
      }
    }

    private String told(Find find) {
      Matcher matcher = Matcher.of(find.where(), round.spec().types());
      StringBuilder told = new StringBuilder("Round " + round.seed() + ": " + find);
      round.spec().types().forEach((name, type) -> told.append("\n  " + name + ": " + type));
      Answer found = found(find);
      Answer expected = expected(find);
      told.append(
          "\n  total: " + found.total + " by the driver, " + expected.total + " by the matcher");
      List<Id> unpaged = found(Find.where(find.where())).ids();
      for (Doc doc : stored) {
        boolean held = matcher.holds(doc);
        int at = found.ids.indexOf(doc.id());
        int expectedAt = expected.ids.indexOf(doc.id());
        if (held != unpaged.contains(doc.id())) {
          told.append("\n  the matcher says " + held + " of " + doc);
        } else if (held != matcher.holds(written.get(doc.id()))) {
          told.append("\n  stored, " + held + ": " + doc);
          told.append("\n  as written, not: " + written.get(doc.id()));
        } else if (at != expectedAt) {
          told.append("\n  number " + at + ", to the matcher " + expectedAt + ": " + doc);
        }
      }
      return told.toString();
    }

    private void sameGroups(Query where, Grouping grouping) {
      Matcher matcher = Matcher.of(where, round.spec().types());
      List<Doc> docs = stored.stream().filter(matcher::holds).toList();
      List<Group> expected = GroupDocs.of(docs, grouping, round.spec().types(), MOST_GROUPS);
      List<Group> found = data.groups(round.spec().name(), where, grouping, MOST_GROUPS);
      assertThat(found)
          .as("Round %s: %s of %s", round.seed(), grouping, docs)
          .usingElementComparator((one, other) -> isSame(one, other) ? 0 : 1)
          .containsExactlyElementsOf(expected);
    }

    private boolean isSame(Group one, Group other) {
      return isSameValue(one.value(), other.value())
          && one.count() == other.count()
          && one.aggregates().keySet().equals(other.aggregates().keySet())
          && one.aggregates().keySet().stream()
              .allMatch(
                  told -> isNear(one.aggregates().get(told), other.aggregates().get(told), told));
    }

    /** Ids in a list within a list are told as their texts. */
    private static boolean isSameValue(Object one, Object other) {
      return PlainTest.isTree(one)
          ? PlainTest.isTree(other) && TreeJson.sorted(one).equals(TreeJson.sorted(other))
          : PlainValues.same(one, other);
    }

    /** Sums of floats depend on the order of the documents, by a little of the largest of them. */
    private boolean isNear(Object one, Object other, Grouping.Aggregate told) {
      return PlainValues.same(one, other)
          || (one instanceof Double a
              && other instanceof Double b
              && Math.abs(a - b) <= 1e-12 * largest(told.path()));
    }

    private double largest(String path) {
      PathValue values = PathValue.of(Place.of(path, round.spec().types()));
      return stored.stream()
          .map(doc -> values.in(doc.values()))
          .mapToDouble(value -> value instanceof Number number ? Math.abs(number.doubleValue()) : 0)
          .max()
          .orElse(0);
    }

    private static List<Id> ids(List<Doc> docs) {
      return docs.stream().map(Doc::id).toList();
    }
  }
}
