package io.limp.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something changes in folders, however deep, and in those that are made there later;
 * also when a folder itself is put in the place of another. One thread watches and tells; changes
 * that follow each other closely, such as those of an editor that writes several files, are told as
 * one.
 */
final class WatchFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchFolders.class);

  /** How long it must be quiet: an editor takes less between two files. */
  private static final long QUIET_MILLIS = 30;

  /** After so long it is told though it is not quiet: something may write there all the time. */
  private static final long PATIENCE_MILLIS = 1_000;

  /** How the names of files end that people edit. */
  private static final List<String> SOURCES = List.of(".java", ".jar", ReadTexts.ENDING);

  private final List<Path> roots;
  private final WatchService service;
  private boolean complained;
  private @Nullable Thread thread;

  /** From here on no change is missed. */
  WatchFolders(List<Path> roots) {
    this.roots = roots.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException("Folders cannot be watched", e);
    }
    registerRoots();
  }

  /**
   * Begins to tell of changes, of those first that there were before.
   *
   * @param listener is told one of the files that changed: a source where there is one
   */
  void tell(Consumer<Path> listener) {
    thread = Thread.ofPlatform().daemon().name("watch").start(() -> watch(listener));
  }

  private void registerRoots() {
    for (Path root : roots) {
      // Only the folder above hears when another is put in this one's place.
      Optional.ofNullable(root.getParent()).ifPresent(this::registerOne);
      register(root);
    }
  }

  private void register(Path root) {
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (!folder.equals(root) && SourceFolder.isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              registerOne(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // gone again, or a circle of links
            }
          });
    } catch (IOException e) {
      complain(root, e);
    }
  }

  private void registerOne(Path folder) {
    try {
      folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (NoSuchFileException e) {
      // Gone again.
    } catch (IOException e) {
      complain(folder, e);
    }
  }

  /** Once: where one folder cannot be watched, a thousand cannot. */
  private void complain(Path folder, IOException e) {
    if (!complained) {
      complained = true;
      LOG.warn(
          "Changes in {} and perhaps elsewhere will not be noticed: {}",
          SourceFile.shown(folder),
          e.toString());
    }
  }

  private void watch(Consumer<Path> listener) {
    try {
      while (true) {
        List<Path> changed = new ArrayList<>(changedIn(service.take()));
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        WatchKey more = quiet();
        while (more != null && (changed.isEmpty() || System.nanoTime() < patience)) {
          changed.addAll(changedIn(more));
          more = quiet();
        }
        if (more != null) {
          changed.addAll(changedIn(more));
        }
        if (!changed.isEmpty()) {
          listener.accept(mostTelling(changed));
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

  /** Rather the file that somebody edited than what their editor wrote beside it. */
  private static Path mostTelling(List<Path> changed) {
    return changed.stream()
        .filter(path -> SOURCES.stream().anyMatch(path.toString()::endsWith))
        .findFirst()
        .orElse(changed.getFirst());
  }

  /** Those that matter; new folders are watched from here on. */
  private List<Path> changedIn(WatchKey key) {
    Path folder = (Path) key.watchable();
    List<Path> changed = new ArrayList<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (!(event.context() instanceof Path name)) {
        // Too many at once have no names, and there may be new folders among them.
        registerRoots();
        changed.add(folder);
        continue;
      }
      Path path = folder.resolve(name);
      if (!isOurs(path)) {
        continue;
      }
      if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE) && Files.isDirectory(path)) {
        register(path);
      }
      changed.add(path);
    }
    key.reset();
    return changed;
  }

  /** What is beside a modules folder is not. */
  private boolean isOurs(Path path) {
    return roots.contains(path)
        || (!SourceFolder.isHidden(path) && roots.stream().anyMatch(path::startsWith));
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
