package io.limp.data;

/** A regular expression that is not evaluated: it is none, or too large. The message says why. */
public final class BadPattern extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String pattern;

  BadPattern(String pattern, String reason) {
    super(reason);
    this.pattern = pattern;
  }

  /** The expression as it was given. */
  public String pattern() {
    return pattern;
  }
}
