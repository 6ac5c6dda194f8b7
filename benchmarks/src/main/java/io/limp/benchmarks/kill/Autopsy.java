package io.limp.benchmarks.kill;

import io.limp.api.Doc;
import io.limp.data.Change;
import io.limp.data.Feed;
import io.limp.data.PositionLost;
import io.limp.data.sqlite.Backup;
import io.limp.data.sqlite.SqliteData;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at a database after the process that wrote to it was killed. */
final class Autopsy {
  private static final int CHANGES_AT_ONCE = 1000;

  private Autopsy() {}

  /** What was found. */
  static final class Findings {
    /** The last batch of each writer. */
    final long[] batches;

    /** Behind the last change. */
    final String position;

    /** False: the change log no longer reaches back to the last time. */
    final boolean logCompared;

    Findings(long[] batches, String position, boolean logCompared) {
      this.batches = batches;
      this.position = position;
      this.logCompared = logCompared;
    }
  }

  /**
   * Opens a database as the server does, and checks all that can be checked.
   *
   * @param before the findings of the last time
   * @param acknowledged the last batch of each writer that was
   * @throws Loss when one is missing, half a batch is there, or the file is damaged
   */
  static Findings of(Path folder, Findings before, long[] acknowledged) throws SQLException {
    try (SqliteData data = SqliteData.open(folder, WriteUntilKilled.NAME, WriteUntilKilled.LOG)) {
      Ledger ledger = new Ledger(data);
      long[] batches = ledger.batches();
      for (int i = 0; i < batches.length; i++) {
        int writer = i;
        // One more may have been on its way when the process died.
        Loss.unless(
            batches[writer] == acknowledged[writer] || batches[writer] == acknowledged[writer] + 1,
            () ->
                "Writer %d: batch %d was acknowledged, %d is the last that is there"
                    .formatted(writer, acknowledged[writer], batches[writer]));
      }
      ledger.checkWhole();
      boolean compared = compareLog(data, before, batches);
      // While it is open: the last connection to close would move the write-ahead log.
      checkIntegrity(folder.resolve(WriteUntilKilled.NAME + ".db"));
      return new Findings(batches, data.position(), compared);
    }
  }

  /** Checks a backup: restores it elsewhere and looks for half batches. */
  static void ofBackup(Path backup, Path elsewhere) throws IOException, SQLException {
    checkIntegrity(backup);
    Backup.restore(backup, elsewhere, WriteUntilKilled.NAME, false);
    try (SqliteData data = SqliteData.open(elsewhere, WriteUntilKilled.NAME)) {
      new Ledger(data).checkWhole();
    }
  }

  /** Every batch since the last time must be in the change log, and whole. */
  private static boolean compareLog(SqliteData data, Findings before, long[] batches) {
    long[] parts = new long[batches.length];
    long[] pages = new long[batches.length];
    String position = before.position;
    try {
      while (true) {
        Feed feed = data.changes(position, CHANGES_AT_ONCE);
        if (feed.changes().isEmpty()) {
          break;
        }
        feed.changes().forEach(change -> count(change, parts, pages));
        position = feed.position();
      }
    } catch (PositionLost e) {
      return false;
    }
    for (int i = 0; i < batches.length; i++) {
      int writer = i;
      long more = batches[writer] - before.batches[writer];
      Loss.unless(
          parts[writer] == more * Ledger.PARTS && pages[writer] == more * Ledger.PAGES,
          () ->
              "Writer %d wrote %d batches, of which the change log has %d parts and %d pages"
                  .formatted(writer, more, parts[writer], pages[writer]));
    }
    return true;
  }

  private static void count(Change change, long[] parts, long[] pages) {
    if (change.op() != Change.Op.DELETE) {
      Doc after = change.after().orElseThrow();
      long[] counted = Ledger.isPart(change.collection()) ? parts : pages;
      counted[(int) Ledger.number(after, "writer")]++;
    }
  }

  private static void checkIntegrity(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement check = connection.createStatement();
        ResultSet rows = check.executeQuery("PRAGMA integrity_check")) {
      String answer = rows.next() ? rows.getString(1) : "nothing";
      Loss.unless(answer.equals("ok"), () -> "integrity_check of " + database + ": " + answer);
    }
  }
}
