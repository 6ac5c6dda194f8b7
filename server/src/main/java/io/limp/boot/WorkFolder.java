package io.limp.boot;

import io.limp.move.DeleteFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder for a copy of the database that is there while a command runs, and only its owner may
 * read. Ctrl-C removes it too; what {@code kill -9} or a power cut left of one, the next command in
 * the same place removes: nobody locks it any more.
 */
final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = ".limpd-";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;
  private final Thread atExit = new Thread(() -> tryToDelete(path()), "work-folder");

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one.
   *
   * @param parent where; it has to be there
   */
  static WorkFolder in(Path parent) throws IOException {
    removeAbandoned(parent);
    Path path = Files.createTempDirectory(parent, PREFIX);
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    WorkFolder folder = new WorkFolder(path, lock);
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  Path path() {
    return path;
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        // One without a lock is being made.
        if (Files.isWritable(folder.resolve(LOCK)) && isAbandoned(folder.resolve(LOCK))) {
          tryToDelete(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process has it
    }
  }

  /** At the exit somebody may still write into it, or another command may delete it too. */
  private static void tryToDelete(Path folder) {
    for (int left = 3; left > 0; left--) {
      try {
        DeleteFolder.at(folder);
        return;
      } catch (IOException | RuntimeException e) {
        // Once more; else the next command does it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the process ends, and it deletes the folder
    }
    DeleteFolder.at(path);
    lock.close();
  }
}
