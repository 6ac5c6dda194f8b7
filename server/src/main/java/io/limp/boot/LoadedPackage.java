package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.api.SourceLine;
import io.limp.call.LoadedModule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A package whose modules have said what they are.
 *
 * @param name its folder's name, or its jar's without the version
 * @param spec what it brings besides its modules, as it is in this environment
 * @param specClass the class that said so, where there is one
 * @param modules in the order of their classes' names
 * @param broken names of classes that should be modules and could not be loaded
 * @param origin finds the place of a mistake again
 * @param compiled true: its sources were compiled this time; false: they came from the cache
 */
public record LoadedPackage(
    String name,
    PackageSpec spec,
    Optional<String> specClass,
    List<LoadedModule> modules,
    Set<String> broken,
    Origin origin,
    boolean compiled) {
  /** The place that a line of a module's spec was written at. */
  Place place(LoadedModule module, SourceLine source) {
    return origin.place(module.module().getClass().getName(), source);
  }

  /** The same, pointing at a word. */
  Place place(LoadedModule module, SourceLine source, String word) {
    return origin.place(module.module().getClass().getName(), source, word);
  }

  /** {@code sample_app: album, blog, staff (compiled)}. */
  @Override
  public String toString() {
    String names = String.join(", ", modules.stream().map(LoadedModule::name).toList());
    return name + ": " + (names.isEmpty() ? "no modules" : names) + (compiled ? " (compiled)" : "");
  }
}
