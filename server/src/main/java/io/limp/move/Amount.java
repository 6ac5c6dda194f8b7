package io.limp.move;

import java.util.Locale;

/** Numbers as people read them. */
final class Amount {
  private Amount() {}

  /** {@code 1 document}, {@code 1,204 documents}. */
  static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** {@code 1,204}. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 2.3 MB}. */
  static String bytes(long number) {
    String[] units = {"kB", "MB", "GB", "TB"};
    if (number < 1000) {
      return of(number, "byte");
    }
    double amount = number;
    int unit = -1;
    while (amount >= 999.95 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
  }
}
