package io.limp.sdk;

import io.limp.api.TextRule;
import io.limp.data.Patterns;
import java.util.Optional;

/**
 * A text that matches an expression: the first alternative, as few repetitions as will do. Enough
 * for the expressions that people write of short texts; whether it did is checked at the end.
 */
final class ExampleText {
  private static final int MOST_REPETITIONS = 64;

  /** Of these a class in square brackets is likely to have one. */
  private static final String LETTERS = "a1A-_. ";

  private final String pattern;
  private final int extra;
  private int at;

  private ExampleText(String pattern, int extra) {
    this.pattern = pattern;
    this.extra = extra;
  }

  /** A text of that rule; empty when none is found. */
  static Optional<String> of(String otherwise, TextRule rule) {
    if (rule.pattern().isEmpty()) {
      return Optional.of(fitted(otherwise, rule));
    }
    String wanted = rule.pattern().get();
    for (int extra = 0; extra <= MOST_REPETITIONS; extra++) {
      String text = new ExampleText(wanted, extra).alternatives();
      int letters = text.codePointCount(0, text.length());
      if (letters >= rule.least()
          && letters <= rule.most()
          && !text.isEmpty()
          && Patterns.exact(wanted).matches(text)) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static String fitted(String text, TextRule rule) {
    String longer = text.repeat(Math.max(1, rule.least() / Math.max(1, text.length()) + 1));
    int length = Math.max(rule.least(), Math.min(text.length(), rule.most()));
    return longer.substring(0, Math.min(longer.length(), length));
  }

  private String alternatives() {
    String first = sequence();
    while (peek() == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && peek() != '|' && peek() != ')') {
      String atom = atom();
      text.append(atom.repeat(repetitions()));
    }
    return text.toString();
  }

  private String atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> oneOf();
      case '\\' -> escaped();
      case '.' -> "a";
      case '^', '$' -> "";
      default -> {
        int point = pattern.codePointAt(at - 1);
        at += Character.charCount(point) - 1;
        yield Character.toString(point);
      }
    };
  }

  private String group() {
    if (peek() == '?') {
      while (at < pattern.length() && peek() != ':' && peek() != '>' && peek() != ')') {
        at++;
      }
      at += peek() == ')' ? 0 : 1;
    }
    String text = alternatives();
    at++; // the closing bracket
    return text;
  }

  private String escaped() {
    char c = at < pattern.length() ? pattern.charAt(at++) : '\\';
    return switch (c) {
      case 'd' -> "1";
      case 'w', 'D', 'S' -> "a";
      case 's' -> " ";
      case 'W' -> "-";
      case 'b', 'B', 'A', 'z' -> "";
      case 'p', 'P' -> {
        at = peek() == '{' ? pattern.indexOf('}', at) + 1 : at + 1;
        yield "a";
      }
      default -> String.valueOf(c);
    };
  }

  /** A class in square brackets: asked of itself, which letter it takes. */
  private String oneOf() {
    int start = at - 1;
    int end = at + (peek() == '^' ? 2 : 1);
    while (end < pattern.length() && pattern.charAt(end) != ']') {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    at = Math.min(pattern.length(), end + 1);
    String set = pattern.substring(start, at);
    String own = set.startsWith("[^") ? "" : set.replaceAll("[\\[\\]\\\\]", "");
    return (LETTERS + own)
        .codePoints()
        .mapToObj(Character::toString)
        .filter(letter -> Patterns.exact(set).matches(letter))
        .findFirst()
        .orElse("");
  }

  private int repetitions() {
    int count =
        switch (peek()) {
          case '*' -> extra;
          case '+' -> 1 + extra;
          case '?' -> 0;
          case '{' -> counted();
          default -> -1;
        };
    if (count < 0) {
      return 1;
    }
    at++;
    at += peek() == '?' ? 1 : 0; // a reluctant one
    return count;
  }

  private int counted() {
    int end = pattern.indexOf('}', at);
    if (end < 0) {
      return -1;
    }
    String[] bounds = pattern.substring(at + 1, end).split(",", -1);
    at = end;
    int least = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
    int most =
        bounds.length == 1
            ? least
            : bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1]);
    return Math.min(most, least + extra);
  }

  /** The next letter; at the end none that means anything. */
  private char peek() {
    return at < pattern.length() ? pattern.charAt(at) : '\0';
  }
}
