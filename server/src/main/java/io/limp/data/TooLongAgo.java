package io.limp.data;

import java.time.Instant;
import java.util.Optional;

/** The change log does not reach back to a moment. */
public final class TooLongAgo extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<Instant> since;

  /**
   * For a log.
   *
   * @param since when the first change was made that it still has; empty: it has none
   */
  public TooLongAgo(Optional<Instant> since) {
    super("The change log does not reach back that far", null, false, false);
    this.since = since;
  }

  public Optional<Instant> since() {
    return since;
  }
}
