package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.StoredDoc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes documents out with all that is kept of them, and puts them in as they were elsewhere. */
final class MoveDocs {
  private MoveDocs() {}

  /** A row of a collection's table. */
  record Row(Id id, long version, long deleted, PreparedWrite.Bytes jsonb) {
    static Row of(StoredDoc stored, DocCodec codec) {
      boolean empty = stored.doc().values().size() == 1;
      long deleted = !stored.deleted() ? 0 : empty ? ApplyWrites.FORCED : ApplyWrites.SOFT;
      return new Row(
          stored.doc().id(),
          stored.version(),
          deleted,
          new PreparedWrite.Bytes(codec.bytes(stored.doc())));
    }

    StoredDoc stored(DocCodec codec) {
      return new StoredDoc(codec.doc(id, jsonb.array), version, deleted != 0);
    }
  }

  /** The rows after an id, in the order of ids, deleted ones too. */
  static List<Row> scan(Session session, Table table, Optional<Id> after, int most)
      throws SQLException {
    Sql sql = new Sql().add("SELECT id, ver, del, doc FROM " + table.sqlName());
    after.ifPresent(id -> sql.add(" WHERE id>").bind(id.bytes()));
    sql.add(" ORDER BY id LIMIT ").bind((long) most);
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = session.bound(sql).executeQuery()) {
      while (rows.next()) {
        found.add(
            new Row(
                Id.of(rows.getBytes(1)),
                rows.getLong(2),
                rows.getLong(3),
                new PreparedWrite.Bytes(rows.getBytes(4))));
      }
    }
    return found;
  }

  /** Puts the rows in, in place of those with the same ids; on the writer's connection. */
  static void load(Session session, Table table, List<Row> rows) throws SQLException {
    session.run("BEGIN IMMEDIATE");
    try {
      long more = 0;
      for (Row row : rows) {
        more += put(session, table, row);
      }
      session.change("UPDATE _meta SET v=v+? WHERE k=?", more, Schema.countKey(table.name()));
      session.run("COMMIT");
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      if (e instanceof SQLException failure && Failure.of(failure) == Failure.CONSTRAINT) {
        throw ApplyWrites.duplicate(table, failure);
      }
      throw e;
    }
  }

  /** How many more documents live by it: -1, 0 or 1. */
  private static long put(Session session, Table table, Row row) throws SQLException {
    byte[] id = row.id.bytes();
    long living =
        session.number("SELECT del=0 FROM " + table.sqlName() + " WHERE id=?", (Object) id);
    session.change(
        "INSERT INTO "
            + table.sqlName()
            + "(id,ver,del,doc) VALUES(?,?,?,?) ON CONFLICT(id) DO UPDATE"
            + " SET ver=excluded.ver, del=excluded.del, doc=excluded.doc",
        id,
        row.version,
        row.deleted,
        row.jsonb.array);
    long rid = session.number("SELECT rid FROM " + table.sqlName() + " WHERE id=?", (Object) id);
    for (SideTable side : table.sides()) {
      side.delete(session, rid);
      if (row.deleted == 0) {
        side.insert(session, rid, side.row(table.codec().doc(row.id, row.jsonb.array)));
      }
    }
    return (row.deleted == 0 ? 1 : 0) - living;
  }
}
