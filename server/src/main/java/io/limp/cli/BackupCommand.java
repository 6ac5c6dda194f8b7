package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.BackupData;
import io.limp.move.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code limpd backup FILE}. */
@Command(
    name = "backup",
    header = "Write a backup into a file, while limpd serves or not.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      DataCommand.DATA_VARIABLES,
      "It holds everything, secrets included: keep it safe. It is read again before it gets its"
          + " name.",
      "",
      "Example:",
      "  limpd backup ./limp-monday.zip --data-server sqlite:data"
    })
final class BackupCommand extends DataCommand {
  @Parameters(paramLabel = "FILE", description = "A new file.")
  private Path file = Path.of("");

  BackupCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    super(limpd, environment, out);
  }

  @Override
  String run(AppConfig config, Progress progress) {
    return BackupData.backup(config, file, progress);
  }
}
