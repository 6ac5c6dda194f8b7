package io.limp.api;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers an attribute takes. A value: every word returns a changed copy.
 *
 * <pre>{@code integer("stars", n -> n.range(1, 5))    decimal("price", n -> n.from(0).step(0.05))}
 * </pre>
 *
 * @param from the least, itself included; null: none
 * @param to the greatest, itself included; null: none
 * @param step the number is a multiple of it, counted from {@code from} or else from 0; null: any
 */
public record NumberRule(@Nullable Number from, @Nullable Number to, @Nullable Number step) {
  /** Every number. */
  public static final NumberRule NONE = new NumberRule(null, null, null);

  // Spelled out for the sake of the nullness checker.
  public NumberRule(@Nullable Number from, @Nullable Number to, @Nullable Number step) {
    if (from != null && to != null && from.doubleValue() > to.doubleValue()) {
      throw new IllegalArgumentException("No number is from " + from + " to " + to);
    }
    if (step != null && !(step.doubleValue() > 0)) {
      throw new IllegalArgumentException("A step is greater than 0, not " + step);
    }
    this.from = plain(from);
    this.to = plain(to);
    this.step = plain(step);
  }

  /** As documents hold numbers: {@code Long} or {@code Double}. */
  private static @Nullable Number plain(@Nullable Number number) {
    return switch (number) {
      case null -> null;
      case Long _, Integer _, Short _, Byte _ -> (Number) number.longValue();
      default -> {
        if (!Double.isFinite(number.doubleValue())) {
          throw new IllegalArgumentException("Not a finite number: " + number);
        }
        yield (Number) number.doubleValue();
      }
    };
  }

  /** Only numbers from this to that, both included. */
  public NumberRule range(Number least, Number greatest) {
    return new NumberRule(least, greatest, step);
  }

  /** Only this and greater ones. */
  public NumberRule from(Number least) {
    return new NumberRule(least, to, step);
  }

  /** Only this and lesser ones. */
  public NumberRule to(Number greatest) {
    return new NumberRule(from, greatest, step);
  }

  /**
   * Only every so-manieth number: {@code from(1).step(2)} takes 1, 3, 5. Decimal fractions are
   * exact: 0.15 is three times 0.05.
   *
   * @param width greater than 0
   */
  public NumberRule step(Number width) {
    return new NumberRule(from, to, width);
  }
}
