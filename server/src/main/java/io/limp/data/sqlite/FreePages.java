package io.limp.data.sqlite;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pages that the file no longer needs back to the disk, a few at a time, when the writer has
 * nothing else to do. Some are kept: what was deleted is mostly written again. Files of format 1
 * cannot do it before they were compacted (sqlite.org/pragma.html#pragma_auto_vacuum).
 */
final class FreePages {
  private static final Logger LOG = LoggerFactory.getLogger(FreePages.class);

  /** 4 MB. */
  private static final long KEPT = 1000;

  private static final int STEP = 200;

  private final Session session;
  private final boolean incremental;

  FreePages(Session session) throws SQLException {
    this.session = session;
    this.incremental = session.number("PRAGMA auto_vacuum") == 2;
  }

  /** Gives some back; false when there was nothing to do. */
  boolean step() {
    if (!incremental) {
      return false;
    }
    try {
      long free = session.number("PRAGMA freelist_count");
      if (free < KEPT + STEP || free < session.number("PRAGMA page_count") / 4) {
        return false;
      }
      session.toItsEnd("PRAGMA incremental_vacuum(" + STEP + ")");
      return session.number("PRAGMA freelist_count") < free;
    } catch (SQLException e) {
      LOG.warn("The file cannot be made smaller: {}", e.getMessage());
      return false;
    }
  }
}
