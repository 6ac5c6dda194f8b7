package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition that is evaluated on documents in memory, with the meaning that it has to every
 * database: live queries ask it of each change, and a driver finishes with it what its database
 * cannot do.
 *
 * <pre>{@code
 * Matcher matcher = Matcher.of(query, collection.types());
 * boolean seen = matcher.holds(doc);
 * }</pre>
 *
 * <p>Made once and asked often, by any number of threads.
 */
public final class Matcher {
  /** A part of the condition, ready to be asked. */
  interface DocTest {
    boolean holds(Map<?, ?> doc);
  }

  private static final DocTest NEVER = _ -> false;

  private final DocTest test;

  private Matcher(DocTest test) {
    this.test = test;
  }

  /**
   * Prepares a condition.
   *
   * @param bound as {@link Data} takes it
   * @param types the attributes of the collection, without {@code _id}
   * @throws IllegalArgumentException when a path is none
   * @throws BadPattern when a regular expression is refused
   */
  public static Matcher of(Query bound, Map<String, AttrType<?>> types) {
    return new Matcher(new Compile(types).test(bound));
  }

  /** True when the condition holds for the document, which is as a database would give it. */
  public boolean holds(Doc doc) {
    return test.holds(doc.values());
  }

  private record Compile(Map<String, AttrType<?>> types) {
    DocTest test(Query query) {
      return switch (query) {
        case Query.And and -> all(tests(and.parts()));
        case Query.Or or -> any(tests(or.parts()));
        case Query.Not not -> not(test(not.part()));
        case Query.Compare compare when compare.op() == Op.NE ->
            not(compare(compare.path(), Op.EQ, constant(compare.value())));
        case Query.Compare compare ->
            compare(compare.path(), compare.op(), constant(compare.value()));
        case Query.Between between ->
            between(between.path(), constant(between.low()), constant(between.high()));
        case Query.In in -> in(Place.of(in.path(), types), in.values());
        case Query.Contains contains -> text(contains.path(), PlainTest.contains(contains.text()));
        case Query.Matches matches ->
            text(matches.path(), PlainTest.matches(Patterns.compile(matches.pattern())));
        case Query.Near near ->
            at(
                Place.of(near.path(), types),
                Kind.TREE,
                PlainTest.isNear(near.center(), near.meters()));
        case Query.Search search -> HasWords.of(search, types);
        case Query.Granted granted -> throw new IllegalStateException("Not bound: " + granted);
      };
    }

    private static @Nullable Object constant(Value<?> value) {
      if (value instanceof Value.Constant<?> constant) {
        return constant.plain();
      }
      throw new IllegalStateException("Not bound: " + value);
    }

    private DocTest[] tests(List<Query> parts) {
      List<DocTest> tests = new ArrayList<>(parts.size());
      for (Query part : parts) {
        tests.add(test(part));
      }
      return tests.toArray(DocTest[]::new);
    }

    private static DocTest all(DocTest[] parts) {
      return doc -> {
        for (DocTest part : parts) {
          if (!part.holds(doc)) {
            return false;
          }
        }
        return true;
      };
    }

    private static DocTest any(DocTest[] parts) {
      return doc -> {
        for (DocTest part : parts) {
          if (part.holds(doc)) {
            return true;
          }
        }
        return false;
      };
    }

    private static DocTest not(DocTest part) {
      return doc -> !part.holds(doc);
    }

    private DocTest compare(String path, Op op, @Nullable Object plain) {
      Place place = Place.of(path, types);
      if (plain == null) {
        return op == Op.EQ ? PathTest.isMissing(place) : NEVER;
      }
      Kind kind = Kind.of(plain);
      if (op == Op.EQ) {
        return at(place, kind, PlainTest.isEqual(kind, plain));
      }
      return kind.isOrdered() ? at(place, kind, PlainTest.isOrdered(op, kind, plain)) : NEVER;
    }

    private DocTest between(String path, @Nullable Object low, @Nullable Object high) {
      Place place = Place.of(path, types);
      Kind kind = Kind.of(low);
      return low == null || high == null || kind != Kind.of(high) || !kind.isOrdered()
          ? NEVER
          : at(place, kind, PlainTest.isBetween(kind, low, high));
    }

    private static DocTest in(Place place, List<Object> values) {
      List<Object> comparable =
          values.stream().filter(value -> place.takes(Kind.of(value))).toList();
      return comparable.isEmpty() ? NEVER : PathTest.of(place, PlainTest.isIn(comparable));
    }

    private DocTest text(String path, PlainTest test) {
      Place place = Place.of(path, types);
      return place.locales() && !place.list()
          ? PathTest.ofEach(place, test)
          : at(place, Kind.TEXT, test);
    }

    private static DocTest at(Place place, Kind kind, PlainTest test) {
      return place.takes(kind) ? PathTest.of(place, test) : NEVER;
    }
  }
}
