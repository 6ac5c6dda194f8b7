package io.limp.api;

/** The generations of the wire's protocol, oldest first. A connection speaks one of them. */
public enum Level {
  /** Of 2019: one object as query, plain frames while nobody has signed in; HTTP GET too. */
  ONE,
  /** Of 2020: a handshake, every frame signed, lists of steps as query. */
  SIX,
  /** What the two lack. */
  SEVEN;

  /** True for that level and all that came after it. */
  public boolean isFrom(Level other) {
    return compareTo(other) >= 0;
  }
}
