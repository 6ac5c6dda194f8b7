package io.limp.call.base;

import io.limp.api.CounterRule;
import io.limp.api.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a counter, {@code INV-{year}-{n:05}}: plain text with names in braces, {@code n}
 * among them once.
 */
public final class CounterText {
  /** The names that are neither attributes nor values of the module's own. */
  public static final List<String> MOMENT = List.of("year", "month", "day");

  private static final String NUMBER = "n";
  private static final Pattern NAME =
      Pattern.compile("\\{([a-z_][a-z0-9_]*)(?::0([1-9]|1[0-8]))?}");

  private final CounterRule rule;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Reads the pattern.
   *
   * @throws IllegalArgumentException when it is none, with the reason
   */
  public CounterText(CounterRule rule) {
    this.rule = rule;
    Matcher names = NAME.matcher(rule.pattern());
    int plain = 0;
    for (MatchResult name : names.results().toList()) {
      addPlain(rule.pattern().substring(plain, name.start()));
      int width = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
      parts.add(new Part(name.group(1), width, ""));
      plain = name.end();
    }
    addPlain(rule.pattern().substring(plain));
    if (parts.stream().filter(part -> part.name.equals(NUMBER)).count() != 1) {
      throw new IllegalArgumentException(
          "\"" + rule.pattern() + "\" must hold the number once, as {n} or {n:05}");
    }
  }

  /** A name and how wide a number is written, or a plain text without a name. */
  private record Part(String name, int width, String plain) {}

  private void addPlain(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "\"" + rule.pattern() + "\": braces hold a name, such as {year}, or {n:05}");
    }
    if (!text.isEmpty()) {
      parts.add(new Part("", 0, text));
    }
  }

  /** The names of the attributes that it takes from the document. */
  public List<String> attrs() {
    return parts.stream()
        .map(Part::name)
        .filter(name -> !name.isEmpty() && !name.equals(NUMBER))
        .filter(name -> !MOMENT.contains(name) && !rule.values().containsKey(name))
        .distinct()
        .toList();
  }

  /**
   * The text before and behind the number.
   *
   * @param doc the document's plain values
   */
  Filled filled(Map<String, @Nullable Object> doc, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    StringBuilder before = new StringBuilder();
    StringBuilder behind = new StringBuilder();
    StringBuilder text = before;
    int width = 0;
    for (Part part : parts) {
      switch (part.name) {
        case "" -> text.append(part.plain);
        case NUMBER -> {
          width = part.width;
          text = behind;
        }
        case "year" -> text.append(padded(day.getYear(), Math.max(4, part.width)));
        case "month" -> text.append(padded(day.getMonthValue(), Math.max(2, part.width)));
        case "day" -> text.append(padded(day.getDayOfMonth(), Math.max(2, part.width)));
        default -> text.append(value(part, doc));
      }
    }
    return new Filled(before.toString(), width, behind.toString());
  }

  private String value(Part part, Map<String, @Nullable Object> doc) {
    Object value =
        Optional.ofNullable(rule.values().get(part.name))
            .<Object>map(Supplier::get)
            .orElse(doc.get(part.name));
    return switch (value) {
      case Long number -> padded(number, part.width);
      case Integer number -> padded(number, part.width);
      case Id id -> id.toString();
      case null -> "";
      default -> value.toString();
    };
  }

  private static String padded(long number, int width) {
    return width == 0
        ? Long.toString(number)
        : String.format(Locale.ROOT, "%0" + width + "d", number);
  }

  /** All of the text but its number. */
  record Filled(String before, int width, String behind) {
    String with(long number) {
      return before + padded(number, width) + behind;
    }

    /** What all share that are counted in one row. */
    String row() {
      return before + "{n}" + behind;
    }
  }

  /** True when the other parts do not matter to the number. */
  boolean isContinuous() {
    return rule.continuous();
  }
}
