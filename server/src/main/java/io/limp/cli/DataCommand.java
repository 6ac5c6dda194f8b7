package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.LogFormat;
import io.limp.boot.Problems;
import io.limp.move.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands share that work on a database and end. */
abstract class DataCommand implements Callable<Integer> {
  static final String DATA_VARIABLES =
      "The variables LIMP_DATA_SERVER and LIMP_DATA_NAME stand for the options where these are not"
          + " given.";

  @SuppressWarnings("unused") // picocli answers it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--data-server",
      paramLabel = "ADDRESS",
      description =
          "Where the data is: sqlite:FOLDER (default: sqlite:data), or the address of a MongoDB.")
  private @Nullable String dataServer;

  @Option(
      names = "--data-name",
      paramLabel = "NAME",
      description = "The name of the database (default: limp_data).")
  private @Nullable String dataName;

  private final Limpd limpd;
  private final Map<String, String> environment;
  private final PrintWriter out;

  DataCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    this.limpd = limpd;
    this.environment = environment;
    this.out = out;
  }

  /** Does it, and says in a sentence what was done. */
  abstract String run(AppConfig config, Progress progress);

  @Override
  public final Integer call() {
    Problems problems = new Problems();
    AppConfig config =
        AppConfig.of(
            limpd.options(Optional.ofNullable(dataServer), Optional.ofNullable(dataName)),
            environment,
            problems);
    problems.refuseStartOnErrors();
    LogFormat.install(config.debug());
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Progress progress = new Progress(out, terminal, System::nanoTime);
    progress.say(run(config, progress));
    return 0;
  }
}
