package io.limp.data.sqlite;

import java.util.function.BooleanSupplier;

/**
 * A text that is looked at for seconds, during which SQLite does not ask whether to go on: now and
 * then it asks that itself.
 */
final class LongText implements CharSequence {
  /** Of a shorter one SQLite is soon back. */
  private static final int SHORTEST = 64 << 10;

  private static final int LOOKS_BETWEEN_CHECKS = 64 << 10;

  private final String text;
  private final BooleanSupplier isOver;
  private int looks;

  private LongText(String text, BooleanSupplier isOver) {
    this.text = text;
    this.isOver = isOver;
  }

  /** The text, which throws {@link Stopped} once it is over. */
  static CharSequence of(String text, BooleanSupplier isOver) {
    return text.length() < SHORTEST ? text : new LongText(text, isOver);
  }

  /** Nobody waits for the result any more. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super(null, null, false, false);
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks == LOOKS_BETWEEN_CHECKS) {
      looks = 0;
      if (isOver.getAsBoolean()) {
        throw new Stopped();
      }
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
