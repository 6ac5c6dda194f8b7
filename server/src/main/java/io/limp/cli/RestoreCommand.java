package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.BackupData;
import io.limp.move.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code limpd restore FILE}. */
@Command(
    name = "restore",
    header = "Put a backup in the place of a database; limpd must be stopped.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      DataCommand.DATA_VARIABLES,
      "The backup is checked before anything is touched.",
      "",
      "Example:",
      "  limpd restore ./limp-monday.zip --data-server sqlite:data"
    })
final class RestoreCommand extends DataCommand {
  @Parameters(paramLabel = "FILE", description = "What limpd backup has written.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "A database that is there gives way.")
  private boolean force;

  RestoreCommand(Limpd limpd, Map<String, String> environment, PrintWriter out) {
    super(limpd, environment, out);
  }

  @Override
  String run(AppConfig config, Progress progress) {
    return BackupData.restore(config, file, force, progress);
  }
}
