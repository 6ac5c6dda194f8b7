package io.limp.boot;

import io.limp.sdk.DescribedApp;
import io.limp.sdk.ReferenceFiles;
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
    CheckedPackages checked = CheckedPackages.look(config, problems);
    try (Packages packages = checked.packages()) {
      problems.refuseStartOnErrors();
      problems.tellWarnings(warn);
      return ReferenceFiles.of(
          new DescribedApp(
              packages.modulesWith(checked.builtIn()), checked.words().locales(), Version.TEXT),
          formats);
    }
  }
}
