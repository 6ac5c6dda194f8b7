package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.data.CollectionSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the side tables that a collection declares, with what they must know of the documents that
 * are there, and drops those that it no longer does.
 */
final class SideTables {
  private static final Logger LOG = LoggerFactory.getLogger(SideTables.class);

  private final Session session;

  SideTables(Session session) {
    this.session = session;
  }

  static List<SideTable> of(long number, CollectionSpec collection) {
    List<SideTable> tables = new ArrayList<>();
    if (!collection.search().isEmpty()) {
      String hash = Schema.hash(FullText.VERSION + " " + String.join(", ", collection.search()));
      tables.add(new FullText("t_" + number + "_" + hash, collection.search()));
    }
    collection
        .types()
        .forEach(
            (attr, type) -> {
              if (type instanceof AttrType.Geo) {
                tables.add(new GeoIndex("g_" + number + "_" + Schema.hash(attr), attr));
              }
            });
    return tables;
  }

  void define(Table table) throws SQLException {
    Set<String> existing = existing(table.number());
    List<SideTable> missing = new ArrayList<>();
    for (SideTable side : table.sides()) {
      if (!existing.remove(side.name())) {
        session.once(side.create());
        missing.add(side);
      }
    }
    for (String forgotten : existing) {
      session.once("DROP TABLE " + forgotten);
    }
    if (!missing.isEmpty()) {
      fill(table, missing);
    }
  }

  private Set<String> existing(long number) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    // An underscore stands for any character in LIKE, but not in GLOB.
    String sql =
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND"
            + " (name GLOB ? OR name GLOB ?)";
    List<Object> patterns = List.of("t_" + number + "_*", "g_" + number + "_*");
    try (ResultSet rows = session.bound(sql, patterns).executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void fill(Table table, List<SideTable> sides) throws SQLException {
    String sql = "SELECT rid, id, doc FROM " + table.sqlName() + " WHERE del=0";
    long documents = 0;
    try (ResultSet rows = session.statement(sql).executeQuery()) {
      while (rows.next()) {
        var doc = table.codec().doc(Id.of(rows.getBytes(2)), rows.getBytes(3));
        for (SideTable side : sides) {
          side.insert(session, rows.getLong(1), side.row(doc));
        }
        documents++;
      }
    }
    if (documents > 0) {
      LOG.info("{}: {} documents made searchable", table.name(), documents);
    }
  }
}
