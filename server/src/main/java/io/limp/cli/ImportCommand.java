package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.MoveData;
import io.limp.move.Export;
import io.limp.move.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code limpd import FOLDER}. */
@Command(
    name = "import",
    header = "Put an export into a database.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      DataCommand.DATA_VARIABLES,
      "The export is checked before the database is touched. An import that was interrupted goes"
          + " on",
      "when it is started again.",
      "",
      "Example:",
      "  limpd import ./moving --data-server sqlite:data2 --data-name limp_data"
    })
final class ImportCommand extends DataCommand {
  @Parameters(paramLabel = "FOLDER", description = "What limpd export has written.")
  private Path folder = Path.of("");

  @Option(
      names = "--force",
      description =
          "Into a database that has documents, too: those with the same ids give way, others stay.")
  private boolean force;

  ImportCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    super(limpd, environment, out);
  }

  @Override
  String run(AppConfig config, Progress progress) {
    Export.Done done = MoveData.importFrom(config, folder, force, progress);
    return "Imported from " + folder + ": " + done + ".";
  }
}
