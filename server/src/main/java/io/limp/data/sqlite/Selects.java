package io.limp.data.sqlite;

import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.data.Kind;
import io.limp.data.Place;
import java.util.List;
import java.util.Optional;

/** The statements that look for documents. */
final class Selects {
  private Selects() {}

  static String byId(Table table) {
    return "SELECT rid, ver, doc FROM " + table.sqlName() + " WHERE id=? AND del=0";
  }

  static String knows(Table table) {
    return "SELECT 1 FROM " + table.sqlName() + " WHERE id=?";
  }

  /** The id, version and JSON of every document asked for. */
  static Sql page(Table table, Find find) {
    Sql sql = new Sql();
    boolean deleted = find.options().past().deleted();
    Optional<Best> best =
        find.sort().isEmpty() && !deleted ? Best.of(table, find.where()) : Optional.empty();
    best.ifPresent(first -> first.with(sql));
    sql.add("SELECT id, ver, doc FROM ");
    best.ifPresentOrElse(first -> first.from(sql, table.sqlName()), () -> sql.add(table.sqlName()));
    // The plus keeps SQLite from an index on other attributes, all of which it would then sort.
    boolean inOrderOfIds = isEverything(find.where()) && isById(find.sort());
    sql.add(inOrderOfIds && !deleted ? " WHERE +del=0 AND (" : where(deleted));
    Query where = best.isPresent() ? best.get().rest() : find.where();
    QueryToSql.add(sql, where.and(find.beyond()), table, deleted);
    sql.add(") ORDER BY ");
    best.ifPresent(first -> first.order(sql));
    order(sql, table, find.sort());
    if (find.skip() > 0 || find.limit().isPresent()) {
      sql.add(" LIMIT ")
          .bind((long) find.limit().orElse(-1))
          .add(" OFFSET ")
          .bind((long) find.skip());
    }
    return sql;
  }

  /** The ids of living documents for which the condition holds. */
  static Sql ids(Table table, Query where, int most) {
    Sql sql = new Sql().add("SELECT id FROM " + table.sqlName());
    where(sql, table, where, false);
    return sql.add(" LIMIT ").bind((long) most);
  }

  /** How many documents the condition holds for, of the living or of the deleted ones. */
  static Sql count(Table table, Query where, boolean deleted) {
    if (isEverything(where) && !deleted) {
      // The writer counts them: the first page of a large collection should not read all of it.
      return new Sql().add("SELECT v FROM _meta WHERE k=").bind(Schema.countKey(table.name()));
    }
    Sql sql = new Sql().add("SELECT count(*) FROM " + table.sqlName());
    where(sql, table, where, deleted);
    return sql;
  }

  /** The row, id, version and JSON of every living document for which it holds, newest first. */
  static Sql rows(Table table, Query where) {
    return rows(table, where, false);
  }

  /** The same of every document that was deleted, but not for good. */
  static Sql deletedRows(Table table, Query where) {
    return rows(table, where, true);
  }

  private static Sql rows(Table table, Query where, boolean deleted) {
    Sql sql = new Sql().add("SELECT rid, id, ver, doc FROM " + table.sqlName());
    where(sql, table, where, deleted);
    return sql.add(" ORDER BY id DESC");
  }

  private static boolean isEverything(Query where) {
    return where instanceof Query.And and && and.parts().isEmpty();
  }

  private static boolean isById(List<Sort> keys) {
    return keys.isEmpty() || keys.getFirst().path().equals(DocCodec.ID);
  }

  private static void where(Sql sql, Table table, Query where, boolean deleted) {
    sql.add(where(deleted));
    QueryToSql.add(sql, where, table, deleted);
    sql.add(")");
  }

  private static String where(boolean deleted) {
    return " WHERE del=" + (deleted ? ApplyWrites.SOFT : 0) + " AND (";
  }

  private static void order(Sql sql, Table table, List<Sort> keys) {
    for (Sort key : keys) {
      String direction = key.descending() ? " DESC" : "";
      if (key.path().equals(DocCodec.ID)) {
        // No two documents share it: nothing after it matters.
        sql.add("id" + direction);
        return;
      }
      Place place = Place.of(key.path(), table.types());
      // An order would tell a secret bit by bit.
      if (!place.kind().equals(Optional.of(Kind.SECRET))) {
        sql.add(DocPath.extract("doc", place.keys()) + direction + ", ");
      }
    }
    sql.add("id DESC");
  }
}
