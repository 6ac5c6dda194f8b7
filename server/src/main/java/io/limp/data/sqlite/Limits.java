package io.limp.data.sqlite;

import io.limp.data.LogLimits;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How much a database may do at once. Tests change them; the server runs with {@link #DEFAULT}.
 *
 * @param deadline how long a query may take, from the call on
 * @param readers threads that read, each with a connection
 * @param groupOperations how many writes are committed together at the most
 * @param groupBytes how many bytes of documents are
 * @param cacheKilobytes page cache of all connections together: half for the writer, half shared by
 *     the readers
 * @param pages the largest size of the database in pages of 4 KB; 0: none
 * @param log how long changes are kept
 * @param clock what tells when a change was made
 */
record Limits(
    Duration deadline,
    int readers,
    int groupOperations,
    int groupBytes,
    int cacheKilobytes,
    long pages,
    LogLimits log,
    InstantSource clock) {
  private static final int MOST_READERS = 16;

  static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(10),
          Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_READERS),
          1000,
          4 << 20,
          32 << 10,
          0,
          LogLimits.DEFAULT,
          InstantSource.system());

  /** How many bytes of the file each connection maps at the most. */
  long mappedBytes() {
    return 1L << 30;
  }

  /** Connections for {@link ShortReads}: fewer than threads that carry virtual ones. */
  int shortReads() {
    int carriers =
        Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    return Math.clamp(carriers - 1, 0, MOST_READERS);
  }

  Limits withDeadline(Duration longest) {
    return with(longest, readers, pages, log, clock);
  }

  Limits withReaders(int threads) {
    return with(deadline, threads, pages, log, clock);
  }

  Limits withPages(long most) {
    return with(deadline, readers, most, log, clock);
  }

  Limits withLog(LogLimits other) {
    return with(deadline, readers, pages, other, clock);
  }

  Limits withClock(InstantSource other) {
    return with(deadline, readers, pages, log, other);
  }

  private Limits with(
      Duration longest, int threads, long mostPages, LogLimits changes, InstantSource time) {
    return new Limits(
        longest, threads, groupOperations, groupBytes, cacheKilobytes, mostPages, changes, time);
  }
}
