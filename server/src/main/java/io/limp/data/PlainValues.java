package io.limp.data;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values (see {@link io.limp.api.AttrType}) as every evaluator sees them. */
public final class PlainValues {
  private static final int LONGEST_SHOWN = 60;
  private static final double LONGS_END = 0x1p63;

  private PlainValues() {}

  /** A value as a sentence shows it that refuses it: not at length. */
  public static String shown(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    if (value instanceof String string) {
      show(string, text.append('"'));
      text.append('"');
    } else {
      show(value, text);
    }
    if (text.length() <= LONGEST_SHOWN) {
      return printable(text.toString());
    }
    boolean half = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1));
    return printable(text.substring(0, LONGEST_SHOWN - (half ? 1 : 0))) + "...";
  }

  /** A sentence is one line, in a log too. */
  private static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return StoredText.of(text);
    }
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (Character.isISOControl(letter)) {
        printable.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        printable.append(letter);
      }
    }
    return StoredText.of(printable.toString());
  }

  /** Writes little more than is shown: what clients send may be of any length. */
  private static void show(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case String string -> text.append(string, 0, Math.min(string.length(), LONGEST_SHOWN + 1));
      case Map<?, ?> map -> {
        text.append('{');
        String between = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          show(entry.getKey(), text.append(between));
          show(entry.getValue(), text.append('='));
          between = ", ";
          if (text.length() > LONGEST_SHOWN) {
            return;
          }
        }
        text.append('}');
      }
      case List<?> list -> {
        text.append('[');
        String between = "";
        for (Object member : list) {
          show(member, text.append(between));
          between = ", ";
          if (text.length() > LONGEST_SHOWN) {
            return;
          }
        }
        text.append(']');
      }
      case null, default -> text.append(value);
    }
  }

  /** Numbers by their value, lists member by member, objects whatever the order of their keys. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return compare(a, b) == 0;
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      Iterator<?> rest = b.iterator();
      return a.size() == b.size() && a.stream().allMatch(member -> same(member, rest.next()));
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> has(b, entry));
    }
    return one == null ? other == null : one.equals(other);
  }

  private static boolean has(Map<?, ?> object, Map.Entry<?, ?> entry) {
    return object.containsKey(entry.getKey()) && same(entry.getValue(), object.get(entry.getKey()));
  }

  /**
   * Compares two numbers ({@code Long}, {@code Integer} or a finite {@code Double}) by their exact
   * values: 2^53+1 is greater than 2^53, be that one a float. There is one zero.
   */
  public static int compare(Number one, Number other) {
    if (one instanceof Double a) {
      return other instanceof Double b ? reals(a, b) : -mixed(other.longValue(), a);
    }
    return other instanceof Double b
        ? mixed(one.longValue(), b)
        : Long.compare(one.longValue(), other.longValue());
  }

  private static int reals(double one, double other) {
    // Not Double.compare, to which -0.0 is less than 0.0.
    return one < other ? -1 : one > other ? 1 : 0;
  }

  private static int mixed(long whole, double real) {
    if (real >= LONGS_END) {
      return -1;
    }
    if (real < -LONGS_END) {
      return 1;
    }
    long truncated = (long) real;
    int order = Long.compare(whole, truncated);
    return order != 0 ? order : reals((double) truncated, real);
  }

  /**
   * Compares two texts code point by code point, which is the order of their UTF-8 bytes. That of
   * {@code String} has the letters beyond U+FFFF before those of U+E000 to U+FFFF.
   */
  public static int compare(String one, String other) {
    int shared = Math.min(one.length(), other.length());
    for (int i = 0; i < shared; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean half = Character.isSurrogate(a);
        return half == Character.isSurrogate(b) ? Character.compare(a, b) : half ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
