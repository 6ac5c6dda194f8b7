package io.limp.benchmarks.kill;

import io.limp.data.LogLimits;
import io.limp.data.sqlite.SqliteData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Writes batches from {@link Ledger#WRITERS} threads and prints each that was acknowledged ("writer
 * batch"), until it is killed.
 *
 * <p>{@code java io.limp.benchmarks.kill.WriteUntilKilled FOLDER [--backups]}
 */
final class WriteUntilKilled {
  static final String NAME = "kill";
  static final String BACKUP = "backup-";

  /** Small, so that old changes go meanwhile. */
  static final LogLimits LOG = new LogLimits(Duration.ofDays(1), 64 << 20);

  private WriteUntilKilled() {}

  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    SqliteData data = SqliteData.open(folder, NAME, LOG);
    Ledger ledger = new Ledger(data);
    long[] batches = ledger.batches();
    for (int i = 0; i < Ledger.WRITERS; i++) {
      int writer = i;
      start(() -> writeForEver(ledger, writer, batches[writer]));
    }
    if (List.of(args).contains("--backups")) {
      start(() -> backUpForEver(data, folder));
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Whoever cannot go on ends the process, which is then seen to have ended by itself. */
  private static void start(Runnable work) {
    Thread.ofVirtual()
        .uncaughtExceptionHandler(
            (_, e) -> {
              e.printStackTrace();
              Runtime.getRuntime().halt(2);
            })
        .start(work);
  }

  private static void writeForEver(Ledger ledger, int writer, long last) {
    for (long batch = last + 1; true; batch++) {
      ledger.write(writer, batch);
      synchronized (System.out) {
        System.out.println(writer + " " + batch);
        System.out.flush();
      }
    }
  }

  private static void backUpForEver(SqliteData data, Path folder) {
    try {
      for (long i = 1; true; i++) {
        data.backup(folder.resolve(BACKUP + i + ".db"), (_, _) -> {});
        Files.deleteIfExists(folder.resolve(BACKUP + (i - 1) + ".db"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
