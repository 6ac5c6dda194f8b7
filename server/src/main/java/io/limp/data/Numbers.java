package io.limp.data;

import io.limp.api.Grouping;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers (and, for the least and the greatest, moments) as they pass by, and what is told of them
 * in the end. A sum of whole numbers is whole where it fits into 64 bits.
 */
public final class Numbers {
  /** So much smaller, a number of documents of the largest numbers is no sum too large. */
  public static final double SMALLER = 0x1p-60;

  private long count;
  private boolean whole = true;
  private long wholeSum;

  /** What did not fit into {@link #wholeSum} on the way. */
  private BigInteger carried = BigInteger.ZERO;

  // Neumaier's summation: the order of the documents hardly shows in the result.
  private double realSum;
  private double lost;

  /** For a sum that is too large on the way to one that is not. */
  private double smallerSum;

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
      add(number.longValue());
    }
    double next = number.doubleValue();
    double sum = realSum + next;
    lost += Math.abs(realSum) >= Math.abs(next) ? realSum - sum + next : next - sum + realSum;
    realSum = sum;
    smallerSum += next * SMALLER;
  }

  private void add(long next) {
    long sum = wholeSum + next;
    if (((wholeSum ^ sum) & (next ^ sum)) < 0) {
      carried = carried.add(BigInteger.valueOf(wholeSum));
      sum = next;
    }
    wholeSum = sum;
  }

  /** The result; empty where there were no such values, or it is too large for a number. */
  Optional<Object> tell(Grouping.Fn fn) {
    return switch (fn) {
      case SUM ->
          count == 0 ? Optional.empty() : whole ? Optional.of(wholeNumber()) : finite(real());
      case AVG -> count == 0 ? Optional.empty() : Optional.of(average());
      case MIN -> Optional.ofNullable(least);
      case MAX -> Optional.ofNullable(greatest);
    };
  }

  private Object wholeNumber() {
    BigInteger sum = exact();
    return sum.bitLength() < Long.SIZE ? (Object) sum.longValue() : (Object) sum.doubleValue();
  }

  private BigInteger exact() {
    return carried.add(BigInteger.valueOf(wholeSum));
  }

  private double real() {
    if (whole) {
      return exact().doubleValue();
    }
    return Double.isFinite(realSum) ? realSum + lost : smallerSum / SMALLER;
  }

  private double average() {
    return whole || Double.isFinite(realSum) ? real() / count : larger(smallerSum / count);
  }

  /** An average that was taken of numbers that much smaller; it is no larger than they were. */
  public static double larger(double smaller) {
    return Math.clamp(smaller / SMALLER, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static Optional<Object> finite(double number) {
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
