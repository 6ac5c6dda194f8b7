package io.limp.boot;

import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.data.FileStore.Kept;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the contents of files that no document needs any more, at start and every hour. Nothing
 * is removed when it cannot find out what is needed. See docs/decisions/0012.
 *
 * <p>Why a content is never removed that a call is about to use: a call puts it first and writes
 * its document a moment later. The put renews the time of a content that is there already, so
 * within {@link #GRACE} of it the content is not looked at; after that the document is written, and
 * found. A put that comes while this runs makes {@link FileStore#delete} refuse, or comes when the
 * content is gone and stores it anew: the store lets nothing happen between the two.
 */
final class SweepFiles implements AutoCloseable {
  /** Longer than any call takes from storing its files to writing its document. */
  static final Duration GRACE = Duration.ofHours(1);

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(SweepFiles.class);

  private final Data data;
  private final FileStore files;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sweep-files").unstarted(this::work);

  SweepFiles(Data data, FileStore files, InstantSource clock) {
    this.data = data;
    this.files = files;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      do {
        sweep();
      } while (!closed.await(PAUSE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was closed while it waited
    }
  }

  /** Removes what is not needed now; what goes wrong is logged. */
  void sweep() {
    oneAtATime.lock();
    try {
      remove();
    } catch (IOException | RuntimeException e) {
      if (!isClosed()) {
        LOG.warn("File contents that nobody needs may be left: {}", e.getMessage());
        LOG.debug("Sweeping failed", e);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void remove() throws IOException {
    Instant putBefore = clock.instant().minus(GRACE);
    Map<String, Long> sizes = unneeded(putBefore);
    int count = 0;
    long bytes = 0;
    for (Map.Entry<String, Long> content : sizes.entrySet()) {
      if (isClosed()) {
        break;
      }
      if (files.delete(content.getKey(), putBefore)) {
        count++;
        bytes += content.getValue();
      }
    }
    if (count > 0) {
      LOG.info("Removed {} file contents that no document needs, {} bytes", count, bytes);
    }
  }

  /** The old contents, with their sizes, without those that the database needs. */
  private Map<String, Long> unneeded(Instant putBefore) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    try (Stream<Kept> all = files.list()) {
      all.filter(kept -> kept.put().isBefore(putBefore))
          .forEach(kept -> sizes.put(kept.hash(), kept.size()));
    }
    if (!sizes.isEmpty()) {
      data.fileHashes(needed -> without(sizes, needed));
    }
    return sizes;
  }

  /** True while there are any left. */
  private boolean without(Map<String, Long> sizes, String needed) {
    if (isClosed()) {
      throw new DataUnavailable("The server stops");
    }
    sizes.remove(needed);
    return !sizes.isEmpty();
  }

  /** Stops at once, be it in the middle. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
