package io.limp.boot;

/** The running whole; closing it stops it. */
public final class App implements AutoCloseable {
  App() {}

  /** Where it is reached, as a URL. */
  public String address() {
    throw new UnsupportedOperationException("There is no server yet");
  }

  /** Answers the calls that are under way, then stops. */
  @Override
  public void close() {}
}
