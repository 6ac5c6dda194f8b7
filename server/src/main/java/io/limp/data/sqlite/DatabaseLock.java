package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process from the database, whose change log and writer queue know of one only. It
 * locks a file of its own: to close the database file itself would drop the locks that SQLite has
 * on it (POSIX). The system takes the lock from a process that died.
 */
final class DatabaseLock implements AutoCloseable {
  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  static DatabaseLock of(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new DatabaseLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new DataUnavailable(
          "The lock file " + file + " cannot be written: " + e.getMessage(), e);
    }
    throw new DataUnavailable(
        "The database "
            + database
            + " is in use: another limpd has it open. Stop that one, or choose another"
            + " --data-name.");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DataUnavailable(
          "The lock of the database cannot be given back: " + e.getMessage(), e);
    }
  }
}
