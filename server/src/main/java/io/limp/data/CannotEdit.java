package io.limp.data;

/** An {@link io.limp.api.Edit} cannot be done to the value that is there; nothing was written. */
public final class CannotEdit extends WriteRefused {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String why;

  /**
   * For a value.
   *
   * @param path of the value in the document
   * @param why the rest of a sentence about it
   */
  public CannotEdit(String path, String why) {
    super("'" + path + "' " + why);
    this.path = path;
    this.why = why;
  }

  public String path() {
    return path;
  }

  /** The rest of a sentence about the value. */
  public String why() {
    return why;
  }
}
