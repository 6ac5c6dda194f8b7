package io.limp.data.sqlite;

import java.sql.SQLException;

/**
 * Lets one caller's part of a group be taken back without the others'. A part of one statement
 * needs none: SQLite takes a statement that fails back by itself, while behind a savepoint it
 * copies every page before it writes to it.
 */
final class Savepoint {
  private final Session session;
  private boolean open;
  private boolean changed;

  Savepoint(Session session) {
    this.session = session;
  }

  /** A part begins. */
  void begin() {
    open = false;
    changed = false;
  }

  /** More than one statement will change something. */
  void open() throws SQLException {
    if (!open) {
      session.run("SAVEPOINT one");
      open = true;
    }
  }

  /** A statement has changed something. */
  void changed() {
    changed = true;
  }

  /** The part stays. */
  void release() throws SQLException {
    if (open) {
      session.run("RELEASE one");
      open = false;
    }
  }

  /** True when the part can be taken back, or has done nothing yet. */
  boolean canTakeBack() {
    return open || !changed;
  }

  void takeBack() throws SQLException {
    if (open) {
      session.run("ROLLBACK TO one");
      release();
    }
  }
}
