package io.limp.data;

import io.limp.api.Id;

/** The database has no room for a document, or for a change of it; nothing was written. */
public final class TooLarge extends WriteRefused {
  private static final long serialVersionUID = 1;

  private final Id id;

  /**
   * For a document.
   *
   * @param what it is that has no room: {@code document}, or {@code change of}
   * @param id of the document, which may not be there yet
   * @param why what the database takes: the rest of a sentence
   */
  public TooLarge(String what, Id id, String why) {
    super("The " + what + " " + id + " is too large: " + why);
    this.id = id;
  }

  public Id id() {
    return id;
  }
}
