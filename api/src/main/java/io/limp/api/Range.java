package io.limp.api;

import org.jspecify.annotations.Nullable;

/**
 * From when to when, both included. A value: every word returns a changed copy.
 *
 * <pre>{@code date("born", day -> day.from(LocalDate.of(1900, 1, 1)))}</pre>
 *
 * @param <T> days, times of the day, or moments
 * @param from the first; null: none
 * @param to the last; null: none
 */
public record Range<T extends Comparable<? super T>>(@Nullable T from, @Nullable T to) {
  // Spelled out for the sake of the nullness checker.
  public Range(@Nullable T from, @Nullable T to) {
    if (from != null && to != null && from.compareTo(to) > 0) {
      throw new IllegalArgumentException("Nothing is from " + from + " to " + to);
    }
    this.from = from;
    this.to = to;
  }

  static <T extends Comparable<? super T>> Range<T> all() {
    return new Range<>(null, null);
  }

  /** From the first to the last, both included. */
  public Range<T> range(T first, T last) {
    return new Range<>(first, last);
  }

  /** That one and later ones. */
  public Range<T> from(T first) {
    return new Range<>(first, to);
  }

  /** That one and earlier ones. */
  public Range<T> to(T last) {
    return new Range<>(from, last);
  }

  /** True when it lies within. */
  public boolean has(T value) {
    return (from == null || from.compareTo(value) <= 0) && (to == null || to.compareTo(value) >= 0);
  }
}
