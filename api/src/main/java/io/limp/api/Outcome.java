package io.limp.api;

import java.time.Duration;
import java.util.Optional;

/** What became of an attempt to send a message. */
public sealed interface Outcome {
  /**
   * It was taken.
   *
   * @param reference what the provider calls it; may be empty
   */
  record Sent(String reference) implements Outcome {}

  /** It was refused, and will be refused whenever it is tried. */
  record Refused(String why) implements Outcome {}

  /**
   * It was certainly not taken, and may be tried again.
   *
   * @param pause how long the provider wants to be left alone
   */
  record NotNow(String why, Optional<Duration> pause) implements Outcome {
    public NotNow(String why) {
      this(why, Optional.empty());
    }
  }

  /** It may have been taken or not: the connection broke before the answer came. */
  record Unsure(String why) implements Outcome {}
}
