package io.limp.data;

import com.google.re2j.Pattern;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one plain value, wherever in the document it stands. It holds for values of its
 * own kind only. Where the schema leaves open what a text is, an id is its text, for a database
 * stores it so.
 */
interface PlainTest {
  boolean holds(@Nullable Object value);

  static PlainTest isNull() {
    return value -> value == null;
  }

  static PlainTest isEqual(Kind kind, Object plain) {
    return switch (kind) {
      case BOOL -> plain::equals;
      case SECRET -> {
        Secret sought = StoredText.of((Secret) plain);
        yield value -> value instanceof Secret secret && secret.equals(sought);
      }
      case NUMBER -> {
        Number sought = number(plain);
        yield value -> isNumber(value) && PlainValues.compare(number(value), sought) == 0;
      }
      case TEXT -> {
        String sought = StoredText.of((String) plain);
        yield value ->
            value instanceof String text
                ? text.equals(sought)
                : value instanceof Id id && id.toString().equals(sought);
      }
      case ID -> {
        String sought = plain.toString();
        yield value ->
            value instanceof Id id
                ? id.equals(plain)
                : value instanceof String text && text.equals(sought);
      }
      case TREE -> {
        Object sought = stored(plain);
        yield value -> isTree(value) && PlainValues.same(stored(value), sought);
      }
      case NULL -> isNull();
    };
  }

  static PlainTest isOrdered(Query.Op op, Kind kind, Object plain) {
    PlainTest comparable = comparable(kind);
    Object sought = sought(kind, plain);
    return switch (op) {
      case GT -> value -> comparable.holds(value) && order(value, sought) > 0;
      case GTE -> value -> comparable.holds(value) && order(value, sought) >= 0;
      case LT -> value -> comparable.holds(value) && order(value, sought) < 0;
      case LTE -> value -> comparable.holds(value) && order(value, sought) <= 0;
      case EQ, NE -> throw new IllegalArgumentException("Not an order: " + op);
    };
  }

  static PlainTest isBetween(Kind kind, Object low, Object high) {
    PlainTest comparable = comparable(kind);
    Object from = sought(kind, low);
    Object to = sought(kind, high);
    return value -> comparable.holds(value) && order(value, from) >= 0 && order(value, to) <= 0;
  }

  /** Equal to one of the values. */
  static PlainTest isIn(List<Object> values) {
    return values.size() == 1
        ? isEqual(Kind.of(values.getFirst()), values.getFirst())
        : OneOf.of(values);
  }

  static PlainTest contains(String part) {
    String folded = FoldedText.of(StoredText.of(part));
    return ofText(text -> FoldedText.contains(text, folded));
  }

  static PlainTest matches(Pattern pattern) {
    return ofText(text -> pattern.matcher(text).find());
  }

  private static PlainTest ofText(Predicate<String> condition) {
    return value ->
        value instanceof String text
            ? condition.test(text)
            : value instanceof Id id && condition.test(id.toString());
  }

  static PlainTest isNear(GeoPoint center, double meters) {
    return value -> Distances.to(center, value) <= meters;
  }

  private static PlainTest comparable(Kind kind) {
    return switch (kind) {
      case NUMBER -> PlainTest::isNumber;
      case TEXT, ID -> value -> value instanceof String || value instanceof Id;
      case NULL, BOOL, SECRET, TREE -> throw new IllegalArgumentException("No order of " + kind);
    };
  }

  private static Object sought(Kind kind, Object plain) {
    return switch (kind) {
      case NUMBER -> number(plain);
      case TEXT -> StoredText.of((String) plain);
      default -> plain;
    };
  }

  /** Compares values of which the first is comparable. */
  private static int order(@Nullable Object value, Object sought) {
    return switch (value) {
      case Id one when sought instanceof Id other -> one.compareTo(other);
      case Id id -> PlainValues.compare(id.toString(), sought.toString());
      case String text -> PlainValues.compare(text, sought.toString());
      case null, default -> PlainValues.compare(number(value), (Number) sought);
    };
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof Number || value instanceof Instant;
  }

  /** A number itself, a moment's milliseconds. */
  static Number number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number;
      case Instant moment -> moment.toEpochMilli();
      case null, default -> throw new IllegalArgumentException("Not a number: " + value);
    };
  }

  static boolean isTree(@Nullable Object value) {
    return value instanceof List<?> || value instanceof Map<?, ?>;
  }

  /** What a database keeps of a value. */
  private static @Nullable Object stored(@Nullable Object plain) {
    return switch (plain) {
      case Instant moment -> moment.toEpochMilli();
      case Id id -> id.toString();
      case String text -> StoredText.of(text);
      case List<?> members -> {
        List<@Nullable Object> stored = new ArrayList<>(members.size());
        members.forEach(member -> stored.add(stored(member)));
        yield stored;
      }
      case Map<?, ?> object -> {
        Map<String, @Nullable Object> stored = HashMap.newHashMap(object.size());
        object.forEach((key, value) -> stored.put(StoredText.of((String) key), stored(value)));
        yield stored;
      }
      case null, default -> plain;
    };
  }
}
