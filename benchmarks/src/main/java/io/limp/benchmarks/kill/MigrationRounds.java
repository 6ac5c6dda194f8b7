package io.limp.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * Kills limpd while it migrates, starts it again until the migration is done, and looks each time
 * whether every document was migrated exactly once.
 */
final class MigrationRounds {
  /** As RunMigrations has it: so many documents are one transaction and one line of the log. */
  private static final int PART = 200;

  private static final int MOST_LATER_MICROS = 40_000;

  private final Path home;
  private final Path folder;
  private final Random random;
  private int turn;
  private int kills;
  private int inside;

  MigrationRounds(Path home, Path folder, Random random) {
    this.home = home;
    this.folder = folder;
    this.random = random;
  }

  /** How many kills were meant to fall into a migration. */
  int kills() {
    return kills;
  }

  /** How many did: it was begun, and not recorded as done. */
  int inside() {
    return inside;
  }

  /**
   * Does one: one migration, killed at least once.
   *
   * @return a sentence about it
   * @throws Loss when a document was lost, left out or migrated twice
   */
  String next() throws IOException, InterruptedException {
    turn++;
    Migrator migrator = new Migrator(home, folder, turn);
    StringBuilder story = new StringBuilder();
    Coins.Progress progress = new Coins.Progress(Coins.Stage.NOT_BEGUN, 0);
    do {
      int left = (int) (Coins.COUNT - progress.seen()) / PART;
      Duration later = Duration.ofNanos(1000L * random.nextInt(MOST_LATER_MICROS));
      Migrator.Said said = migrator.killInMigration(random.nextInt(Math.max(1, left)), later);
      progress = Coins.look(folder, turn, Math.max(said.seen(), progress.seen()));
      kills++;
      inside += progress.stage() == Coins.Stage.INSIDE ? 1 : 0;
      story.append(story.isEmpty() ? "killed " : ", again ").append(shown(progress));
      // Now and then it is killed again while it goes on.
    } while (progress.stage() == Coins.Stage.INSIDE && random.nextInt(3) == 0);
    toTheEnd(migrator, progress);
    return story + "; then it came to its end, and each document was migrated once";
  }

  private void toTheEnd(Migrator migrator, Coins.Progress killed)
      throws IOException, InterruptedException {
    Migrator.Said said = migrator.killWhenItServes();
    String name = "Migration " + Coins.migration(turn);
    Loss.unless(
        switch (killed.stage()) {
          case NOT_BEGUN -> said.seen() == Coins.COUNT;
          case INSIDE -> said.has(name + " goes on behind");
          case DONE -> !said.has(name);
        },
        () -> name + " was killed at " + killed + " and said then: " + said.lines());
    Loss.unless(
        Coins.look(folder, turn, Coins.COUNT).stage() == Coins.Stage.DONE,
        () -> name + " is not done, and limpd serves");
  }

  private static String shown(Coins.Progress progress) {
    return switch (progress.stage()) {
      case NOT_BEGUN -> "before a migration";
      case INSIDE ->
          String.format(
              Locale.ROOT, "in a migration, after %,d of %,d", progress.seen(), Coins.COUNT);
      case DONE -> "behind a migration";
    };
  }
}
