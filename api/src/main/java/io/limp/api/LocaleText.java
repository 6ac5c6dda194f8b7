package io.limp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One text in several languages: locale ({@code ar_AE}) to text, in the order in which the locales
 * were given.
 *
 * <pre>{@code LocaleText.of("ar_AE", "مرحبا").and("en_AE", "Hello")}</pre>
 */
public record LocaleText(Map<String, String> texts) {
  public LocaleText {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  public static LocaleText of(String locale, String text) {
    return new LocaleText(Map.of(locale, text));
  }

  /** From an object of texts by locale. */
  static LocaleText ofPlain(Object plain) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) plain).forEach((locale, text) -> texts.put((String) locale, String.valueOf(text)));
    return new LocaleText(texts);
  }

  /** This text with one more language, or with that language replaced. */
  public LocaleText and(String locale, String text) {
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(locale, text);
    return new LocaleText(more);
  }

  /** The text in that locale. */
  public Optional<String> in(String locale) {
    return Optional.ofNullable(texts.get(locale));
  }
}
