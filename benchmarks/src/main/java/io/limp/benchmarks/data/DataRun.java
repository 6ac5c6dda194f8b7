package io.limp.benchmarks.data;

import io.limp.benchmarks.Folders;
import io.limp.benchmarks.Machine;
import io.limp.benchmarks.ResultsFile;
import io.limp.boot.Carriers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures the driver of SQLite without a server around it, and writes down what came out. Started
 * by {@code benchmarks/run data}.
 *
 * <p>{@code java io.limp.benchmarks.data.DataRun HOME [--quick] [--out FILE]}
 */
public final class DataRun {
  private DataRun() {}

  public static void main(String[] args) throws Exception {
    // As the daemon does.
    Carriers.oneMoreThanCores();
    List<String> options = Arrays.asList(args);
    Path home = Path.of(args[0]).toAbsolutePath();
    int out = options.indexOf("--out");
    Path results = out < 0 ? home.resolve("benchmarks/RESULTS.md") : Path.of(options.get(out + 1));
    DataPlan plan = options.contains("--quick") ? DataPlan.quick() : DataPlan.full();
    // Beside the sources, not in /tmp: there an fsync may cost nothing.
    Path target = Files.createDirectories(home.resolve("benchmarks/target"));
    Path folder = Files.createTempDirectory(target, "data-");
    try {
      Map<String, String> facts = Machine.describe(home, folder);
      Report report = new Report();
      all(plan, report, folder);
      facts.put("load when it ended", Machine.load());
      facts.put("command", command(options));
      facts.put("rounds", "%d of %d ms each".formatted(plan.rounds(), plan.window().toMillis()));
      new ResultsFile(results).put(report.markdown(facts));
      System.out.println(report.missed() + " aims not met. Written to " + results);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void all(DataPlan plan, Report report, Path folder) throws Exception {
    new GroupCommit(plan, report).measure(folder);
    try (People few = new People(folder.resolve("few"), DataPlan.FEW);
        People many = new People(folder.resolve("many"), plan.docs())) {
      ReadsById.measure(plan, report, many);
      IndexedPages.measure(plan, report, few, many);
      FullScan.measure(plan, report, many);
      ReadsDuringScans.measure(plan, report, many);
    }
  }

  private static String command(List<String> options) {
    String docs = System.getProperty("limp.docs");
    return "`benchmarks/run data%s%s`"
        .formatted(
            options.contains("--quick") ? " --quick" : "",
            docs == null ? "" : " -Dlimp.docs=" + docs);
  }
}
