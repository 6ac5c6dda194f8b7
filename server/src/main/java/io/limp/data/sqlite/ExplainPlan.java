package io.limp.data.sqlite;

import io.limp.data.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQLite's plan of a statement; its words are those of sqlite.org/eqp.html. */
final class ExplainPlan {
  private ExplainPlan() {}

  static Plan of(Session session, Table table, Sql statement) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet steps =
        session
            .bound("EXPLAIN QUERY PLAN " + statement.text(), statement.values())
            .executeQuery()) {
      while (steps.next()) {
        lines.add(steps.getString("detail"));
      }
    }
    String scan = "SCAN " + table.sqlName();
    boolean indexed =
        lines.stream().noneMatch(line -> line.equals(scan) || line.startsWith(scan + " "));
    return new Plan(lines, indexed);
  }
}
