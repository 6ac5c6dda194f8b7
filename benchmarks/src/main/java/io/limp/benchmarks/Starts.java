package io.limp.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long the server takes from its command to the first greeting, and how much memory it holds
 * when nobody has called for a while. The database and the classes of the modules are there from a
 * start before.
 */
record Starts(double medianSeconds, double slowestSeconds, double residentMegabytes, int count) {
  /** The command, with everything but the port. */
  interface Command {
    List<String> at(int port);
  }

  /** Of so many of the starts the memory is looked at, which takes a while. */
  private static final int LOOKS_AT_MEMORY = 3;

  /**
   * Starts the server again and again.
   *
   * @param idle from the greeting to a look at the memory
   */
  static Starts measure(Command command, int count, Duration idle, Path log)
      throws IOException, InterruptedException {
    double[] seconds = new double[count];
    double[] megabytes = new double[Math.min(count, LOOKS_AT_MEMORY)];
    for (int i = -1; i < count; i++) { // the first one makes the database and compiles the modules
      int port = ServerProcess.freePort();
      long begun = System.nanoTime();
      try (ServerProcess server = ServerProcess.start(command.at(port), port, log)) {
        server.awaitGreeting().close();
        double taken = (System.nanoTime() - begun) / 1e9;
        if (i >= 0) {
          seconds[i] = taken;
        }
        if (i >= 0 && i < megabytes.length) {
          Thread.sleep(idle);
          megabytes[i] = server.residentMegabytes();
        }
      }
    }
    double slowest = Arrays.stream(seconds).max().orElseThrow();
    return new Starts(Median.of(seconds), slowest, Median.of(megabytes), count);
  }
}
