package io.limp.boot;

import io.limp.api.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is wrong with the texts of a package: languages that lack some, places that differ. */
final class TextsCheck {
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}_[A-Z]{2}");

  /** So many keys are named where many are missing. */
  private static final int NAMED = 5;

  private final LoadedPackage checked;
  private final List<String> locales;
  private final Map<String, Map<String, String>> texts;
  private final Problems problems;

  /**
   * @param locales the app's languages, the default first
   */
  TextsCheck(LoadedPackage checked, List<String> locales, Problems problems) {
    this.checked = checked;
    this.locales = locales;
    this.texts = checked.spec().texts();
    this.problems = problems;
  }

  void run() {
    texts.keySet().forEach(this::checkLocale);
    if (texts.isEmpty()) {
      return;
    }
    Set<String> keys = new TreeSet<>();
    texts.values().forEach(each -> keys.addAll(each.keySet()));
    Set<String> languages = new LinkedHashSet<>(locales);
    languages.addAll(texts.keySet());
    languages.forEach(locale -> checkMissing(locale, keys));
    keys.forEach(this::checkPlaces);
  }

  private void checkLocale(String locale) {
    if (!LOCALE.matcher(locale).matches()) {
      problems.error(place(locale), "l10n: \"" + locale + "\" is no locale, such as en_AE");
    } else if (!locales.contains(locale)) {
      problems.warning(
          place(locale),
          "l10n: the app has no "
              + locale
              + NearestName.of(locale, locales).map(name -> ", perhaps " + name).orElse("")
              + "; its languages are "
              + String.join(", ", locales));
    }
  }

  private void checkMissing(String locale, Set<String> keys) {
    Map<String, String> own = texts.getOrDefault(locale, Map.of());
    List<String> missing = keys.stream().filter(key -> !own.containsKey(key)).toList();
    if (missing.isEmpty()) {
      return;
    }
    String named = String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())));
    problems.warning(
        place(locale),
        checked.name()
            + ": l10n: "
            + locale
            + " has no text for "
            + named
            + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "")
            + "; another language is shown");
  }

  /** Places that are spelled otherwise in one language would stay empty there. */
  private void checkPlaces(String key) {
    String first =
        locales.stream()
            .filter(locale -> texts.getOrDefault(locale, Map.of()).containsKey(key))
            .findFirst()
            .orElse("");
    List<String> right = Texts.places(texts.getOrDefault(first, Map.of()).getOrDefault(key, ""));
    if (first.isEmpty()) {
      return;
    }
    texts.forEach(
        (locale, own) -> {
          List<String> places = Texts.places(own.getOrDefault(key, ""));
          if (own.containsKey(key) && !places.equals(right)) {
            problems.warning(
                placeOf(locale, key),
                checked.name()
                    + ": l10n: "
                    + key
                    + " has "
                    + shown(places)
                    + " in "
                    + locale
                    + " and "
                    + shown(right)
                    + " in "
                    + first);
          }
        });
  }

  private static String shown(List<String> places) {
    return places.isEmpty()
        ? "no place for a value"
        : String.join(", ", places.stream().map(place -> "{" + place + "}").toList());
  }

  private Place place(String locale) {
    return file(locale)
        .map(file -> Place.file(SourceFile.shown(file.path())))
        .orElseGet(() -> checked.place(locale));
  }

  private Place placeOf(String locale, String key) {
    return file(locale).map(file -> ReadTexts.place(file, key)).orElseGet(() -> checked.place(key));
  }

  private Optional<SourceFile> file(String locale) {
    return checked.texts().stream()
        .filter(file -> ReadTexts.locale(file).equals(locale))
        .findFirst();
  }
}
