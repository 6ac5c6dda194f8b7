package io.limp.api;

/**
 * How many members. A value: every word returns a changed copy.
 *
 * @param least from 0
 * @param most from {@code least}
 */
public record Size(int least, int most) {
  /** Any number of members. */
  public static final Size ANY = new Size(0, Integer.MAX_VALUE);

  public Size {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("Nothing has from " + least + " to " + most + " members");
    }
  }

  /** From so many to so many. */
  public Size size(int fewest, int greatest) {
    return new Size(fewest, greatest);
  }

  /** So many or more. */
  public Size atLeast(int fewest) {
    return new Size(fewest, most);
  }

  /** So many or fewer. */
  public Size atMost(int greatest) {
    return new Size(least, greatest);
  }

  /** True when so many are allowed. */
  public boolean takes(int count) {
    return count >= least && count <= most;
  }
}
