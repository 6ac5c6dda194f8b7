package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.data.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A condition on one stored value, wherever in the document the value stands. */
interface ValueTest {
  /**
   * Adds the condition to the statement.
   *
   * @param value the value, as SQL
   * @param type its JSON type, as SQL; null when the schema vouches for the kind
   */
  void on(Sql sql, String value, @Nullable String type);

  static ValueTest isNull() {
    return (sql, value, type) -> sql.add(value + " IS NULL");
  }

  static ValueTest isEqual(Kind kind, Object plain) {
    if (kind == Kind.TREE) {
      String json = text(PlainJson.of(plain));
      return (sql, value, type) -> {
        check(sql, kind, type);
        sql.add(SameJson.NAME + "(" + value + ",").bind(json).add(")");
      };
    }
    return compared("=", "", kind, plain);
  }

  static ValueTest isOrdered(Query.Op op, Kind kind, Object plain) {
    // To SQLite every number is less than every text: the other end of the range keeps the other
    // kind out.
    return switch (op) {
      case GT -> compared(">", above(kind), kind, plain);
      case GTE -> compared(">=", above(kind), kind, plain);
      case LT -> compared("<", below(kind), kind, plain);
      case LTE -> compared("<=", below(kind), kind, plain);
      case EQ, NE -> throw new IllegalArgumentException("Not an order: " + op);
    };
  }

  private static String above(Kind kind) {
    return kind == Kind.NUMBER ? "<''" : "";
  }

  private static String below(Kind kind) {
    return kind == Kind.NUMBER ? "" : ">=''";
  }

  private static ValueTest compared(String operator, String otherEnd, Kind kind, Object plain) {
    Object bound = bound(plain);
    return (sql, value, type) -> {
      check(sql, kind, type);
      sql.add(value + operator).bind(bound);
      if (type == null && !otherEnd.isEmpty()) {
        sql.add(" AND " + value + otherEnd);
      }
    };
  }

  static ValueTest isBetween(Kind kind, Object low, Object high) {
    Object boundLow = bound(low);
    Object boundHigh = bound(high);
    return (sql, value, type) -> {
      check(sql, kind, type);
      sql.add(value + " BETWEEN ").bind(boundLow).add(" AND ").bind(boundHigh);
    };
  }

  /** Equal to one of the values, which are of kinds that the place takes. */
  static ValueTest isIn(List<Object> values) {
    Map<Kind, List<Object>> byKind = new EnumMap<>(Kind.class);
    List<ValueTest> tests = new ArrayList<>();
    for (Object plain : values) {
      Kind kind = Kind.of(plain);
      if (kind == Kind.TREE) {
        tests.add(isEqual(kind, plain));
      } else {
        byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(plain);
      }
    }
    byKind.forEach((kind, plain) -> tests.add(isOneOf(kind, plain)));
    return (sql, value, type) -> {
      String or = "";
      for (ValueTest test : tests) {
        sql.add(or + "(");
        test.on(sql, value, type);
        sql.add(")");
        or = " OR ";
      }
    };
  }

  private static ValueTest isOneOf(Kind kind, List<Object> values) {
    if (values.size() == 1) {
      return isEqual(kind, values.getFirst());
    }
    String json = text(PlainJson.of(values));
    return (sql, value, type) -> {
      check(sql, kind, type);
      sql.add(value + " IN (SELECT value FROM json_each(").bind(json).add("))");
    };
  }

  static ValueTest contains(String part) {
    return (sql, value, type) -> {
      check(sql, Kind.TEXT, type);
      sql.add(ContainsFolded.NAME + "(" + value + ",").bind(part).add(")");
    };
  }

  static ValueTest matches(String pattern) {
    return (sql, value, type) -> {
      check(sql, Kind.TEXT, type);
      sql.add(MatchesPattern.NAME + "(" + value + ",").bind(pattern).add(")");
    };
  }

  private static void check(Sql sql, Kind kind, @Nullable String type) {
    if (type != null) {
      sql.add(type + " " + jsonTypes(kind) + " AND ");
    }
  }

  /** The condition on a JSON type that a value is of that kind. */
  static String jsonTypes(Kind kind) {
    return switch (kind) {
      case BOOL -> "IN ('true','false')";
      case NUMBER -> "IN ('integer','real')";
      case TEXT, ID, SECRET -> "='text'";
      case TREE -> "IN ('array','object')";
      case NULL -> throw new IllegalArgumentException("Null has a test of its own");
    };
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Object bound(Object plain) {
    return switch (plain) {
      case Boolean bool -> bool ? 1L : 0L;
      case Instant moment -> moment.toEpochMilli();
      case Id id -> id.toString();
      case Secret secret -> secret.reveal();
      default -> Objects.requireNonNull(plain);
    };
  }
}
