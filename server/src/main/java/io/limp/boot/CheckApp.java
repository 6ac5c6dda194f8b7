package io.limp.boot;

import java.util.List;

/**
 * Does what a start does until it would open the database: packages are compiled, loaded and
 * checked.
 */
public final class CheckApp {
  private CheckApp() {}

  /**
   * Checks the packages; every mistake is in the problems.
   *
   * @return a line for each package that was found
   */
  public static List<String> check(AppConfig config, Problems problems) {
    CheckedPackages checked = CheckedPackages.look(config, problems);
    try (Packages packages = checked.packages()) {
      return packages.all().stream().map(LoadedPackage::toString).toList();
    }
  }
}
