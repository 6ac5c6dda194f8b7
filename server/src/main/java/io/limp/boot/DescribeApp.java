package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.LoadedModule;
import io.limp.sdk.DescribedApp;
import io.limp.sdk.ReferenceFiles;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Describes an app by its packages alone: nothing serves, and no database is opened. */
public final class DescribeApp {
  private DescribeApp() {}

  /**
   * The reference of the packages that would serve.
   *
   * @param warn told what the start would warn of
   * @return texts by the names of their files
   * @throws StartRefused when the packages have mistakes
   */
  public static Map<String, String> of(
      AppConfig config, Set<ReferenceFiles.Format> formats, Consumer<String> warn) {
    Problems problems = new Problems();
    PackageLoader loader = new PackageLoader(config.modules(), config.cache());
    try (Packages packages = loader.load(config.packages(), config.env(), problems)) {
      List<PackageSpec> specs = packages.specs();
      List<String> locales = AppLoader.locales(specs);
      List<LoadedModule> builtIn =
          CoreModules.all(
              CoreModules.passwords(AppLoader.clientRules(specs).anonToken()),
              locales,
              InstantSource.system());
      SpecCheck.check(builtIn, packages, problems);
      problems.refuseStartOnErrors();
      problems.tellWarnings(warn);
      return ReferenceFiles.of(
          new DescribedApp(packages.modulesWith(builtIn), locales, Version.TEXT), formats);
    }
  }
}
