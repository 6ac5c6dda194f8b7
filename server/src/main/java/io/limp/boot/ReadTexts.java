package io.limp.boot;

import io.limp.api.PackageSpec;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads what translators write: {@code l10n/en_AE.properties} in a package's folder, in UTF-8.
 *
 * <pre>
 * # What the customer is told.
 * ready = Your parcel {parcel} is ready
 * </pre>
 */
final class ReadTexts {
  static final String FOLDER = "l10n";
  static final String ENDING = ".properties";

  private final List<SourceFile> files;
  private final Problems problems;

  ReadTexts(List<SourceFile> files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** The package with the texts of the files; one that its class says too is told. */
  PackageSpec into(PackageSpec spec) {
    PackageSpec changed = spec;
    for (SourceFile file : files) {
      String locale = locale(file);
      Map<String, String> texts = read(file);
      Map<String, String> said = spec.texts().getOrDefault(locale, Map.of());
      texts.keySet().stream()
          .filter(said::containsKey)
          .forEach(
              key ->
                  problems.error(
                      place(file, key),
                      "the text \"" + key + "\" is in the package's .l10n(...) too"));
      changed = changed.l10n(locale, texts);
    }
    return changed;
  }

  static String locale(SourceFile file) {
    return file.name().substring(0, file.name().length() - ENDING.length());
  }

  /** The line that gives the text of that key; the file where it cannot be found. */
  static Place place(SourceFile file, String key) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String rest = lines.get(i).strip();
      if (rest.startsWith(key) && rest.substring(key.length()).strip().matches("[=:].*|")) {
        return file.line(i + 1).pointingAt(key);
      }
    }
    return Place.file(SourceFile.shown(file.path()));
  }

  private Map<String, String> read(SourceFile file) {
    Map<String, String> texts = new LinkedHashMap<>();
    // Properties keeps the last of two texts of one key, and says nothing.
    Properties reading =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object text) {
            if (texts.put((String) key, (String) text) != null) {
              problems.error(place(file, (String) key), "two texts are called " + key);
            }
            return "";
          }
        };
    try {
      reading.load(new StringReader(file.text()));
    } catch (IllegalArgumentException e) {
      problems.error(
          Place.file(SourceFile.shown(file.path())), "the file cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail", e);
    }
    return texts;
  }
}
