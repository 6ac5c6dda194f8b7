package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.Range;
import io.limp.api.TextRule;
import io.limp.sdk.ValueSchema.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JSON Schema of values that are texts. Patterns are written as ECMA-262 has them; a {@code
 * format} beside one is for tools that show or make values.
 */
final class TextSchema {
  private static final String CONTROL = "\\u0000-\\u001f\\u007f-\\u009f";
  private static final String HOST = "https?://[\\w-]+(?:\\.[\\w-]{2,})+";
  private static final String PORT =
      "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})";
  private static final String DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
  private static final String CLOCK =
      "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,6})?)?";
  private static final String ZONE = "(?:Z|[+-][0-9]{2}:[0-9]{2})";
  static final long FIRST_SECOND = -62_135_596_800L;
  static final long LAST_SECOND = 253_402_300_799L;

  /** What RE2 and ECMA-262 read differently, or one of them not at all. */
  private static final Pattern OF_RE2_ALONE =
      Pattern.compile("\\(\\?[^:]|\\\\[AzQEaC]|\\\\[pP](?!\\{[LMNPSZC][a-z]?})|\\[:|\\\\x\\{");

  private final Level level;
  private final Way way;
  private final List<String> locales;

  TextSchema(Level level, Way way, List<String> locales) {
    this.level = level;
    this.way = way;
    this.locales = locales;
  }

  Map<String, Object> str(TextRule rule) {
    Map<String, Object> schema = text();
    if (rule.least() > 0) {
      schema.put("minLength", rule.least());
    }
    if (rule.most() < Integer.MAX_VALUE) {
      schema.put("maxLength", rule.most());
    }
    rule.pattern()
        .ifPresent(
            pattern ->
                ecma(pattern)
                    .ifPresentOrElse(
                        same -> schema.put("pattern", same),
                        () -> schema.put("description", "matches " + pattern + " (RE2)")));
    return schema;
  }

  /** The expression with its ends, where ECMA-262 means the same by it. */
  static Optional<String> ecma(String re2) {
    return OF_RE2_ALONE.matcher(re2).find() ? Optional.empty() : Optional.of("^(?:" + re2 + ")$");
  }

  /** Level 1 takes and answers every text: docs/decisions/0004. */
  Map<String, Object> oneOf(List<String> values) {
    return level == Level.ONE
        ? object("type", "string", "description", "one of " + String.join(", ", values))
        : object("type", "string", "enum", List.copyOf(values));
  }

  Map<String, Object> email() {
    String letter = "[^@" + CONTROL + "]";
    return formed("email", "^" + letter + "+@" + letter + "+\\." + letter + "+$");
  }

  Map<String, Object> phone(List<Integer> codes) {
    String country = codes.stream().map(String::valueOf).collect(Collectors.joining("|"));
    return object(
        "type",
        "string",
        "pattern",
        "^\\+" + (country.isEmpty() ? "" : "(?:" + country + ")") + "[0-9]+$");
  }

  Map<String, Object> web() {
    return formed("uri", "^" + HOST + "$");
  }

  Map<String, Object> url() {
    return formed("uri", "^" + HOST + "(?::" + PORT + ")?(?:[/?#][^\\s" + CONTROL + "]*)?$");
  }

  Map<String, Object> ip(AttrType.Ip.Version version) {
    String octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    Map<String, Object> four = formed("ipv4", "^" + octet + "(?:\\." + octet + "){3}$");
    Map<String, Object> six = formed("ipv6", "^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$");
    return switch (version) {
      case FOUR -> four;
      case SIX -> six;
      case ANY -> object("anyOf", List.of(four, six));
    };
  }

  Map<String, Object> date(Range<?> range) {
    return ranged(formed("date", "^" + DAY + "$"), range);
  }

  Map<String, Object> time(Range<?> range) {
    return ranged(object("type", "string", "pattern", "^" + CLOCK + "$"), range);
  }

  /**
   * Level 1 counts seconds since the epoch; level 6 writes UTC without saying so, level 7 with Z.
   */
  Map<String, Object> moment(Range<Instant> range) {
    if (level != Level.ONE) {
      return ranged(
          object("type", "string", "pattern", "^" + DAY + "T" + CLOCK + ZONE + "?$"), range);
    }
    if (way == Way.READ) {
      return ranged(object("type", "number", "description", "seconds since the epoch"), range);
    }
    Instant from = range.from();
    Instant to = range.to();
    return ranged(
        object(
            "anyOf",
            List.of(
                object(
                    "type",
                    "integer",
                    "description",
                    "seconds since the epoch",
                    "minimum",
                    from == null ? FIRST_SECOND : from.getEpochSecond(),
                    "maximum",
                    to == null ? LAST_SECOND : to.getEpochSecond()),
                formed("date-time", "^" + DAY + "T" + CLOCK + ZONE + "$"))),
        range);
  }

  private static Map<String, Object> ranged(Map<String, Object> schema, Range<?> range) {
    List<String> words = new ArrayList<>();
    Optional.ofNullable(range.from()).ifPresent(from -> words.add("from " + from));
    Optional.ofNullable(range.to()).ifPresent(to -> words.add("to " + to));
    if (!words.isEmpty()) {
      schema.put("description", String.join(" ", words));
    }
    return schema;
  }

  /** A key of an object, which the database must be able to keep. */
  static Map<String, Object> key() {
    return object(
        "pattern", "^[^$.\"\\\\\\u0000-\\u001f\\u007f][^.\"\\\\\\u0000-\\u001f\\u007f]*$");
  }

  /** A file's name, without folders. */
  static Map<String, Object> fileName() {
    return object(
        "type",
        "string",
        "pattern",
        "^(?!\\.{1,2}$)[^/\\\\\\ud800-\\udfff" + CONTROL + "]+$",
        "maxLength",
        255);
  }

  Map<String, Object> keyOf(AttrType<String> type) {
    Map<String, Object> wanted = new ValueSchema(level, way, locales).of(type);
    return wanted.equals(text()) ? key() : object("allOf", List.of(key(), wanted));
  }

  static Map<String, Object> mediaType(List<String> types) {
    if (types.isEmpty()) {
      return text();
    }
    String any =
        types.stream()
            .map(
                type ->
                    type.endsWith("/*")
                        ? letters(type.substring(0, type.length() - 1)) + ".*"
                        : letters(type))
            .collect(Collectors.joining("|"));
    return object(
        "type", "string", "pattern", "^(?:" + any + ")$", "description", String.join(", ", types));
  }

  /** That text, whatever the case of its letters. */
  private static String letters(String text) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        pattern
            .append('[')
            .append(Character.toLowerCase(c))
            .append(Character.toUpperCase(c))
            .append(']');
      } else if (Character.isDigit(c)) {
        pattern.append(c);
      } else {
        pattern.append("./+*?".indexOf(c) >= 0 && c != '/' ? "\\" : "").append(c);
      }
    }
    return pattern.toString();
  }

  private static Map<String, Object> formed(String format, String pattern) {
    return object("type", "string", "format", format, "pattern", pattern);
  }

  private static Map<String, Object> text() {
    return object("type", "string");
  }
}
