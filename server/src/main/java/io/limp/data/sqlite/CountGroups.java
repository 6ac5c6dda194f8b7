package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Grouping;
import io.limp.api.Grouping.Aggregate;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.Group;
import io.limp.data.Kind;
import io.limp.data.Place;
import io.limp.data.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts documents by the values at a path: of a list each different member counts once, and a path
 * through lists of objects leads to the values in all of them. Groups come numbers first, then
 * texts, lists and objects, false and true.
 */
final class CountGroups {
  private static final long NUMBER = 1;
  private static final long TEXT = 2;
  private static final long TREE = 3;
  private static final long BOOL = 4;

  private final Table table;
  private final Grouping grouping;
  private final List<GroupAggregate> aggregates = new ArrayList<>();
  private final AttrType<?> type;

  CountGroups(Table table, Grouping grouping) {
    this.table = table;
    this.grouping = grouping;
    this.type = ValueType.at(grouping.by(), table.types());
    for (Aggregate aggregate : grouping.aggregates()) {
      aggregates.add(new GroupAggregate(aggregate, ValueType.at(aggregate.path(), table.types())));
    }
  }

  /**
   * The statement; empty where there can be no groups. Its rows: the rank of the value's kind, the
   * value, the count, the columns of the aggregates.
   *
   * @param most how many groups to find at the most
   */
  Optional<Sql> statement(Query where, int most) {
    Sql sql = new Sql().add("SELECT k, v, count(*)");
    for (int i = 0; i < aggregates.size(); i++) {
      sql.add(", " + aggregates.get(i).columns("a" + i));
    }
    String values;
    String from = "";
    String distinct = "";
    if (grouping.by().equals(DocCodec.ID)) {
      values = TEXT + " AS k, lower(hex(d.id)) AS v";
    } else {
      Place place = Place.of(grouping.by(), table.types());
      // Groups would tell secrets.
      if (place.kind().equals(Optional.of(Kind.SECRET))) {
        return Optional.empty();
      }
      if (place.isScalar()) {
        values = rank(place) + " AS k, " + DocPath.extract("d.doc", place.keys()) + " AS v";
      } else {
        String member = "m" + (place.keys().size() - 1);
        distinct = "DISTINCT d.rid, ";
        values = rank(member) + " AS k, " + value(member) + " AS v";
        from = members(place.keys());
      }
    }
    sql.add(" FROM (SELECT " + distinct + values);
    for (int i = 0; i < aggregates.size(); i++) {
      sql.add(", " + aggregates.get(i).value("d.doc") + " AS a" + i);
    }
    // The names of the table's columns stay within: json_each has an id too.
    sql.add(" FROM (SELECT rid, id, doc FROM " + table.sqlName() + " WHERE del=0 AND (");
    QueryToSql.add(sql, where, table, false);
    sql.add(")) AS d" + from + ") WHERE v IS NOT NULL GROUP BY k, v ORDER BY k, v LIMIT ");
    return Optional.of(sql.bind((long) most));
  }

  private static long rank(Place place) {
    return switch (place.kind().orElseThrow()) {
      case NUMBER -> NUMBER;
      case BOOL -> BOOL;
      default -> TEXT;
    };
  }

  private static String rank(String member) {
    return "CASE "
        + member
        + (".type WHEN 'integer' THEN " + NUMBER)
        + (" WHEN 'real' THEN " + NUMBER)
        + (" WHEN 'text' THEN " + TEXT)
        + (" WHEN 'true' THEN " + BOOL)
        + (" WHEN 'false' THEN " + BOOL)
        + (" ELSE " + TREE + " END");
  }

  private static String value(String member) {
    return "CASE WHEN "
        + member
        + ".type "
        + ValueTest.jsonTypes(Kind.TREE)
        + " THEN "
        + SortedJson.NAME
        + "("
        + member
        + ".value) ELSE "
        + member
        + ".value END";
  }

  /** One json_each for each key: a value that is no list counts as a list of one. */
  private static String members(List<String> keys) {
    StringBuilder from = new StringBuilder();
    String source = "d.doc";
    for (int i = 0; i < keys.size(); i++) {
      String key = DocPath.literal(keys.subList(i, i + 1));
      String found = source + "->" + key;
      from.append(", json_each(CASE json_type(" + source + "," + key + ") WHEN 'array' THEN ")
          .append(found + " ELSE json_array(" + found + ") END) AS m" + i);
      source = "(CASE m" + i + ".type WHEN 'object' THEN m" + i + ".value ELSE '{}' END)";
    }
    return from.toString();
  }

  /** A group as the reader found it. */
  record Row(long rank, Object value, long count, List<@Nullable Object> aggregates) {}

  List<Row> rows(Session session, Sql sql) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = session.bound(sql).executeQuery()) {
      while (rows.next()) {
        List<@Nullable Object> columns = new ArrayList<>();
        for (int i = 4; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(rows.getObject(i));
        }
        found.add(new Row(rows.getLong(1), rows.getObject(2), rows.getLong(3), columns));
      }
    }
    return found;
  }

  Group group(Row row) {
    Map<Aggregate, Object> told = new LinkedHashMap<>();
    int column = 0;
    for (GroupAggregate aggregate : aggregates) {
      List<@Nullable Object> columns =
          row.aggregates.subList(column, column += aggregate.columns());
      aggregate.of(columns).ifPresent(value -> told.put(aggregate.asked(), value));
    }
    return new Group(plain(row.rank, row.value), row.count, told);
  }

  private Object plain(long rank, Object stored) {
    return switch (stored) {
      case Number number when rank == BOOL -> number.longValue() != 0;
      case Number number -> GroupAggregate.number(number, type);
      case String text when rank == TREE -> tree(text);
      case String text when type instanceof AttrType.IdType -> {
        Optional<Id> id = Id.find(text);
        yield id.isPresent() ? id.get() : text;
      }
      default -> stored;
    };
  }

  private static Object tree(String json) {
    try {
      return Objects.requireNonNull(PlainJson.value(json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("A stored value cannot be read: " + json, e);
    }
  }
}
