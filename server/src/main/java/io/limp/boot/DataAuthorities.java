package io.limp.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The certificates that vouch for the database's servers: {@code LIMP_DATA_CA} is their PEM text or
 * the name of a file that holds it; without it, {@code LIMP_DATA_CA_NAME} names a file in the
 * folder {@code certs} beside limpd.
 */
final class DataAuthorities {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private DataAuthorities() {}

  static Optional<String> of(
      Function<String, Optional<String>> variable, Path home, Problems problems) {
    Optional<String> given = variable.apply("LIMP_DATA_CA");
    if (given.isPresent()) {
      return pem("LIMP_DATA_CA", given.get(), problems);
    }
    return variable
        .apply("LIMP_DATA_CA_NAME")
        .flatMap(name -> read("LIMP_DATA_CA_NAME", home.resolve("certs"), name, problems));
  }

  /** The value of a variable that is PEM text or the name of a file that holds it. */
  static Optional<String> pem(String variable, String given, Problems problems) {
    return given.contains(BEGIN)
        ? Optional.of(given)
        : read(variable, Path.of(""), given, problems);
  }

  private static Optional<String> read(
      String variable, Path folder, String name, Problems problems) {
    try {
      String text = Files.readString(folder.resolve(name));
      if (text.contains(BEGIN)) {
        return Optional.of(text);
      }
      problems.error(Place.NOWHERE, variable + ": there is no PEM certificate in " + name);
    } catch (IOException | InvalidPathException e) {
      problems.error(
          Place.NOWHERE,
          variable + ": a PEM text or a file with one, and " + shown(name) + " cannot be read");
    }
    return Optional.empty();
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "...";
  }
}
