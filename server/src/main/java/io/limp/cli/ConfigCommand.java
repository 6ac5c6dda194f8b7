package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.EffectiveConfig;
import io.limp.boot.LogFormat;
import io.limp.boot.Problems;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limpd config}. */
@Command(
    name = "config",
    header = "Print the configuration as it holds, and where each value came from.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    customSynopsis = "limpd config [OPTION]...",
    optionListHeading = "%nOptions, those of limpd among them:%n",
    footer = {
      "",
      "It shows the options, the variables, and what each package says with the profile of the"
          + " environment.",
      "Secrets are masked, and so is what packages take from variables.",
      "",
      "Example:",
      "  limpd config --env prod --json"
    })
final class ConfigCommand extends PackagesCommand {
  @Option(names = "--json", description = "Print it as JSON, for programs.")
  private boolean json;

  @Mixin private ServeOptions options = new ServeOptions();

  private final PrintWriter out;
  private final PrintWriter err;

  ConfigCommand(Limpd limpd, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    super(limpd, environment);
    this.out = out;
    this.err = err;
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
    EffectiveConfig effective = EffectiveConfig.of(given(), config, problems);
    out.println(json ? effective.json() : effective.text());
    if (!problems.isEmpty()) {
      err.println(problems.report());
    }
    return problems.hasErrors() ? BAD : GOOD;
  }
}
