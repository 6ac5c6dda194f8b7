package io.limp.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something changes in folders, however deep, and in those that are made there later.
 * One thread watches and tells; changes that follow each other closely, such as those of an editor
 * that writes several files, are told as one.
 */
final class WatchFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchFolders.class);

  /** How long it must be quiet: an editor takes less between two files. */
  private static final long QUIET_MILLIS = 30;

  private final WatchService service;
  private @Nullable Thread thread;

  /** From here on no change is missed. */
  WatchFolders(List<Path> roots) {
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException("Folders cannot be watched", e);
    }
    roots.forEach(this::register);
  }

  /**
   * Begins to tell of changes, of those first that there were before.
   *
   * @param listener is told one of the files that changed
   */
  void tell(Consumer<Path> listener) {
    thread = Thread.ofPlatform().daemon().name("watch").start(() -> watch(listener));
  }

  private void register(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (!folder.equals(root) && SourceFolder.isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              folder.register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // gone again
            }
          });
    } catch (IOException e) {
      LOG.warn("Changes in {} will not be noticed: {}", SourceFile.shown(root), e.toString());
    }
  }

  private void watch(Consumer<Path> listener) {
    try {
      while (true) {
        @Nullable Path changed = changedIn(service.take());
        for (WatchKey more = quiet(); more != null; more = quiet()) {
          Path other = changedIn(more);
          changed = changed == null ? other : changed;
        }
        if (changed != null) {
          listener.accept(changed);
        }
      }
    } catch (ClosedWatchServiceException e) {
      // close() ends it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable WatchKey quiet() throws InterruptedException {
    return service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The first that matters; new folders are watched from here on. */
  private @Nullable Path changedIn(WatchKey key) {
    @Nullable Path first = null;
    Path folder = (Path) key.watchable();
    for (WatchEvent<?> event : key.pollEvents()) {
      // Too many at once have no names.
      Path path = event.context() instanceof Path name ? folder.resolve(name) : folder;
      if (!path.equals(folder) && SourceFolder.isHidden(path)) {
        continue;
      }
      if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE) && Files.isDirectory(path)) {
        register(path);
      }
      first = first == null ? path : first;
    }
    key.reset();
    return first;
  }

  /** Waits for what is being told; may be called again. */
  @Override
  public void close() {
    try {
      service.close();
      if (thread != null) {
        thread.join();
      }
    } catch (IOException e) {
      LOG.debug("The watch of folders did not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
