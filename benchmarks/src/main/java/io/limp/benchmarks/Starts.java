package io.limp.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long the server takes from its command to the first greeting, and how much memory it holds
 * then. The database and the classes of the modules are there from a start before.
 */
record Starts(double medianSeconds, double slowestSeconds, double residentMegabytes, int count) {
  /** The command, with everything but the port. */
  interface Command {
    List<String> at(int port);
  }

  static Starts measure(Command command, int count, Duration settle, Path log)
      throws IOException, InterruptedException {
    double[] seconds = new double[count];
    double[] megabytes = new double[count];
    for (int i = -1; i < count; i++) { // the first one makes the database and compiles the modules
      int port = ServerProcess.freePort();
      long begun = System.nanoTime();
      try (ServerProcess server = ServerProcess.start(command.at(port), port, log)) {
        server.awaitGreeting().close();
        double taken = (System.nanoTime() - begun) / 1e9;
        if (i >= 0) {
          Thread.sleep(settle);
          seconds[i] = taken;
          megabytes[i] = server.residentMegabytes();
        }
      }
    }
    double slowest = Arrays.stream(seconds).max().orElseThrow();
    return new Starts(Median.of(seconds), slowest, Median.of(megabytes), count);
  }
}
