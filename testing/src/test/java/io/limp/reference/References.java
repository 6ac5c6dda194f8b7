package io.limp.reference;

import io.limp.boot.AppConfig;
import io.limp.boot.DescribeApp;
import io.limp.boot.Problems;
import io.limp.sdk.ReferenceFiles;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** References of apps in the repository. */
final class References {
  private static final Path HOME = Path.of(System.getProperty("limp.home"));

  private References() {}

  /** All files about the sample app. */
  static Map<String, String> sampleApp(Path cache) {
    return of(HOME.resolve("modules"), cache);
  }

  /** All files about the packages of a folder. */
  static Map<String, String> of(Path modules, Path cache) {
    Problems problems = new Problems();
    AppConfig.Options options =
        new AppConfig.Options(
            Optional.of(cache),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(modules),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    AppConfig config = AppConfig.of(options, Map.of(), problems);
    problems.refuseStartOnErrors();
    return DescribeApp.of(config, EnumSet.allOf(ReferenceFiles.Format.class), warning -> {});
  }
}
