package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/**
 * What an error of SQLite means to the caller, by its primary result code
 * (sqlite.org/rescode.html).
 */
enum Failure {
  FULL(13, "the disk is full"),
  READ_ONLY(8, "it is read-only"),
  DISK(10, "the disk reports an error"),
  MEMORY(7, "there is no memory left"),
  BUSY(5, "another program has it locked"),
  CANNOT_OPEN(14, "one of its files cannot be opened"),
  DAMAGED(11, "its file is damaged; restore a backup"),
  NO_DATABASE(26, "its file is not a database"),
  /** The progress handler said so, or a function of ours; see {@link Session#deadline}. */
  STOPPED(9, "the query took too long"),
  CONSTRAINT(19, ""),
  /** A mistake of ours. */
  OTHER(1, "");

  /** The memory that the readers and the writer share is a file too, which found no room. */
  private static final int SHMSIZE = 10 | 19 << 8;

  private final int code;
  private final String reason;

  Failure(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  static Failure of(SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    if (code == SHMSIZE) {
      return FULL;
    }
    if (String.valueOf(e.getMessage()).contains(MatchesPattern.STOPPED)) {
      return STOPPED;
    }
    for (Failure failure : values()) {
      if (failure.code == (code & 0xff)) {
        return failure;
      }
    }
    return OTHER;
  }

  /** True when the whole transaction is lost, and with it everyone's writes in it. */
  boolean endsTransaction() {
    return this != STOPPED && this != CONSTRAINT && this != OTHER;
  }

  /** The exception for the caller. */
  static RuntimeException exception(SQLException e, Object database) {
    Failure failure = of(e);
    if (failure.reason.isEmpty()) {
      return new IllegalStateException("SQLite refused a statement: " + e.getMessage(), e);
    }
    return new DataUnavailable(
        "The database " + database + " cannot be used: " + failure.reason, e);
  }
}
