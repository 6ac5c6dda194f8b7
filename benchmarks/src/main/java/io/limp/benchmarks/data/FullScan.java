package io.limp.benchmarks.data;

import io.limp.api.Find;
import io.limp.api.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** A condition that no index helps with, beside the same SQL without LIMP around it. */
final class FullScan {
  private static final int HITS = People.PAGE / 2;

  private FullScan() {}

  /** The few best, by an attribute without an index: every document is looked at. */
  static Find of(People people) {
    return Find.where(SampleDocs.compare("score", Query.Op.GT, leastScore(people)))
        .limit(People.PAGE);
  }

  private static double leastScore(People people) {
    return (people.count() - HITS - 0.5) / people.count();
  }

  static void run(People people) {
    check(people.read(of(people)).list().size());
  }

  private static void check(int hits) {
    if (hits != HITS) {
      throw new IllegalStateException(hits + " hits, not " + HITS);
    }
  }

  static void measure(DataPlan plan, Report report, People people)
      throws InterruptedException, SQLException {
    report.part("Full scan of %,d documents, one caller".formatted(people.count()));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + people.file())) {
      try (Statement settings = connection.createStatement()) {
        // As much as one of LIMP's readers has.
        settings.execute("PRAGMA cache_size=-8192");
      }
      try (PreparedStatement scan =
          connection.prepareStatement(
              "SELECT id, ver, json(doc) FROM d_1 WHERE del=0 AND json_extract(doc,'$.score')>?"
                  + " ORDER BY id DESC LIMIT ?")) {
        scan.setDouble(1, leastScore(people));
        scan.setInt(2, People.PAGE);
        Cases cases = new Cases();
        cases.add("LIMP", 1, () -> run(people));
        cases.add("SQLite through JDBC", 1, () -> run(scan));
        Map<String, Rounds> rounds = cases.measure(plan);
        report.rows(rounds);
        double ratio =
            of(rounds, "LIMP").cpuMicros() / of(rounds, "SQLite through JDBC").cpuMicros();
        report.under("CPU of a full scan, of SQLite's", 1.3, ratio, "%.2f");
      }
    }
  }

  private static void run(PreparedStatement scan) throws SQLException {
    int hits = 0;
    try (ResultSet rows = scan.executeQuery()) {
      while (rows.next()) {
        hits += rows.getBytes(1).length == 12 && !rows.getString(3).isEmpty() ? 1 : 0;
      }
    }
    check(hits);
  }

  private static Rounds of(Map<String, Rounds> rounds, String name) {
    return Objects.requireNonNull(rounds.get(name));
  }
}
