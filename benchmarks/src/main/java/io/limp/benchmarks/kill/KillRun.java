package io.limp.benchmarks.kill;

import io.limp.benchmarks.Folders;
import io.limp.data.sqlite.SqliteData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Kills a process that writes to one database, or migrates it, again and again, and looks after
 * each time whether anything was lost. Started by {@code benchmarks/kill}.
 *
 * <p>{@code java io.limp.benchmarks.kill.KillRun HOME [TIMES]}; exit code 1 after a loss, and the
 * database is kept.
 */
public final class KillRun {
  private static final Logger LOG = Logger.getLogger("io.limp");
  private static final int MOST_MILLIS = 2000;

  /** The first of so many rounds kills limpd while it migrates, the others kill the writers. */
  private static final int MIGRATES_EVERY = 5;

  private final Path folder;
  private final Random random = new Random();
  private final MigrationRounds migrations;
  private long acknowledged;
  private int backups;
  private int logsCompared;

  private KillRun(Path home, Path folder) {
    this.folder = folder;
    this.migrations = new MigrationRounds(home, folder, random);
  }

  public static void main(String[] args) throws Exception {
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    // Each start says that the one before did not end as it should.
    LOG.setLevel(Level.WARNING);
    Path home = Path.of(args[0]);
    Path target = Files.createDirectories(home.resolve("benchmarks/target"));
    Path folder = Files.createTempDirectory(target, "kill-");
    try {
      new KillRun(home, folder).kill(times);
    } catch (Loss e) {
      System.out.println("LOST: " + e.getMessage());
      System.out.println("The database is in " + folder);
      System.exit(1);
    }
    Folders.delete(folder);
  }

  private void kill(int times) throws Exception {
    Autopsy.Findings findings = begin();
    int writerRounds = 0;
    for (int i = 1; i <= times; i++) {
      if (i % MIGRATES_EVERY == 1) {
        String story = migrations.next();
        findings = Autopsy.of(folder, findings, findings.batches);
        say("%d of %d: %s; integrity ok", i, times, story);
        continue;
      }
      // Every second time without: a backup keeps the write-ahead log from starting anew.
      boolean withBackups = i % 2 == 0;
      writerRounds++;
      Duration time = Duration.ofMillis(random.nextInt(MOST_MILLIS));
      long[] last = findings.batches.clone();
      long count = Victim.killAfter(time, folder, withBackups, last);
      acknowledged += count;
      findings = Autopsy.of(folder, findings, last);
      logsCompared += findings.logCompared ? 1 : 0;
      int whole = checkBackups();
      backups += whole;
      say(
          "%d of %d: killed after %d ms and %,d batches; none lost, none half, integrity ok%s%s",
          i,
          times,
          time.toMillis(),
          count,
          findings.logCompared ? ", change log too" : "",
          whole > 0 ? ", backup too" : "");
    }
    say(
        "Killed the writers %d times: %,d acknowledged batches of %d to %d writes by %d writers,"
            + " none lost, none half. The file was whole each time, the change log complete %d"
            + " times (else it was too long to be kept), and so were %d backups.",
        writerRounds,
        acknowledged,
        Ledger.PARTS + Ledger.PAGES,
        Ledger.PARTS + Ledger.PAGES + Ledger.PARTS,
        Ledger.WRITERS,
        logsCompared,
        backups);
    say(
        "Killed limpd %d times for a migration, %d of them inside of it: it went on each time, was"
            + " recorded once, and each of %,d documents was migrated once.",
        migrations.kills(), migrations.inside(), Coins.COUNT);
  }

  private Autopsy.Findings begin() {
    Coins.begin(folder);
    try (SqliteData data = SqliteData.open(folder, WriteUntilKilled.NAME, WriteUntilKilled.LOG)) {
      Ledger ledger = new Ledger(data);
      ledger.begin();
      return new Autopsy.Findings(ledger.batches(), data.position(), true);
    }
  }

  /** Checks the backups that were finished, and makes room for the next. */
  private int checkBackups() throws IOException, SQLException {
    Path elsewhere = folder.resolve("restored");
    int whole = 0;
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.startsWith(WriteUntilKilled.BACKUP) && name.endsWith(".db")) {
        Autopsy.ofBackup(file, elsewhere);
        Folders.delete(elsewhere);
        whole++;
      }
      // Half a backup never has the name of a whole one.
      if (!name.startsWith(WriteUntilKilled.NAME + ".")) {
        Files.deleteIfExists(file);
      }
    }
    return whole;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
