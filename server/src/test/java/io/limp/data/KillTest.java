package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Id;
import io.limp.data.sqlite.SqliteData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed (SIGKILL) while it writes loses nothing that it acknowledged. {@code
 * -Dlimp.kill.rounds=20} for more rounds than the build has time for.
 */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("limp.kill.rounds", 3);

  @TempDir Path folder;

  @Test
  void everyAcknowledgedWriteIsThereAfterTheProcessWasKilled() throws Exception {
    Random random = new Random();
    Set<Id> acknowledged = new HashSet<>();
    for (int round = 1; round <= ROUNDS; round++) {
      Set<Id> now = insertAndKill(50 + random.nextInt(2000));
      assertThat(now).isNotEmpty();
      acknowledged.addAll(now);
      try (Data data = SqliteData.open(folder, "kill")) {
        data.define(List.of(InsertUntilKilled.THINGS));
        assertThat(acknowledged).allMatch(id -> data.byId("things", id).isPresent());
      }
    }
    System.out.println(
        acknowledged.size() + " acknowledged writes in " + ROUNDS + " killed processes, none lost");
  }

  /** The ids that the process printed, down to the last one before it died. */
  private Set<Id> insertAndKill(int count) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                // A killed process cannot remove the native library that it unpacked.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                InsertUntilKilled.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<Id> acknowledged = new HashSet<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Id> id = Id.find(line);
        id.ifPresent(acknowledged::add);
        if (acknowledged.size() == count) {
          // By its handle: Process.destroyForcibly would close the pipe that still holds
          // acknowledgements.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(count);
    return acknowledged;
  }
}
