package io.limp.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of all packages in all languages: what {@link PackageSpec#l10n} and the files of the
 * folders {@code l10n} say.
 *
 * <p>A text is looked for in the language that is asked for, then in others of the same language
 * ({@code en_GB} where {@code en_AE} is asked for), then in the default one, then in whichever has
 * it.
 *
 * @param byPackage package name to locale to key to text
 * @param locales the app's languages, the default first
 */
public record Texts(Map<String, Map<String, Map<String, String>>> byPackage, List<String> locales) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  public Texts {
    byPackage = Collections.unmodifiableMap(new LinkedHashMap<>(byPackage));
    locales = List.copyOf(locales);
  }

  /** All texts of a package by key, each in the nearest language there is. */
  public Map<String, String> of(String packageName, String locale) {
    Map<String, Map<String, String>> all = byPackage.getOrDefault(packageName, Map.of());
    Map<String, String> texts = new TreeMap<>();
    for (String near : nearestFirst(all, locale).reversed()) {
      texts.putAll(all.getOrDefault(near, Map.of()));
    }
    return texts;
  }

  /** One text of a package in the nearest language there is. */
  public Optional<String> find(String packageName, String key, String locale) {
    Map<String, Map<String, String>> all = byPackage.getOrDefault(packageName, Map.of());
    return nearestFirst(all, locale).stream()
        .map(near -> all.getOrDefault(near, Map.of()).get(key))
        .flatMap(text -> Optional.ofNullable(text).stream())
        .findFirst();
  }

  /** The text with values in the places that are named in it; a place without a value stays. */
  public static String filled(String text, Map<String, ?> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    values.containsKey(place.group(1))
                        ? String.valueOf(values.get(place.group(1)))
                        : place.group()));
  }

  /** The names of the places in a text: {@code name} in {@code Hello {name}}. */
  public static List<String> places(String text) {
    return PLACE.matcher(text).results().map(place -> place.group(1)).distinct().sorted().toList();
  }

  private List<String> nearestFirst(Map<String, Map<String, String>> all, String locale) {
    List<String> known = new ArrayList<>(locales);
    all.keySet().stream().filter(other -> !known.contains(other)).forEach(known::add);
    String language = language(locale);
    List<String> order = new ArrayList<>(List.of(locale));
    known.stream().filter(other -> language(other).equals(language)).forEach(order::add);
    order.addAll(known);
    return order.stream().distinct().toList();
  }

  private static String language(String locale) {
    int end = locale.indexOf('_');
    return end < 0 ? locale : locale.substring(0, end);
  }
}
