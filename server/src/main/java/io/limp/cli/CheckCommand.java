package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.CheckApp;
import io.limp.boot.LogFormat;
import io.limp.boot.Problems;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
final class CheckCommand extends PackagesCommand {
  @Option(names = "--strict", description = "End with 1 for a warning, too.")
  private boolean strict;

  @Mixin private ServeOptions options = new ServeOptions();

  private final PrintWriter out;

  CheckCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    super(limpd, environment);
    this.out = out;
  }

  @Override
  ServeOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    AppConfig config = config(problems);
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
