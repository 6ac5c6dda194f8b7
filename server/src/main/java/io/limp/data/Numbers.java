package io.limp.data;

import io.limp.api.Grouping;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers (and, for the least and the greatest, moments) as they pass by, and what is told of them
 * in the end. A sum of whole numbers is whole where it fits into 64 bits.
 */
final class Numbers {
  private long count;
  private boolean whole = true;

  /** The sum is this, and so many times 2^64: it may be too large on the way only. */
  private long wholeSum;

  private long wraps;

  // Neumaier's summation: the order of the documents hardly shows in the result.
  private double realSum;
  private double lost;

  private @Nullable Object least;
  private @Nullable Object greatest;

  /** Adds a plain value; what is neither number nor moment is left out. */
  void add(@Nullable Object plain) {
    if (plain instanceof Number number) {
      count++;
      sum(number);
    } else if (!(plain instanceof Instant)) {
      return;
    }
    if (least == null || DocOrder.values(plain, least) < 0) {
      least = plain;
    }
    if (greatest == null || DocOrder.values(plain, greatest) > 0) {
      greatest = plain;
    }
  }

  private void sum(Number number) {
    if (number instanceof Double) {
      whole = false;
    } else {
      long sum = wholeSum + number.longValue();
      if (((wholeSum ^ sum) & (number.longValue() ^ sum)) < 0) {
        wraps += wholeSum < 0 ? -1 : 1;
      }
      wholeSum = sum;
    }
    double next = number.doubleValue();
    double sum = realSum + next;
    lost += Math.abs(realSum) >= Math.abs(next) ? realSum - sum + next : next - sum + realSum;
    realSum = sum;
  }

  /** The result; empty where there were no such values, or it is too large for a number. */
  Optional<Object> tell(Grouping.Fn fn) {
    return switch (fn) {
      case SUM ->
          count == 0
              ? Optional.empty()
              : whole && wraps == 0 ? Optional.of(wholeSum) : finite(real());
      case AVG -> count == 0 ? Optional.empty() : finite(real() / count);
      case MIN -> Optional.ofNullable(least);
      case MAX -> Optional.ofNullable(greatest);
    };
  }

  private double real() {
    return whole ? wraps * 0x1p64 + wholeSum : realSum + lost;
  }

  private static Optional<Object> finite(double number) {
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
