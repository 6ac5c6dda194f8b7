package io.limp.data;

import io.limp.api.Id;

/** A document that should be updated is no longer of the version that its writer has seen. */
public final class Conflict extends WriteRefused {
  private static final long serialVersionUID = 1;

  private final transient Id id;
  private final long version;

  /**
   * For a document.
   *
   * @param version the one that it has now
   */
  public Conflict(Id id, long version) {
    super("The document " + id + " is of version " + version + " by now");
    this.id = id;
    this.version = version;
  }

  public Id id() {
    return id;
  }

  /** The version that the document has now. */
  public long version() {
    return version;
  }
}
