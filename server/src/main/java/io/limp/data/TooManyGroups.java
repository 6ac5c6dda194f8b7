package io.limp.data;

/** Documents were to be counted by an attribute that has too many values. */
public final class TooManyGroups extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TooManyGroups(String path, int most) {
    super("'" + path + "' has more than " + most + " values", null, false, false);
  }
}
