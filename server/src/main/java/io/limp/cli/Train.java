package io.limp.cli;

import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.LogFormat;
import io.limp.boot.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code limpd train}: a short life in which the JVM notes which classes a start and the first
 * calls take; the launcher runs it at the end of a build. See docs/decisions/0007.
 *
 * <p>It has nothing to do with what the user has: the database is in a folder that goes away, and
 * no modules are loaded. Nothing is compiled either, or the compiler's classes would be loaded at
 * every start.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Starts on an empty database, calls itself, and stops: for the AOT cache.")
final class Train implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Function<AppConfig, App> start;
  private final PrintWriter out;

  Train(Function<AppConfig, App> start, PrintWriter out) {
    this.start = start;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Thread patience = haltWhenStuck();
    LogFormat.install(false);
    Path folder = Files.createTempDirectory("limpd-train");
    try {
      Files.createDirectory(folder.resolve("modules"));
      try (App app = start.apply(config(folder));
          TrainingClient client = new TrainingClient(app.port())) {
        client.fetch("/");
        client.signIn();
        client.useGroups();
      }
    } finally {
      delete(folder);
      patience.interrupt();
    }
    out.println("Trained.");
    return 0;
  }

  private static AppConfig config(Path folder) {
    Problems problems = new Problems();
    AppConfig config =
        AppConfig.of(
            new AppConfig.Options(
                Optional.of(folder),
                Optional.empty(),
                false,
                Optional.of("127.0.0.1"),
                Optional.of("0"),
                List.of(folder.resolve("modules")),
                List.of(),
                Optional.of("sqlite:" + folder.resolve("data")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false),
            Map.of(),
            problems);
    problems.refuseStartOnErrors();
    return config;
  }

  /** A build that waits for us must not wait for ever. */
  private static Thread haltWhenStuck() {
    return Thread.ofPlatform()
        .daemon()
        .name("patience")
        .start(
            () -> {
              try {
                Thread.sleep(PATIENCE);
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException e) {
                return; // it was not
              }
            });
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
