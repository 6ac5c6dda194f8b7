package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.CompactDatabase;
import io.limp.boot.Problems;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code limpd compact}: makes the file of a database that nobody serves as small as it can be. */
@Command(
    name = "compact",
    header = "Make the database's file as small as it can be; limpd must be stopped.",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    usageHelpWidth = 100,
    sortOptions = false,
    footer = {
      "",
      DataCommand.DATA_VARIABLES,
      "The disk has to have room for the file a second time.",
      "",
      "Example:",
      "  limpd compact --data-server sqlite:data"
    })
final class Compact implements Callable<Integer> {
  private static final int DONE = 0;

  @SuppressWarnings("unused") // picocli answers it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--data-server",
      paramLabel = "ADDRESS",
      description = "Where the data is: sqlite:FOLDER (default: sqlite:data).")
  private @Nullable String dataServer;

  @Option(
      names = "--data-name",
      paramLabel = "NAME",
      description = "The name of the database (default: limp_data).")
  private @Nullable String dataName;

  private final Map<String, String> environment;
  private final PrintWriter out;

  Compact(Map<String, String> environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    AppConfig config = AppConfig.of(options(), environment, problems);
    problems.refuseStartOnErrors();
    CompactDatabase.Sizes sizes = CompactDatabase.of(config);
    out.println(
        "Compacted: "
            + kilobytes(sizes.before())
            + " before, "
            + kilobytes(sizes.after())
            + " now.");
    return DONE;
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%,d KB", bytes >> 10);
  }

  private AppConfig.Options options() {
    return new AppConfig.Options(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.ofNullable(dataServer),
        Optional.ofNullable(dataName),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
