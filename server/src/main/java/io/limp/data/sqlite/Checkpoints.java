package io.limp.data.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the write-ahead log into the database, between groups of writes or when nothing is to do,
 * never waiting for readers (PASSIVE). Used by the writer's thread alone.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /**
   * Pages of 4 KB that may gather in the write-ahead log under load: less than it keeps on disk.
   */
  private static final long PAGES_BEFORE_CHECKPOINT = 12000;

  private final Session session;
  private final Object database;
  private long pagesTried;

  Checkpoints(Session session, Object database) {
    this.session = session;
    this.database = database;
  }

  void whenLong() {
    try (ResultSet pages = session.statement("PRAGMA wal_checkpoint(NOOP)").executeQuery()) {
      if (!pages.next()) {
        return;
      }
      long inLog = pages.getLong(2);
      // The log starts anew once all of it was moved and no reader needs it.
      pagesTried = Math.min(pagesTried, inLog);
      if (inLog - pagesTried < PAGES_BEFORE_CHECKPOINT) {
        return;
      }
      pagesTried = inLog;
    } catch (SQLException e) {
      LOG.warn("The write-ahead log of {} cannot be measured: {}", database, e.getMessage());
      return;
    }
    now();
  }

  /** Nothing is lost when it fails: the changes stay in the write-ahead log. */
  void now() {
    try {
      session.ask("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.warn("The write-ahead log of {} cannot be moved: {}", database, e.getMessage());
    }
  }
}
