package io.limp.data;

/**
 * The change log does not reach back to a position, or the position is of another database: whoever
 * followed it must start afresh.
 */
public final class PositionLost extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PositionLost(String position) {
    super("The change log does not know the position " + position, null, false, false);
  }
}
