package io.limp.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from a saved source of the sample app to the first answer of the new code, on a
 * websocket that was open before. The first save comes a few seconds after the greeting, as people
 * are not faster; it is measured like the others.
 */
record Reloads(double medianMillis, double slowestMillis, int count) {
  private static final String CODE = "numbers.stream().reduce(0L, Math::addExact)";
  private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * Starts the server, edits and asks.
   *
   * @param modules the server's modules folder, a copy that may be edited
   * @param settle from the greeting to the first save
   */
  static Reloads measure(Starts.Command command, Path modules, int count, Duration settle, Path log)
      throws IOException, InterruptedException {
    Path source = modules.resolve("sample_app/MathModule.java");
    String original = Files.readString(source);
    if (!original.contains(CODE)) {
      throw new IllegalStateException(source + " has no " + CODE + " to edit");
    }
    double[] millis = new double[count];
    int port = ServerProcess.freePort();
    try (ServerProcess server = ServerProcess.start(command.at(port), port, log);
        Peer peer = server.awaitGreeting()) {
      Thread.sleep(settle);
      for (int i = 0; i < count; i++) {
        long begun = System.nanoTime();
        save(source, original.replace(CODE, CODE + " + " + (i + 1)));
        awaitSum(peer, i + 1, begun + PATIENCE_NANOS);
        millis[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    return new Reloads(Median.of(millis), Arrays.stream(millis).max().orElseThrow(), count);
  }

  /** As editors do: the file is never half there. */
  private static void save(Path file, String source) throws IOException {
    Path written = Files.writeString(file.resolveSibling(".saving"), source);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Asks for 0 + 0 until the code answers that says what was saved. */
  private static void awaitSum(Peer peer, int sum, long end) throws IOException {
    while (true) {
      JsonNode answer =
          SignIn.call(
              peer,
              """
              {"endpoint":"math/add","sid":"","query":{},"doc":{"a":0,"b":0},"call_id":"sum"}\
              """);
      if (answer.path("args").path("sum").asInt(-1) == sum) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IOException("The saved code does not serve: " + answer);
      }
      LockSupport.parkNanos(ASK_EVERY_NANOS);
    }
  }
}
