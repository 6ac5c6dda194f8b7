package io.limp.benchmarks.kill;

import io.limp.benchmarks.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A limpd that starts with a migration to run, and is killed with SIGKILL. */
final class Migrator {
  private static final int EXIT_OF_SIGKILL = 128 + 9;
  private static final Pattern SERVES = Pattern.compile("LIMPd .* serves at ");

  private final Path home;
  private final Path folder;
  private final int turn;
  private final Pattern through;

  /**
   * Of the database in the folder.
   *
   * @param home of LIMP
   * @param turn the number of the last migration
   */
  Migrator(Path home, Path folder, int turn) {
    this.home = home;
    this.folder = folder;
    this.turn = turn;
    this.through =
        Pattern.compile(
            "Migration " + Pattern.quote(Coins.migration(turn)) + ": ([0-9,]+) documents of coins");
  }

  /**
   * What it had said when it died.
   *
   * @param seen as many documents the migration was through with
   * @param lines all of it
   */
  record Said(long seen, List<String> lines) {
    boolean has(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }
  }

  /**
   * Starts it, and kills it so long after it said that so many parts were done; none: after its
   * first words.
   */
  Said killInMigration(int parts, Duration later) throws IOException, InterruptedException {
    return killAt(parts == 0 ? Pattern.compile("") : through, Math.max(1, parts), later);
  }

  /** Starts it, and kills it when it serves. */
  Said killWhenItServes() throws IOException, InterruptedException {
    return killAt(SERVES, 1, Duration.ZERO);
  }

  private Said killAt(Pattern moment, int times, Duration later)
      throws IOException, InterruptedException {
    Process process = start();
    List<String> lines = new ArrayList<>();
    long seen = 0;
    int met = 0;
    boolean killed = false;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        Matcher part = through.matcher(line);
        if (part.find()) {
          seen = Long.parseLong(part.group(1).replace(",", ""));
        }
        if (!killed && moment.matcher(line).find() && ++met == times) {
          Thread.sleep(later);
          // By its handle: Process.destroyForcibly would close the pipe that still holds lines.
          process.toHandle().destroyForcibly();
          killed = true;
        }
      }
    } finally {
      process.destroyForcibly();
    }
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not die: " + process);
    }
    boolean asPlanned = killed && process.exitValue() == EXIT_OF_SIGKILL;
    Loss.unless(asPlanned, () -> "It ended by itself: " + String.join("\n", lines));
    return new Said(seen, lines);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    // A killed process cannot remove the native library that it unpacked.
    Path scratch = folder.resolve("scratch");
    Folders.delete(scratch);
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(scratch));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.limp.cli.Limpd"));
    command.addAll(List.of("--port", "0", "--host", "127.0.0.1"));
    command.addAll(List.of("--modules", home.resolve("benchmarks/kill-modules").toString()));
    command.addAll(List.of("--data-server", "sqlite:" + folder));
    command.addAll(List.of("--data-name", WriteUntilKilled.NAME));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIMP_") || name.equals("ENV"));
    builder.environment().put("LIMP_LOG_MB", "" + (WriteUntilKilled.LOG.bytes() >> 20));
    builder.environment().put("COINS_TURNS", "" + turn);
    return builder.start();
  }
}
