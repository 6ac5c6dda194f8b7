package io.limp.call.query;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.data.BadPattern;
import io.limp.data.Patterns;
import io.limp.data.PlainValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What level 6 writes on the right of an attribute: a value that it must equal, or an object of
 * operators, all of which must hold: {@code {"$gt": 1, "$lte": 5}}.
 */
final class Operators {
  /** Those that hold for what is not there; on several languages they must hold for each. */
  private static final Set<String> NEGATIVE = Set.of("$ne", "$nin");

  private final LoadedModule module;

  Operators(LoadedModule module) {
    this.module = module;
  }

  /** True when the value asks for no more than what it names. */
  static boolean isEquality(@Nullable Object value) {
    return !isOperators(value)
        || (value instanceof Map<?, ?> map
            && map.keySet().stream().allMatch(key -> key.equals("$eq") || key.equals("$in")));
  }

  static boolean isNegative(@Nullable Object value) {
    return isOperators(value) && value instanceof Map<?, ?> map && containsNegative(map);
  }

  private static boolean containsNegative(Map<?, ?> operators) {
    return operators.keySet().stream().anyMatch(NEGATIVE::contains);
  }

  private static boolean isOperators(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(key -> ((String) key).startsWith("$"));
  }

  Query condition(String path, AttrType<?> type, @Nullable Object value) {
    if (type instanceof AttrType.AccessType
        && value instanceof Map<?, ?> map
        && map.containsKey("$__user")) {
      return sharedWith(path, map);
    }
    if (!(value instanceof Map<?, ?> operators) || !isOperators(value)) {
      return ReadQuery1.equality(path, type, QueryPaths.plain(type, value));
    }
    List<Query> all = new ArrayList<>();
    operators.forEach(
        (operator, operand) -> all.add(operator(path, type, (String) operator, operand)));
    return all.size() == 1 ? all.getFirst() : new Query.And(all);
  }

  private Query operator(String path, AttrType<?> type, String operator, @Nullable Object operand) {
    return switch (operator) {
      case "$eq" -> ReadQuery1.equality(path, type, QueryPaths.plain(type, operand));
      case "$ne" -> compare(path, Query.Op.NE, QueryPaths.plain(type, operand));
      case "$gt" -> compare(path, Query.Op.GT, ordered(path, type, operator, operand));
      case "$gte" -> compare(path, Query.Op.GTE, ordered(path, type, operator, operand));
      case "$lt" -> compare(path, Query.Op.LT, ordered(path, type, operator, operand));
      case "$lte" -> compare(path, Query.Op.LTE, ordered(path, type, operator, operand));
      case "$bet" -> between(path, type, operand);
      case "$in" -> in(path, type, values(path, operator, operand));
      case "$nin" -> new Query.Not(in(path, type, values(path, operator, operand)));
      case "$all" -> {
        List<Query> all = new ArrayList<>();
        for (Object one : values(path, operator, operand)) {
          all.add(compare(path, Query.Op.EQ, QueryPaths.plain(QueryPaths.memberType(type), one)));
        }
        yield new Query.And(all);
      }
      case "$regex" -> matches(path, operand);
      default ->
          throw Codes.invalidQuery(
              module, "'%s': there is no operator %s.", path, PlainValues.shown(operator));
    };
  }

  private static Query compare(String path, Query.Op op, @Nullable Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }

  private Object ordered(String path, AttrType<?> type, String operator, @Nullable Object operand) {
    Object plain = QueryPaths.plain(type, operand);
    if (plain instanceof String
        || plain instanceof Number
        || plain instanceof Instant
        || plain instanceof Id) {
      return plain;
    }
    throw Codes.invalidQuery(
        module,
        "'%s': %s takes a text or a number, not %s.",
        path,
        operator,
        PlainValues.shown(operand));
  }

  private Query between(String path, AttrType<?> type, @Nullable Object operand) {
    if (!(operand instanceof List<?> ends) || ends.size() != 2) {
      throw Codes.invalidQuery(
          module, "'%s': $bet takes two values, not %s.", path, PlainValues.shown(operand));
    }
    return new Query.Between(
        path,
        new Value.Constant<>(ordered(path, type, "$bet", ends.get(0))),
        new Value.Constant<>(ordered(path, type, "$bet", ends.get(1))));
  }

  private List<?> values(String path, String operator, @Nullable Object operand) {
    if (operand instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw Codes.invalidQuery(
        module,
        "'%s': %s takes a list with something in it, not %s.",
        path,
        operator,
        PlainValues.shown(operand));
  }

  private static Query in(String path, AttrType<?> type, List<?> given) {
    List<Object> values = new ArrayList<>();
    boolean orMissing = false;
    for (Object one : given) {
      Object plain = QueryPaths.plain(QueryPaths.memberType(type), one);
      if (plain == null) {
        orMissing = true;
      } else {
        values.add(plain);
      }
    }
    Query in = new Query.In(path, values);
    return orMissing ? new Query.Or(List.of(in, compare(path, Query.Op.EQ, null))) : in;
  }

  private Query matches(String path, @Nullable Object operand) {
    if (!(operand instanceof String pattern)) {
      throw Codes.invalidQuery(
          module, "'%s': $regex takes a text, not %s.", path, PlainValues.shown(operand));
    }
    try {
      Patterns.check(pattern);
    } catch (BadPattern e) {
      throw Codes.invalidQuery(module, "'%s': $regex: %s.", path, String.valueOf(e.getMessage()));
    }
    return new Query.Matches(path, pattern);
  }

  /** The original's own words for what {@code granted()} asks, of any user and groups. */
  private static Query sharedWith(String path, Map<?, ?> access) {
    Object user = QueryPaths.plain(AttrType.id(), access.get("$__user"));
    List<Object> groups = new ArrayList<>();
    if (access.get("$__groups") instanceof List<?> list) {
      for (Object group : list) {
        Object id = QueryPaths.plain(AttrType.id(), group);
        if (id != null) {
          groups.add(id);
        }
      }
    }
    return new Query.Or(
        List.of(
            compare(path + ".anon", Query.Op.EQ, true),
            compare(path + ".users", Query.Op.EQ, user),
            new Query.In(path + ".groups", groups)));
  }
}
