package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import io.limp.core.Reference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages of the modules folders, loaded and checked, and the built-in modules as those want
 * them. With mistakes in the problems it is for a report only.
 *
 * @param packages what was found
 * @param brought what the packages of given modules bring
 * @param words what they say together
 * @param builtIn the modules that come with the server, and those that were given
 */
record CheckedPackages(
    Packages packages, List<PackageSpec> brought, JoinedWords words, List<LoadedModule> builtIn) {
  /**
   * Loads and checks.
   *
   * @param given modules that are there already
   * @param brought what the packages of these bring besides
   * @param reference what clients read of the modules
   */
  static CheckedPackages load(
      AppConfig config,
      PackageLoader loader,
      InstantSource clock,
      List<LoadedModule> given,
      List<PackageSpec> brought,
      Reference.Files reference,
      Problems problems) {
    Packages packages = loader.load(config.packages(), config.env(), problems);
    JoinedWords words = JoinedWords.of(all(packages, brought));
    List<LoadedModule> builtIn =
        new ArrayList<>(CoreModules.all(words, clock, new Reference(config.debug(), reference)));
    builtIn.addAll(given);
    SpecCheck.check(builtIn, packages, problems);
    return new CheckedPackages(packages, brought, words, builtIn);
  }

  /** Loads and checks the packages as they are now, beside the same built-in modules. */
  CheckedPackages loadAnew(AppConfig config, PackageLoader loader, Problems problems) {
    Packages anew = loader.load(config.packages(), config.env(), problems);
    SpecCheck.check(builtIn, anew, problems);
    return new CheckedPackages(anew, brought, JoinedWords.of(all(anew, brought)), builtIn);
  }

  /** What the packages say, and what was brought besides. */
  List<PackageSpec> specs() {
    return all(packages, brought);
  }

  private static List<PackageSpec> all(Packages packages, List<PackageSpec> brought) {
    return Stream.concat(packages.specs().stream(), brought.stream()).toList();
  }

  /** Loads and checks for a look at them: nothing will serve. */
  static CheckedPackages look(AppConfig config, Problems problems) {
    return load(
        config,
        new PackageLoader(config),
        InstantSource.system(),
        List.of(),
        List.of(),
        name -> Optional.empty(),
        problems);
  }

  ModuleTable modules() {
    return packages.modulesWith(builtIn);
  }
}
