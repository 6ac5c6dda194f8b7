package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packages of the modules folders, loaded and checked, and the built-in modules as those want
 * them. With mistakes in the problems it is for a report only.
 *
 * @param packages what was found
 * @param specs what the packages say, and what was brought besides
 * @param words what they say together
 * @param builtIn the modules that come with the server, and those that were given
 */
record CheckedPackages(
    Packages packages, List<PackageSpec> specs, JoinedWords words, List<LoadedModule> builtIn) {
  /**
   * Loads and checks.
   *
   * @param given modules that are there already
   * @param brought what the packages of these bring besides
   */
  static CheckedPackages load(
      AppConfig config,
      PackageLoader loader,
      InstantSource clock,
      List<LoadedModule> given,
      List<PackageSpec> brought,
      Problems problems) {
    Packages packages = loader.load(config.packages(), config.env(), problems);
    List<PackageSpec> specs = Stream.concat(packages.specs().stream(), brought.stream()).toList();
    JoinedWords words = JoinedWords.of(specs);
    List<LoadedModule> builtIn = new ArrayList<>(CoreModules.all(words, clock));
    builtIn.addAll(given);
    SpecCheck.check(builtIn, packages, problems);
    return new CheckedPackages(packages, specs, words, builtIn);
  }

  ModuleTable modules() {
    return packages.modulesWith(builtIn);
  }
}
