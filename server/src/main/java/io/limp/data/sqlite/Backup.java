package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sqlite.SQLiteConnection;

/**
 * A copy of a database as it was at one moment, made while it serves, and looked through for damage
 * before it gets its name. The contents of files are not in it: they lie beside the database, and
 * never change.
 *
 * <p>It is copied in one read transaction on a connection of its own: nobody waits, but the
 * write-ahead log grows until it is done.
 *
 * @param file the copy, a database file by itself
 * @param bytes its size
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 */
public record Backup(Path file, long bytes, String sha256) {
  private static final int PAGES_PER_STEP = 1000;
  private static final int BUSY_WAIT_MILLIS = 100;
  private static final int BUSY_WAITS = 100;

  /** Is told how far a backup is. */
  public interface Progress {
    /** So many pages of 4 KB were copied. */
    void copied(long pages, long ofPages);
  }

  /**
   * Copies a database that this process or another one may have open.
   *
   * @param target a new file
   * @throws FileAlreadyExistsException when there is one
   * @throws IOException when it cannot be written
   * @throws DataUnavailable when there is no such database, or it is damaged
   */
  public static Backup of(Path database, Path target, Progress progress) throws IOException {
    if (!Files.isRegularFile(database)) {
      throw new DataUnavailable("There is no database " + database + ".");
    }
    refuseToOverwrite(target);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    refuseToOverwrite(part);
    try {
      // One native call, which would hold the carrier of a virtual thread all the time.
      onPlatformThread(() -> copy(database, part, progress), database);
      settle(part, database, (_, _) -> {});
      return named(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Does nothing when no process has the database open.
   *
   * @throws DataUnavailable when one has
   */
  public static void refuseInUse(Path folder, String dataName) {
    Path database = DatabaseFile.of(folder, dataName);
    if (Files.exists(database)) {
      DatabaseLock.of(database).close();
    }
  }

  /**
   * Puts a backup in the place of a database that is not there. Whoever followed the changes of the
   * one that was copied must start afresh.
   *
   * @param file a backup
   * @param replaces true: a database of that name may be there; it gives way when the copy is
   *     complete
   * @return of the restored database
   * @throws FileAlreadyExistsException when the folder has a database of that name
   * @throws IOException when a file cannot be read or written
   * @throws DataUnavailable when the backup is damaged, or of another or a newer program
   */
  public static Backup restore(Path file, Path folder, String dataName, boolean replaces)
      throws IOException {
    Path database = DatabaseFile.of(folder, dataName);
    Files.createDirectories(folder);
    try (DatabaseLock _ = DatabaseLock.of(database)) {
      Path log = database.resolveSibling(database.getFileName() + "-wal");
      if (!replaces) {
        refuseToOverwrite(database);
        refuseToOverwrite(log);
      }
      Path part = database.resolveSibling(database.getFileName() + ".part");
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      try {
        settle(
            part,
            file,
            (schema, isEmpty) -> {
              if (isEmpty) {
                throw new DataUnavailable("The file " + file + " is empty.");
              }
              schema.beginEpoch();
            });
        // Or SQLite would apply the old database's log to the new one.
        Files.deleteIfExists(log);
        Files.deleteIfExists(database.resolveSibling(database.getFileName() + "-shm"));
        return named(part, database);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void refuseToOverwrite(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  private static void copy(Path database, Path part, Progress progress) throws SQLException {
    try (Session session = Session.reading(database, Limits.DEFAULT)) {
      // The copy is of the moment of the first read, whatever is written from then on.
      session.run("BEGIN");
      session.number("SELECT count(*) FROM sqlite_schema");
      int code =
          session
              .connection()
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup(
                  "main",
                  part.toString(),
                  (left, pages) -> progress.copied(pages - left, pages),
                  BUSY_WAIT_MILLIS,
                  BUSY_WAITS,
                  PAGES_PER_STEP);
      session.run("COMMIT");
      if (code != 0) {
        throw new SQLException("The copy was not finished", "", code);
      }
    }
  }

  /** What else is done to a copy before it gets its name. */
  private interface Change {
    void make(Schema schema, boolean isEmpty) throws SQLException;
  }

  /**
   * Makes a copy one that a server opens without another look: it was looked through here.
   *
   * @param original what refusals name
   */
  private static void settle(Path part, Path original, Change change) {
    try (Session session = Session.writing(part, Limits.DEFAULT)) {
      FileCheck.thorough(session, original);
      Schema schema = new Schema(session, original);
      change.make(schema, schema.open());
      schema.putCleanMark(Retention.bytes(session));
      // A single file, without a write-ahead log beside it.
      session.ask("PRAGMA journal_mode=DELETE");
    } catch (SQLException e) {
      throw Failure.exception(e, part);
    }
  }

  private static Backup named(Path part, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Backup backup = new Backup(target, Files.size(part), sha256(part));
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return backup;
  }

  /** The SHA-256 of a file's bytes, in lower-case hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Work with a database. */
  private interface Work {
    void run() throws SQLException;
  }

  private static void onPlatformThread(Work work, Path database) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("sqlite-backup")
        .start(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (SQLException | RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    try {
      done.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case SQLException cause -> Failure.exception(cause, database);
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        case null, default -> new IllegalStateException(e);
      };
    }
  }
}
