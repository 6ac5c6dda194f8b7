package io.limp.data;

import java.util.List;

/**
 * A write would give two living documents of a collection the same values of attributes that are
 * unique together.
 */
public final class Duplicate extends WriteRefused {
  private static final long serialVersionUID = 1;

  private final String collection;
  // Exceptions are serializable; this one never travels.
  private final transient List<String> attrs;

  public Duplicate(String collection, List<String> attrs) {
    super("Another document of " + collection + " has the same " + String.join(", ", attrs));
    this.collection = collection;
    this.attrs = List.copyOf(attrs);
  }

  public String collection() {
    return collection;
  }

  public List<String> attrs() {
    return attrs;
  }
}
