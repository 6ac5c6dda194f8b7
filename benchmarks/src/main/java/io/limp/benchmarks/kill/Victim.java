package io.limp.benchmarks.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that writes until it is killed with SIGKILL. */
final class Victim {
  private static final int EXIT_OF_SIGKILL = 128 + 9;

  private Victim() {}

  /**
   * Starts it, and kills it so long after its first acknowledgement.
   *
   * @param acknowledged the last batch of each writer, brought up to date
   * @return how many batches it acknowledged
   */
  static long killAfter(Duration time, Path folder, boolean backups, long[] acknowledged)
      throws IOException, InterruptedException {
    Process process = start(folder, backups);
    long count = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (count++ == 0) {
          Thread.ofVirtual().start(() -> kill(process, time));
        }
        // The last line may be cut off; a number with fewer digits is not more than was
        // acknowledged, and one writer's numbers only grow.
        String[] words = line.split(" ", -1);
        if (words.length == 2 && !words[1].isEmpty()) {
          int writer = Integer.parseInt(words[0]);
          acknowledged[writer] = Math.max(acknowledged[writer], Long.parseLong(words[1]));
        }
      }
    } finally {
      process.destroyForcibly();
    }
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not die: " + process);
    }
    Loss.unless(
        process.exitValue() == EXIT_OF_SIGKILL && count > 0,
        () -> "It ended by itself, with code " + process.exitValue());
    return count;
  }

  private static Process start(Path folder, boolean backups) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    // A killed process cannot remove the native library that it unpacked.
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(WriteUntilKilled.class.getName(), folder.toString()));
    if (backups) {
      command.add("--backups");
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void kill(Process process, Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // By its handle: Process.destroyForcibly would close the pipe that still holds
    // acknowledgements.
    process.toHandle().destroyForcibly();
  }
}
