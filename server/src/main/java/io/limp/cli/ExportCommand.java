package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.MoveData;
import io.limp.move.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code limpd export FOLDER}. */
@Command(
    name = "export",
    header = "Write all data into a folder, for limpd import.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      DataCommand.DATA_VARIABLES,
      "The folder holds everything, passwords' hashes and other secrets included: keep it safe. An",
      "export that was interrupted goes on when it is started again.",
      "",
      "Example:",
      "  limpd export ./moving --data-server sqlite:data --data-name limp_data"
    })
final class ExportCommand extends DataCommand {
  @Parameters(paramLabel = "FOLDER", description = "A new folder, or an empty one.")
  private Path folder = Path.of("");

  ExportCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    super(limpd, environment, out);
  }

  @Override
  String run(AppConfig config, Progress progress) {
    return "Exported to " + folder + ": " + MoveData.export(config, folder, progress) + ".";
  }
}
