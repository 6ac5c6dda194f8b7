package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Looks a whole database file through for damage. */
final class FileCheck {
  private FileCheck() {}

  /** Every page and every row; reads the file once. */
  static void quick(Session session, Object database) throws SQLException {
    check(session, "PRAGMA quick_check(1)", database);
  }

  /** The same, and that every index agrees with its table. */
  static void thorough(Session session, Object database) throws SQLException {
    check(session, "PRAGMA integrity_check(1)", database);
  }

  private static void check(Session session, String pragma, Object database) throws SQLException {
    try (ResultSet rows = session.statement(pragma).executeQuery()) {
      String found = rows.next() ? rows.getString(1) : "no answer";
      if (!found.equals("ok")) {
        throw damaged(database, found, null);
      }
    } catch (SQLException e) {
      if (Failure.of(e) == Failure.DAMAGED) {
        throw damaged(database, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private static DataUnavailable damaged(Object database, String found, @Nullable Throwable cause) {
    String sentence =
        "The database "
            + database
            + " is damaged ("
            + found
            + "). Move its files elsewhere, keep them, and restore a backup in their place.";
    return cause == null ? new DataUnavailable(sentence) : new DataUnavailable(sentence, cause);
  }
}
