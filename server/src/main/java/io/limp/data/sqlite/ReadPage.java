package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the documents of a find and counts all that its condition holds for. */
final class ReadPage {
  private final Table table;
  private final Find find;
  private final Sql page;
  private final Sql count;

  ReadPage(Table table, Find find) {
    this.table = table;
    this.find = find;
    this.page = Selects.page(table, find);
    this.count = Selects.count(table, find.where(), find.options().past().deleted());
  }

  /**
   * Documents as the reader found them; its caller decodes them, so that the few readers are free
   * for others.
   */
  record Found(List<Row> rows, long total) {}

  record Row(Id id, long version, PreparedWrite.Bytes jsonb) {}

  /** The statement of the page, which says how long it takes. */
  String sql() {
    return page.text();
  }

  Found read(Session session) throws SQLException {
    boolean fromStart = find.beyond().equals(Query.everything());
    boolean all = find.skip() == 0 && find.limit().isEmpty() && fromStart;
    if (all) {
      List<Row> rows = rows(session);
      return new Found(rows, rows.size());
    }
    // Both statements see the same documents.
    session.run("BEGIN");
    try {
      List<Row> rows = rows(session);
      boolean last = find.limit().isEmpty() || rows.size() < find.limit().getAsInt();
      long total =
          fromStart && last && (!rows.isEmpty() || find.skip() == 0)
              ? find.skip() + rows.size()
              : session.number(count.text(), count.values().toArray());
      return new Found(rows, total);
    } finally {
      session.run("COMMIT");
    }
  }

  private List<Row> rows(Session session) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = session.bound(page).executeQuery()) {
      while (rows.next()) {
        found.add(
            new Row(
                Id.of(rows.getBytes(1)),
                rows.getLong(2),
                new PreparedWrite.Bytes(rows.getBytes(3))));
      }
    }
    return found;
  }

  Docs docs(Found found) {
    DocCodec codec = table.codec();
    boolean versions = find.options().version();
    List<Doc> docs = new ArrayList<>(found.rows.size());
    for (Row row : found.rows) {
      Doc doc = codec.doc(row.id, row.jsonb.array);
      docs.add(versions ? DocCodec.withVersion(doc, row.version) : doc);
    }
    return new Docs(docs, found.total);
  }
}
