package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands of limpd: in this process, or in one that is killed in the middle. */
final class LimpdRuns {
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** Runs a command to its end and gives its exit code. */
  int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return new Limpd(
            Map.of(),
            config -> {
              throw new IllegalStateException("Started with " + config);
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true))
        .run(args);
  }

  /** What the last command said. */
  String out() {
    return out.toString();
  }

  /** What it complained of. */
  String err() {
    return err.toString();
  }

  /**
   * Runs limpd in a process of its own and kills it when it has said that.
   *
   * @return all that it said
   */
  static String killedAfter(String line, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.limp.cli.Limpd"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        said.append(next).append('\n');
        if (next.startsWith(line)) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said.toString()).contains(line);
    return said.toString();
  }
}
