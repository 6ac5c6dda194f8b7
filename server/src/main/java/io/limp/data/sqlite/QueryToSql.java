package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Query.Op;
import io.limp.api.Value;
import io.limp.data.Kind;
import io.limp.data.Matcher;
import io.limp.data.Patterns;
import io.limp.data.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a condition as SQL over the columns {@code id}, {@code del} and {@code doc} of a
 * collection's table. Its result may be NULL, which does not hold.
 *
 * <p>What an attribute's type tells is used: a comparison with a text attribute is a plain
 * comparison, which an index serves. Where the type leaves open what is stored ({@code any}, {@code
 * attrs}, members of lists) the JSON type of every value is looked at, so that {@code true} is not
 * 1; no index helps there. A path through such values also enters lists of objects and holds when
 * it does for one of them, down to {@value io.limp.data.Place#DEEPEST_FAN_OUT} keys.
 */
final class QueryToSql {
  /**
   * SQLite takes statements up to a million letters, and prepares such a one for a second; a longer
   * condition is left to the {@link Matcher}.
   */
  static final int LONGEST = 250_000;

  private final Table table;
  private final Map<String, AttrType<?>> types;
  private final Sql sql;
  private final boolean deleted;
  private int members;

  private QueryToSql(Table table, Sql sql, boolean deleted) {
    this.table = table;
    this.types = table.types();
    this.sql = sql;
    this.deleted = deleted;
  }

  /**
   * Adds the condition.
   *
   * @param deleted it is asked of deleted documents, which are in no index; false: of the living
   */
  static void add(Sql sql, Query query, Table table, boolean deleted) {
    Sql condition = new Sql();
    new QueryToSql(table, condition, deleted).add(query);
    if (condition.text().length() > LONGEST) {
      new QueryToSql(table, sql, deleted).inMemory(query);
    } else {
      sql.add(condition);
    }
  }

  private void add(Query query) {
    switch (query) {
      case Query.And and -> join(and.parts(), " AND ", "1", this::add);
      case Query.Or or -> join(or.parts(), " OR ", "0", this::addAlternative);
      case Query.Compare compare when compare.op() == Op.NE -> {
        sql.add("(");
        add(new Query.Compare(compare.path(), Op.EQ, compare.value()));
        sql.add(") IS NOT TRUE");
      }
      case Query.Compare compare ->
          compare(compare.path(), compare.op(), constant(compare.value()));
      case Query.Between between ->
          between(between.path(), constant(between.low()), constant(between.high()));
      case Query.In in -> in(in.path(), in.values());
      case Query.Contains contains -> text(contains.path(), ValueTest.contains(contains.text()));
      case Query.Matches matches -> {
        Patterns.check(matches.pattern());
        text(matches.path(), ValueTest.matches(matches.pattern()));
      }
      case Query.Search search -> search(search);
      case Query.Near near -> near(near);
      case Query.Not not -> {
        sql.add("(");
        add(not.part());
        sql.add(") IS NOT TRUE");
      }
      case Query.Granted granted -> throw new IllegalStateException("Not bound: " + granted);
    }
  }

  private static @Nullable Object constant(Value<?> value) {
    if (value instanceof Value.Constant<?> constant) {
      return constant.plain();
    }
    throw new IllegalStateException("Not bound: " + value);
  }

  /** Halves rather than a row: SQLite limits the depth of an expression, not its breadth. */
  private void join(List<Query> parts, String operator, String none, Consumer<Query> adder) {
    int count = parts.size();
    if (count == 0) {
      sql.add(none);
    } else if (count == 1) {
      adder.accept(parts.getFirst());
    } else {
      sql.add("(");
      join(parts.subList(0, count / 2), operator, none, adder);
      sql.add(")" + operator + "(");
      join(parts.subList(count / 2, count), operator, none, adder);
      sql.add(")");
    }
  }

  /** Each alternative finds its own index only when it says itself that it is among the living. */
  private void addAlternative(Query part) {
    sql.add(deleted ? "(" : "del=0 AND (");
    add(part);
    sql.add(")");
  }

  private void compare(String path, Op op, @Nullable Object plain) {
    if (path.equals(DocCodec.ID)) {
      compareId(op, plain);
      return;
    }
    Place place = Place.of(path, types);
    if (plain == null) {
      if (op == Op.EQ) {
        missing(place);
      } else {
        sql.add("0");
      }
      return;
    }
    Kind kind = Kind.of(plain);
    if (op == Op.EQ) {
      holds(place, kind, ValueTest.isEqual(kind, plain));
    } else if (kind.isOrdered()) {
      holds(place, kind, ValueTest.isOrdered(op, kind, plain));
    } else {
      sql.add("0");
    }
  }

  private void compareId(Op op, @Nullable Object plain) {
    if (!(plain instanceof Id id)) {
      sql.add("0");
      return;
    }
    String operator =
        switch (op) {
          case EQ -> "=";
          case NE -> "<>";
          case GT -> ">";
          case GTE -> ">=";
          case LT -> "<";
          case LTE -> "<=";
        };
    sql.add("id" + operator).bind(id.bytes());
  }

  private void between(String path, @Nullable Object low, @Nullable Object high) {
    Kind kind = Kind.of(low);
    if (low == null || high == null || kind != Kind.of(high) || !kind.isOrdered()) {
      sql.add("0");
    } else if (!path.equals(DocCodec.ID)) {
      holds(Place.of(path, types), kind, ValueTest.isBetween(kind, low, high));
    } else if (low instanceof Id from && high instanceof Id to) {
      sql.add("id BETWEEN ").bind(from.bytes()).add(" AND ").bind(to.bytes());
    } else {
      sql.add("0");
    }
  }

  private void in(String path, List<Object> values) {
    if (path.equals(DocCodec.ID)) {
      List<Object> ids = values.stream().filter(Id.class::isInstance).toList();
      String json = new String(PlainJson.of(ids), StandardCharsets.UTF_8);
      sql.add("id IN (SELECT unhex(value) FROM json_each(").bind(json).add("))");
      return;
    }
    Place place = Place.of(path, types);
    List<Object> comparable = values.stream().filter(value -> place.takes(Kind.of(value))).toList();
    if (comparable.isEmpty()) {
      sql.add("0");
      return;
    }
    boolean trees = comparable.stream().anyMatch(value -> Kind.of(value) == Kind.TREE);
    holds(place, trees ? Kind.TREE : Kind.of(comparable.getFirst()), ValueTest.isIn(comparable));
  }

  private void text(String path, ValueTest test) {
    Place place = Place.of(path, types);
    if (place.locales() && !place.list()) {
      each("doc", place.keys(), test);
    } else {
      holds(place, Kind.TEXT, test);
    }
  }

  private void search(Query.Search search) {
    Optional<FullText> words = table.fullText().filter(index -> index.serves(search));
    if (words.isEmpty() || deleted) {
      inMemory(search);
      return;
    }
    String name = words.get().name();
    words
        .get()
        .match(search)
        .ifPresentOrElse(
            match ->
                sql.add("rid IN (SELECT rowid FROM " + name + " WHERE " + name + " MATCH ")
                    .bind(match)
                    .add(")"),
            () -> sql.add("0"));
  }

  private void near(Query.Near near) {
    Optional<GeoIndex> points = table.points(near.path());
    if (points.isEmpty() || deleted) {
      inMemory(near);
      return;
    }
    sql.add("rid IN (");
    points.get().candidates(sql, near);
    sql.add(") AND ");
    distance(sql, near);
    sql.add("<=").bind(near.meters());
  }

  /** Adds the distance to the point of an attribute, in metres. */
  static void distance(Sql sql, Query.Near near) {
    sql.add(DistanceTo.NAME + "(")
        .bind(near.center().longitude())
        .add(",")
        .bind(near.center().latitude())
        .add(",doc->" + DocPath.literal(Place.keys(near.path())) + ")");
  }

  /** For what no index serves: every document is decoded. */
  private void inMemory(Query query) {
    sql.add(HoldsInMemory.NAME + "(")
        .bind(new HoldsInMemory.Condition(Matcher.of(query, types), table.codec()))
        .add(",id,doc)");
  }

  private void missing(Place place) {
    if (place.isScalar()) {
      ValueTest.isNull().on(sql, DocPath.extract("doc", place.keys()), null);
    } else {
      fanOut(
          "doc",
          place.keys(),
          place.open(),
          true,
          source -> valueOrMembers(source.sql, source.keys, false, ValueTest.isNull()));
    }
  }

  private void holds(Place place, Kind kind, ValueTest test) {
    if (!place.takes(kind)) {
      sql.add("0");
    } else if (place.isScalar()) {
      test.on(sql, DocPath.extract("doc", place.keys()), null);
    } else {
      fanOut(
          "doc",
          place.keys(),
          place.open(),
          false,
          source -> valueOrMembers(source.sql, source.keys, kind == Kind.TREE, test));
    }
  }

  /** The document or a member of one of its lists, as SQL, and the path that is left to go. */
  private record Source(String sql, List<String> keys) {}

  /**
   * Enters lists of objects on the way: the innermost condition must hold for one of their members.
   *
   * @param emptyHolds the condition also holds where such a list has no members
   */
  private void fanOut(
      String source,
      List<String> keys,
      boolean open,
      boolean emptyHolds,
      Consumer<Source> condition) {
    Source here = new Source(source, keys);
    if (!open || keys.size() == 1 || keys.size() > Place.DEEPEST_FAN_OUT) {
      condition.accept(here);
      return;
    }
    sql.add("CASE");
    for (int length = 1; length < keys.size(); length++) {
      List<String> prefix = keys.subList(0, length);
      String member = nextMember();
      sql.add(" WHEN " + DocPath.type(source, prefix) + "='array' THEN ");
      if (emptyHolds) {
        sql.add("json_array_length(" + source + "," + DocPath.literal(prefix) + ")=0 OR ");
      }
      sql.add(
          "EXISTS(SELECT 1 FROM json_each("
              + source
              + ","
              + DocPath.literal(prefix)
              + ") AS "
              + member
              + " WHERE CASE WHEN "
              + member
              + ".type='object' THEN ");
      fanOut(member + ".value", keys.subList(length, keys.size()), true, emptyHolds, condition);
      sql.add(" ELSE 0 END)");
    }
    sql.add(" ELSE ");
    condition.accept(here);
    sql.add(" END");
  }

  /**
   * The value itself, or one of its members when it is a list; a whole list can only equal another.
   */
  private void valueOrMembers(String source, List<String> keys, boolean wholeList, ValueTest test) {
    String value = DocPath.extract(source, keys);
    String type = DocPath.type(source, keys);
    sql.add("CASE " + type + " WHEN 'array' THEN ");
    if (wholeList) {
      sql.add("(");
      test.on(sql, value, type);
      sql.add(") OR ");
    }
    each(source, keys, test);
    sql.add(" ELSE ");
    test.on(sql, value, type);
    sql.add(" END");
  }

  /** One of the members of a list or the values of an object. */
  private void each(String source, List<String> keys, ValueTest test) {
    String member = nextMember();
    sql.add(
        "EXISTS(SELECT 1 FROM json_each("
            + source
            + ","
            + DocPath.literal(keys)
            + ") AS "
            + member
            + " WHERE ");
    test.on(sql, member + ".value", member + ".type");
    sql.add(")");
  }

  private String nextMember() {
    return "m" + members++;
  }
}
