package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.GeoPoint;
import io.limp.api.Grouping;
import io.limp.api.Grouping.Aggregate;
import io.limp.api.Grouping.Fn;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Secret;
import io.limp.api.Sort;
import io.limp.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Finds and groupings of a {@link RandomCollection}, which ask for what is in it more often than
 * not.
 */
final class RandomQueries {
  private static final List<String> PATTERNS =
      List.of(
          "", "a", "^a", "b$", "^$", "é", "ß", "s{2}", "[^a]", "\\pL+", "\\d", "i", "σ", ".",
          "(?s)^.$", "k|x");

  private static final List<String> WORDS =
      List.of(
          "a", "A b", "é", "e", "ss", "ß", "i*", "wor*", "word a", "محمد", "σ*", "½", "...", "",
          "x 1", "한*");

  private final RandomCollection collection;
  private final Set<Class<? extends Query>> served;
  private final RandomGenerator random;
  private final RandomValues values;
  private final List<String> names;

  /**
   * Makes the source.
   *
   * @param served the kinds of conditions to ask for, besides those that every driver serves
   */
  RandomQueries(RandomCollection collection, Set<Class<? extends Query>> served) {
    this.collection = collection;
    this.served = served;
    this.random = RandomCollection.random(~collection.seed());
    this.values = new RandomValues(random);
    this.names = List.copyOf(collection.spec().types().keySet());
  }

  Find find() {
    Query where = where();
    List<Sort> sort = new ArrayList<>();
    // Without a key, a search has its best first, and what is best the databases weigh differently.
    int keys = searches(where) ? 1 + random.nextInt(2) : random.nextInt(4);
    for (int i = keys; i > 0; i--) {
      sort.add(new Sort(path(), random.nextBoolean()));
    }
    Find find = Find.where(where).sorted(sort.toArray(Sort[]::new));
    if (values.once(6)) {
      find = find.beyond(query(1));
    }
    return values.once(3) ? find.skip(random.nextInt(5)).limit(random.nextInt(12)) : find;
  }

  Query where() {
    return values.once(10) ? Query.everything() : query(3);
  }

  /** A condition that leaves most documents alone. */
  Query fewWhere() {
    List<Object> ids = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0 && !collection.docs().isEmpty(); i--) {
      ids.add(values.one(collection.docs()).id());
    }
    return where().and(new Query.In("_id", ids));
  }

  /** New values of one or two attributes, or nulls. */
  Doc changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      String name = values.one(names);
      changes.put(name, values.once(8) ? null : values.of(collection.spec().types().get(name)));
    }
    return new Doc(changes);
  }

  Write delete(Query where) {
    return new Write.Delete(collection.spec().name(), where, random.nextBoolean());
  }

  private static boolean searches(Query query) {
    return switch (query) {
      case Query.Search _ -> true;
      case Query.And and -> and.parts().stream().anyMatch(RandomQueries::searches);
      default -> false;
    };
  }

  Grouping grouping() {
    List<Aggregate> aggregates = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      aggregates.add(new Aggregate(values.one(List.of(Fn.values())), path()));
    }
    return new Grouping(path(), OptionalInt.empty(), aggregates);
  }

  private Query query(int depth) {
    return switch (random.nextInt(depth > 0 ? 14 : 9)) {
      case 0, 1, 2 -> new Query.Compare(path(), values.one(List.of(Op.values())), constant());
      case 3, 4 -> new Query.Compare(path(), values.once(4) ? Op.NE : Op.EQ, constant());
      case 5 -> new Query.Between(path(), constant(), constant());
      case 6 -> new Query.In(path(), several(this::value));
      case 7 -> new Query.Contains(path(), values.text());
      case 8 -> special();
      case 9, 10 -> new Query.And(several(() -> query(depth - 1)));
      case 11, 12 -> new Query.Or(several(() -> query(depth - 1)));
      default -> new Query.Not(query(depth - 1));
    };
  }

  private Query special() {
    List<Supplier<Query>> specials = new ArrayList<>();
    if (served.contains(Query.Matches.class)) {
      specials.add(() -> new Query.Matches(path(), values.one(PATTERNS)));
    }
    if (served.contains(Query.Search.class) && !collection.spec().search().isEmpty()) {
      specials.add(this::search);
    }
    if (served.contains(Query.Near.class)) {
      specials.add(this::near);
    }
    return specials.isEmpty()
        ? new Query.Compare(path(), Op.EQ, new Value.Constant<>(null))
        : values.one(specials).get();
  }

  private Query search() {
    List<String> all = collection.spec().search();
    List<String> paths = values.once(3) ? List.of(values.one(all)) : all;
    return new Query.Search(paths, values.once(3) ? values.text() : values.one(WORDS));
  }

  private Query near() {
    List<String> points =
        names.stream()
            .filter(name -> collection.spec().types().get(name) instanceof AttrType.Geo)
            .toList();
    GeoPoint center = new GeoPoint(random.nextDouble(-180, 180), random.nextDouble(-90, 90));
    GeoPoint dubai = new GeoPoint(55.2708, 25.2048);
    return new Query.Near(
        points.isEmpty() || values.once(4) ? path() : values.one(points),
        random.nextBoolean() ? dubai : center,
        values.one(List.of(0.0, 1.0, 10_000.0, 1e6, 5e6, 1.5e7, 1e9)));
  }

  private <T> List<T> several(Supplier<T> source) {
    List<T> several = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      several.add(source.get());
    }
    return several;
  }

  private Value<?> constant() {
    return new Value.Constant<>(values.once(8) ? null : value());
  }

  /** Not null: often one that is there, or its text, or a number near it. */
  private Object value() {
    if (collection.values().isEmpty() || values.once(4)) {
      return values.once(10) ? Secret.of(values.text()) : values.any(2);
    }
    Object there = values.one(collection.values());
    if (there instanceof Long number && values.once(4)) {
      return values.once(2) ? (Object) (double) number : (Object) (number + 1);
    }
    boolean secretInTree = !(there instanceof Secret) && RandomCollection.hasSecret(there);
    return secretInTree || (!(there instanceof Secret) && values.once(10))
        ? String.valueOf(there)
        : there;
  }

  private String path() {
    String name =
        values.once(12) ? values.one(List.of("_id", "unheard_of", "_id.x")) : values.one(names);
    StringBuilder path = new StringBuilder(name);
    if (collection.spec().types().get(name) instanceof AttrType.AccessType && !values.once(4)) {
      return name + "." + values.one(List.of("anon", "users", "groups"));
    }
    while (values.once(path.length() == name.length() ? 3 : 2) && path.length() < 60) {
      path.append('.').append(values.one(RandomValues.KEYS));
    }
    return path.toString();
  }
}
