package io.limp.cli;

import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.CheckApp;
import io.limp.boot.LogFormat;
import io.limp.boot.PackageLoader;
import io.limp.boot.Problems;
import io.limp.move.DeleteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code limpd train}: a short life in which the JVM notes which classes a start, a reload and the
 * first calls take; the launcher runs it at the end of a build. See docs/decisions/0007.
 *
 * <p>It touches nothing of what the user has: the database is in a folder that goes away, with a
 * copy of the sample app, where there is one without mistakes.
 */
@Command(
    name = Train.NAME,
    hidden = true,
    description = "Starts on an empty database, calls itself, and stops: for the AOT cache.")
final class Train implements Callable<Integer> {
  static final String NAME = "train";

  private static final String SAMPLE_APP = "sample_app";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After these the profile of the compiler's methods changes little. */
  private static final int COMPILATIONS = 3;

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
      AppConfig config = config(folder);
      bringSampleApp(config);
      for (int i = 0; i < COMPILATIONS; i++) {
        new PackageLoader(config).warmUp();
      }
      try (App app = start.apply(config);
          TrainingClient client = new TrainingClient(app.port())) {
        client.fetch("/");
        client.signIn();
        client.useGroups();
      }
    } finally {
      DeleteFolder.at(folder);
      patience.interrupt();
    }
    out.println("Trained.");
    return 0;
  }

  private static void bringSampleApp(AppConfig config) throws IOException {
    Path modules = config.modules().getFirst();
    Files.createDirectory(modules);
    Optional<Path> sample =
        ServeOptions.home()
            .map(home -> home.resolve("modules").resolve(SAMPLE_APP))
            .filter(Files::isDirectory);
    if (sample.isPresent()) {
      copy(sample.get(), modules.resolve(SAMPLE_APP));
      Problems problems = new Problems();
      CheckApp.check(config, problems);
      if (problems.hasErrors()) {
        DeleteFolder.at(modules.resolve(SAMPLE_APP));
      }
    }
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
                List.of(),
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

  private static void copy(Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(folder.relativize(file)));
      }
    }
  }
}
