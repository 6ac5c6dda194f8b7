package io.limp.quickstart;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A limpd in a process of its own, as an operator starts it, so that it can be killed. */
public final class Daemon implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("serves at https?://[^:]+:(\\d+)");
  private static final long DEADLINE_SECONDS = 60;

  private final Process process;
  private final int port;

  private Daemon(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it at a free port and returns when it serves.
   *
   * @param options more of limpd's options
   */
  public static Daemon start(
      Path data, Path modules, Map<String, String> environment, String... options) {
    return start("sqlite:" + data, modules, environment, options);
  }

  /**
   * The same with its data elsewhere.
   *
   * @param server as {@code --data-server}
   */
  public static Daemon start(
      String server, Path modules, Map<String, String> environment, String... options) {
    try {
      Process process = launch(server, modules, environment, options);
      BufferedReader out = process.inputReader();
      StringBuilder said = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        Matcher serves = SERVES.matcher(line);
        if (serves.find()) {
          // Whoever does not read what it says would stop it in the middle of a sentence.
          Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
          return new Daemon(process, Integer.parseInt(serves.group(1)));
        }
      }
      throw new AssertionError("limpd did not start:\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What became of a start that is expected to fail. */
  public record Ended(int code, String output) {}

  /** Starts it and waits until it has ended by itself. */
  public static Ended runToItsEnd(
      Path data, Path modules, Map<String, String> environment, String... options) {
    return runToItsEnd("sqlite:" + data, modules, environment, options);
  }

  /**
   * The same with its data elsewhere.
   *
   * @param server as {@code --data-server}
   */
  public static Ended runToItsEnd(
      String server, Path modules, Map<String, String> environment, String... options) {
    try {
      return end(launch(server, modules, environment, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one of limpd's commands, such as {@code backup}. */
  public static Ended command(String... arguments) {
    try {
      return end(launch(List.of(arguments), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ended end(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (SERVES.matcher(line).find()) {
        process.destroyForcibly();
        throw new AssertionError("limpd serves, and was to end:\n" + said);
      }
    }
    String output = said.toString();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("limpd did not end:\n" + output);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Ended(process.exitValue(), output);
  }

  private static Process launch(
      String server, Path modules, Map<String, String> environment, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--port", "0", "--host", "127.0.0.1"));
    arguments.addAll(List.of("--data-server", server));
    arguments.addAll(List.of("--modules", modules.toString()));
    arguments.addAll(List.of(options));
    return launch(arguments, environment);
  }

  private static Process launch(List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.limp.cli.Limpd"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIMP_") || name.equals("ENV"));
    builder.environment().putAll(environment);
    File home = Files.createTempDirectory("limpd").toFile();
    return builder.directory(home).start();
  }

  public URI websocket() {
    return URI.create("ws://127.0.0.1:" + port + "/ws");
  }

  /** What it serves over HTTP. */
  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + port + "/" + path);
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** As {@code kill}; gives its exit code. */
  public int terminate() {
    process.destroy();
    await();
    return process.exitValue();
  }

  private void await() {
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("limpd did not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    await();
  }
}
