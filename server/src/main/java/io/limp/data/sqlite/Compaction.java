package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Writes a database anew without the room that deleted documents have left in it. Nobody may have
 * it open meanwhile, and the disk must have room for it a second time.
 *
 * @param before bytes
 * @param after bytes
 */
public record Compaction(long before, long after) {
  /**
   * Compacts the database of that name in the folder.
   *
   * @throws DataUnavailable when there is none, it is open, or the disk is full: nothing is lost
   */
  public static Compaction of(Path folder, String dataName) {
    Path database = DatabaseFile.of(folder, dataName);
    if (!Files.exists(database)) {
      throw new DataUnavailable("There is no database " + database + ".");
    }
    try (DatabaseLock _ = DatabaseLock.of(database)) {
      long before = Files.size(database);
      try (Session session = Session.writing(database, Limits.DEFAULT)) {
        new Schema(session, database).open();
        // Takes effect with the VACUUM, for files that were made without it.
        session.run("PRAGMA auto_vacuum=INCREMENTAL");
        session.once("VACUUM");
      }
      return new Compaction(before, Files.size(database));
    } catch (SQLException e) {
      throw Failure.exception(e, database);
    } catch (IOException e) {
      throw new DataUnavailable("The size of " + database + " is unknown: " + e.getMessage(), e);
    }
  }
}
