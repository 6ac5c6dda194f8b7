package io.limp.boot;

import io.limp.api.PackageSpec;
import java.util.Optional;

/**
 * What a package brings besides its modules, on its way from the source to what holds.
 *
 * @param written before any profile
 * @param profiled with the profile of the environment
 * @param effective with the values of variables too, and the texts of its files
 * @param specClass the class that says so, where there is one
 */
public record PackageWords(
    PackageSpec written, PackageSpec profiled, PackageSpec effective, Optional<String> specClass) {
  /** Of a package that says nothing. */
  static PackageWords none(String name) {
    PackageSpec nothing = PackageSpec.of(name);
    return new PackageWords(nothing, nothing, nothing, Optional.empty());
  }

  PackageWords with(PackageSpec changed) {
    return new PackageWords(written, profiled, changed, specClass);
  }

  /** Where a word stands: words of packages have no lines of their own, so it is looked for. */
  Place place(Origin origin, String word) {
    Place at =
        specClass
            .map(
                type ->
                    origin
                        .quoted(type, word, 1)
                        .orElseGet(() -> origin.place(type, effective.source(), word)))
            .orElse(Place.NOWHERE);
    return at.column() > 0 ? at : at.pointingAt(word);
  }
}
