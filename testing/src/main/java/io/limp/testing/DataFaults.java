package io.limp.testing;

import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database fail at a call of one's choice. It stands between the server and the real driver
 * and its store of files, which do everything else.
 *
 * <pre>{@code
 * DataFaults faults = new DataFaults();
 * try (TestApp app = TestApp.of().faults(faults).start()) {
 *   faults.failAt(3, DataFaults.Kind.UNAVAILABLE);
 *   ...
 *   boolean wasHit = faults.end();
 * }
 * }</pre>
 */
public final class DataFaults {
  /** Threads of the server whose calls come at a time that no test chooses: not counted. */
  private static final Set<String> BY_THE_CLOCK = Set.of("courier", "jobs");

  private @Nullable Data data;
  private @Nullable FileStore files;
  private volatile List<CollectionSpec> collections = List.of();

  /** Both under this object's lock: calls come from many threads. */
  private int left;

  private @Nullable Kind kind;

  private final Map<String, Integer> reads = new ConcurrentHashMap<>();

  /** How it fails. */
  public enum Kind {
    /** As a disk that is full, a server that is gone, a deadline that has passed: undone. */
    UNAVAILABLE,
    /** As a driver that has a fault itself: undone, and not foreseen by anybody. */
    BUG,
    /** As a connection that is lost behind a commit: it is done, and nobody learns of it. */
    ANSWER_LOST
  }

  /** Something that is asked of the database. */
  interface Work<T> {
    T run();
  }

  /** Something that is asked of the store of files. */
  interface FileWork<T> {
    T run() throws IOException;
  }

  /** For {@link TestApp.Setup#faults}. */
  Data around(Data driver) {
    data = driver;
    return new FaultyData(driver, this);
  }

  FileStore around(FileStore store) {
    files = store;
    return new FaultyFiles(store, this);
  }

  /** The driver itself, which never fails. */
  public Data data() {
    return Objects.requireNonNull(data, "The app has not been started");
  }

  /** The store itself, which never fails. */
  public FileStore files() {
    return Objects.requireNonNull(files, "The app has not been started");
  }

  /** What the server has defined. */
  public List<CollectionSpec> collections() {
    return collections;
  }

  /** How often documents of that collection were asked for since the start. */
  public int reads(String collection) {
    return reads.getOrDefault(collection, 0);
  }

  void readsFrom(String collection) {
    reads.merge(collection, 1, Integer::sum);
  }

  void defined(List<CollectionSpec> specs) {
    collections = List.copyOf(specs);
  }

  /**
   * From now on the n-th call of the database or the store of files fails, once.
   *
   * @param n from 1
   */
  public synchronized void failAt(int n, Kind how) {
    left = n;
    kind = how;
  }

  /** Nothing fails from now on; true when something did since {@link #failAt}. */
  public synchronized boolean end() {
    boolean hit = kind != null && left <= 0;
    kind = null;
    return hit;
  }

  private synchronized @Nullable Kind next() {
    boolean counts = !BY_THE_CLOCK.contains(Thread.currentThread().getName());
    return counts && kind != null && --left == 0 ? kind : null;
  }

  <T> T pass(Work<T> work) {
    Kind fault = next();
    if (fault == null) {
      return work.run();
    }
    if (fault == Kind.ANSWER_LOST) {
      work.run();
    }
    throw fault == Kind.BUG
        ? new IllegalStateException("SQLite refused a statement: a secret detail")
        : new DataUnavailable("The database cannot be used: a test says so");
  }

  <T> T passFile(FileWork<T> work) throws IOException {
    Kind fault = next();
    if (fault == null) {
      return work.run();
    }
    if (fault == Kind.ANSWER_LOST) {
      work.run();
    }
    if (fault == Kind.BUG) {
      throw new IllegalStateException("A file store failed: a secret detail");
    }
    throw new IOException("No space left on device: a test says so");
  }
}
