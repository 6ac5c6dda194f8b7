package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.api.SourceLine;
import io.limp.call.LoadedModule;
import java.util.List;
import java.util.Set;

/**
 * A package whose modules have said what they are.
 *
 * @param name its folder's name, or its jar's without the version
 * @param words what it brings besides its modules
 * @param modules in the order of their classes' names
 * @param broken names of classes that should be modules and could not be loaded
 * @param origin finds the place of a mistake again
 * @param texts the files of its folder l10n
 * @param compiled true: its sources were compiled this time; false: they came from the cache
 */
public record LoadedPackage(
    String name,
    PackageWords words,
    List<LoadedModule> modules,
    Set<String> broken,
    Origin origin,
    List<SourceFile> texts,
    boolean compiled) {
  /** What it brings besides its modules, as it holds. */
  public PackageSpec spec() {
    return words.effective();
  }

  /** The place that a line of a module's spec was written at. */
  Place place(LoadedModule module, SourceLine source) {
    return origin.place(module.module().getClass().getName(), source);
  }

  /** The same, pointing at a word. */
  Place place(LoadedModule module, SourceLine source, String word) {
    return origin.place(module.module().getClass().getName(), source, word);
  }

  /** Where a word stands that the package says. */
  Place place(String word) {
    return words.place(origin, word);
  }

  /** {@code sample_app 1.2.0: album, blog, staff (compiled)}. */
  @Override
  public String toString() {
    String names = String.join(", ", modules.stream().map(LoadedModule::name).toList());
    String version = spec().about().version().map(number -> " " + number).orElse("");
    return name
        + version
        + ": "
        + (names.isEmpty() ? "no modules" : names)
        + (compiled ? " (compiled)" : "");
  }
}
