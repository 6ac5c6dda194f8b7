package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.Problems;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the commands share that look at the packages as a start would, and serve nothing. */
abstract class PackagesCommand implements Callable<Integer> {
  static final int GOOD = 0;
  static final int BAD = 1;

  @SuppressWarnings("unused") // picocli answers it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  private final Limpd limpd;
  private final Map<String, String> environment;

  PackagesCommand(Limpd limpd, Map<String, String> environment) {
    this.limpd = limpd;
    this.environment = environment;
  }

  /** Those of limpd; a field of the command itself, so that its help has them behind its own. */
  abstract ServeOptions options();

  /** The options that were given, before or behind the command's name. */
  AppConfig.Options given() {
    return limpd.options(options());
  }

  /** What a start would make of them; every mistake is in the problems. */
  AppConfig config(Problems problems) {
    return AppConfig.of(given(), environment, problems);
  }
}
