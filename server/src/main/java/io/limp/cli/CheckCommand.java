package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.CheckApp;
import io.limp.boot.LogFormat;
import io.limp.boot.Problems;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limpd check}. */
@Command(
    name = "check",
    header = "Say all that is wrong with the packages, without serving.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    customSynopsis = "limpd check [OPTION]...",
    optionListHeading = "%nOptions, those of limpd among them:%n",
    footer = {
      "",
      "It compiles and checks the packages as a start does, and touches no data. It ends with 1"
          + " when limpd",
      "would not start for what it found, else with 0; warnings are printed.",
      "",
      "Example:",
      "  limpd check --modules ./modules --env prod --strict"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int GOOD = 0;
  private static final int BAD = 1;

  @SuppressWarnings("unused") // picocli answers it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--strict", description = "End with 1 for a warning, too.")
  private boolean strict;

  @Mixin private ServeOptions options = new ServeOptions();

  private final Limpd limpd;
  private final Map<String, String> environment;
  private final PrintWriter out;

  CheckCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    this.limpd = limpd;
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    AppConfig config = AppConfig.of(limpd.options(options), environment, problems);
    LogFormat.install(config.debug());
    List<String> found = CheckApp.check(config, problems);
    if (problems.isEmpty()) {
      found.forEach(out::println);
      out.println("Nothing is wrong.");
      return GOOD;
    }
    out.println(problems.report());
    return problems.hasErrors() || strict ? BAD : GOOD;
  }
}
