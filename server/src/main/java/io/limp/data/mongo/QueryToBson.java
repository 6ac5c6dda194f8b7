package io.limp.data.mongo;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Value;
import io.limp.data.Kind;
import io.limp.data.Patterns;
import io.limp.data.Place;
import io.limp.data.StoredText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes a condition for MongoDB: exactly, where its comparisons mean the same as ours, and
 * otherwise so wide that no document is missed, for the matcher to finish.
 *
 * <p>MongoDB compares within one type of value, enters lists and orders texts by code point, as we
 * do. It differs in objects (the order of their keys counts), in numbers as keys (they also count
 * list members), in ranges over lists (each end may be met by another member), and in paths that
 * enter lists where something is sought that is not there.
 *
 * <p>Values are bound as BSON values and paths begin with {@code d.} or are {@code _id}, so nothing
 * that a client sends is an operator.
 */
final class QueryToBson {
  /**
   * MongoDB refuses documents, and so conditions, of more than 100 levels; each of ours takes two.
   */
  private static final int DEEPEST = 40;

  private final Map<String, AttrType<?>> types;
  private final Dialect dialect;

  private QueryToBson(Map<String, AttrType<?>> types, Dialect dialect) {
    this.types = types;
    this.dialect = dialect;
  }

  /**
   * The condition for MongoDB.
   *
   * @param dialect of the server
   */
  static Filter of(Query query, Map<String, AttrType<?>> types, Dialect dialect) {
    return new QueryToBson(types, dialect).filter(query, true, 0);
  }

  /**
   * The condition.
   *
   * @param wide what is not exact holds too often; false: too seldom
   */
  private Filter filter(Query query, boolean wide, int depth) {
    if (depth > DEEPEST) {
      return Filter.unknown(wide);
    }
    return switch (query) {
      case Query.And and ->
          Filter.and(and.parts().stream().map(part -> filter(part, wide, depth + 1)).toList());
      case Query.Or or ->
          Filter.or(or.parts().stream().map(part -> filter(part, wide, depth + 1)).toList());
      case Query.Not not -> filter(not.part(), !wide, depth + 1).negated();
      case Query.Compare compare when compare.op() == Op.NE -> {
        Query equal = new Query.Compare(compare.path(), Op.EQ, compare.value());
        yield filter(equal, !wide, depth + 1).negated();
      }
      case Query.Compare compare ->
          compare(compare.path(), compare.op(), constant(compare.value()), wide);
      case Query.Between between ->
          between(between.path(), constant(between.low()), constant(between.high()), wide);
      case Query.In in -> in(in.path(), in.values(), wide);
      case Query.Contains contains -> contains(contains.path(), contains.text(), wide);
      case Query.Matches matches -> {
        // A pattern of strangers never reaches the server, whose engine may take for ever.
        Patterns.check(matches.pattern());
        yield present(Place.of(matches.path(), types), wide);
      }
      case Query.Search _ -> Filter.unknown(wide);
      case Query.Near near -> near(near, wide);
      case Query.Granted granted -> throw new IllegalStateException("Not bound: " + granted);
    };
  }

  private static @Nullable Object constant(Value<?> value) {
    if (value instanceof Value.Constant<?> constant) {
      return constant.plain();
    }
    throw new IllegalStateException("Not bound: " + value);
  }

  private Filter compare(String path, Op op, @Nullable Object plain, boolean wide) {
    if (path.equals(Field.ID)) {
      return plain instanceof Id id
          ? Filter.of(Field.ID, new BsonDocument(operator(op), StoredValue.objectId(id)))
          : Filter.NONE;
    }
    Place place = Place.of(path, types);
    if (plain == null) {
      return op == Op.EQ ? missing(place, wide) : Filter.NONE;
    }
    Kind kind = Kind.of(plain);
    if (!place.takes(kind) || (op != Op.EQ && !kind.isOrdered())) {
      return Filter.NONE;
    }
    if (kind == Kind.TREE) {
      return isWrittenOneWay(plain)
          ? positive(place, new BsonDocument("$eq", operand(place, plain)), wide)
          : present(place, wide);
    }
    if (!dialect.compares(plain) || (op != Op.EQ && kind == Kind.TEXT && !dialect.codePoints())) {
      return present(place, wide);
    }
    if (plain instanceof Double number && isMoments(place)) {
      BsonDocument range = Moments.compared(op, number);
      return range.isEmpty() ? Filter.NONE : positive(place, range, wide);
    }
    return positive(place, new BsonDocument(operator(op), operand(place, plain)), wide);
  }

  private static String operator(Op op) {
    return switch (op) {
      case EQ -> "$eq";
      case NE -> throw new IllegalArgumentException("Written as a negation");
      case GT -> "$gt";
      case GTE -> "$gte";
      case LT -> "$lt";
      case LTE -> "$lte";
    };
  }

  /**
   * A list of members in their order, or an object of one key: there is one way to write it. A text
   * that is an id in capitals would be stored as that id, and equals none.
   */
  private static boolean isWrittenOneWay(@Nullable Object plain) {
    return switch (plain) {
      case Map<?, ?> object ->
          object.size() <= 1 && object.values().stream().allMatch(QueryToBson::isWrittenOneWay);
      case Collection<?> members -> members.stream().allMatch(QueryToBson::isWrittenOneWay);
      case String text -> Id.find(text).map(id -> id.toString().equals(text)).orElse(true);
      case null, default -> true;
    };
  }

  private boolean isMoments(Place place) {
    return type(place) instanceof AttrType.Datetime;
  }

  /** What the members are of, where the attribute is a list. */
  private AttrType<?> type(Place place) {
    AttrType<?> type = attrType(place);
    while (type instanceof AttrType.ListOf<?> list) {
      type = list.of();
    }
    return type;
  }

  private AttrType<?> attrType(Place place) {
    if (place.keys().size() == 1) {
      AttrType<?> type = types.get(place.keys().getFirst());
      return type == null ? new AttrType.Any() : type;
    }
    boolean ids = place.kind().isPresent() && place.kind().get() == Kind.ID;
    return ids ? new AttrType.IdType() : new AttrType.Any();
  }

  private BsonValue operand(Place place, Object plain) {
    if (plain instanceof Collection<?> members) {
      AttrType<?> type = attrType(place);
      boolean lists = type instanceof AttrType.ListOf<?>;
      return StoredValue.bson(
          lists ? type : new AttrType.ListOf<>(type),
          isMoments(place) ? Moments.inWhole(members) : members);
    }
    return StoredValue.bson(type(place), plain);
  }

  /** A test that the value passes, or one of its members when it is a list. */
  private Filter positive(Place place, BsonDocument test, boolean wide) {
    return meansTheSame(place)
        ? Filter.of(Field.path(place.keys()), test)
        : wider(place, test, wide);
  }

  /** True when MongoDB takes the path as we do. */
  private boolean meansTheSame(Place place) {
    return !place.open()
        || (dialect.lists()
            && place.keys().size() <= Place.DEEPEST_FAN_OUT
            && !mayCountMembers(place));
  }

  /** A test that every value passes that is asked for, and others. */
  private static Filter wider(Place place, BsonValue test, boolean wide) {
    return mayCountMembers(place)
        ? Filter.unknown(wide)
        : Filter.wider(new BsonDocument(Field.path(place.keys()), test), wide);
  }

  /**
   * True when a key is a number and a list may stand before it: MongoDB looks at the member of that
   * number as well as at that key of each member; others look at the one alone.
   */
  private static boolean mayCountMembers(Place place) {
    return place.open()
        && place.keys().stream()
            .skip(1)
            .anyMatch(key -> key.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  /** True when a list there may have lists among its members. */
  private boolean mayHoldLists(Place place) {
    return (attrType(place) instanceof AttrType.ListOf<?> list
            && list.of() instanceof AttrType.ListOf<?>)
        || place.kind().isEmpty()
        || place.kind().get() == Kind.TREE;
  }

  /** For tests that MongoDB has not: something is there. */
  private static Filter present(Place place, boolean wide) {
    if (place.open()) {
      return Filter.unknown(wide);
    }
    BsonDocument exists = new BsonDocument("$exists", BsonBoolean.TRUE);
    return Filter.wider(new BsonDocument(Field.path(place.keys()), exists), wide);
  }

  private static Filter missing(Place place, boolean wide) {
    return place.open()
        ? Filter.unknown(wide)
        : Filter.of(Field.path(place.keys()), BsonNull.VALUE);
  }

  private Filter between(String path, @Nullable Object low, @Nullable Object high, boolean wide) {
    Kind kind = Kind.of(low);
    if (low == null || high == null || kind != Kind.of(high) || !kind.isOrdered()) {
      return Filter.NONE;
    }
    if (path.equals(Field.ID)) {
      return low instanceof Id from && high instanceof Id to
          ? Filter.of(Field.ID, range(StoredValue.objectId(from), StoredValue.objectId(to)))
          : Filter.NONE;
    }
    Place place = Place.of(path, types);
    if (!place.takes(kind)) {
      return Filter.NONE;
    }
    if (!dialect.compares(low)
        || !dialect.compares(high)
        || (kind == Kind.TEXT && !dialect.codePoints())) {
      return present(place, wide);
    }
    boolean moments = isMoments(place);
    BsonDocument range =
        range(
            moments ? Moments.low(low) : operand(place, low),
            moments ? Moments.high(high) : operand(place, high));
    if (place.isScalar()) {
      return positive(place, range, wide);
    }
    if (place.open()) {
      return wider(place, range, wide);
    }
    String field = Field.path(place.keys());
    Filter member = Filter.of(field, new BsonDocument("$elemMatch", range));
    Filter noList =
        Filter.of(
                field,
                new BsonDocument("$elemMatch", new BsonDocument("$exists", BsonBoolean.TRUE)))
            .negated();
    return Filter.or(List.of(member, Filter.and(List.of(Filter.of(field, range), noList))));
  }

  private static BsonDocument range(BsonValue low, BsonValue high) {
    return new BsonDocument("$gte", low).append("$lte", high);
  }

  private Filter in(String path, List<Object> values, boolean wide) {
    if (path.equals(Field.ID)) {
      BsonArray ids = new BsonArray();
      values.stream()
          .filter(Id.class::isInstance)
          .forEach(id -> ids.add(StoredValue.objectId((Id) id)));
      return ids.isEmpty() ? Filter.NONE : Filter.of(Field.ID, new BsonDocument("$in", ids));
    }
    Place place = Place.of(path, types);
    if (!dialect.lists() && mayHoldLists(place)) {
      return present(place, wide);
    }
    BsonArray operands = new BsonArray();
    for (Object value : values) {
      if (!place.takes(Kind.of(value))) {
        continue;
      }
      // Not every server finds each of the lists that stand among other values.
      boolean list = value instanceof Collection && !dialect.lists();
      if (list || !isWrittenOneWay(value) || !dialect.compares(value)) {
        return present(place, wide);
      }
      boolean never = value instanceof Double number && isMoments(place) && !Moments.is(number);
      if (!never) {
        operands.add(
            value instanceof Double number && isMoments(place)
                ? Moments.of(number)
                : operand(place, value));
      }
    }
    return operands.isEmpty()
        ? Filter.NONE
        : positive(place, new BsonDocument("$in", operands), wide);
  }

  private Filter contains(String path, String text, boolean wide) {
    if (path.equals(Field.ID)) {
      return Filter.NONE;
    }
    Place place = Place.of(path, types);
    if (place.locales() && !place.list()) {
      return present(place, wide);
    }
    if (!place.takes(Kind.TEXT)) {
      return Filter.NONE;
    }
    BsonValue pattern = FoldedPattern.of(StoredText.of(text));
    return FoldedPattern.isWhole(text)
            && meansTheSame(place)
            && (dialect.patterns() || place.isScalar())
        ? Filter.of(Field.path(place.keys()), pattern)
        : wider(place, pattern, wide);
  }

  private Filter near(Query.Near near, boolean wide) {
    Place place = Place.of(near.path(), types);
    return dialect.distances() ? wider(place, Circle.around(near), wide) : present(place, wide);
  }
}
