package io.limp.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Carries messages to the outside. A package brings its own by {@link PackageSpec#gateway}; the
 * server has {@code sms} and {@code email}.
 *
 * <p>The server calls it outside of any call, from several threads, each message again and again
 * until it is known what became of it; see {@link Outcome}. An attempt that takes longer than the
 * server waits (20 seconds unless it is told otherwise) is interrupted and counts as {@link
 * Outcome.Unsure}, and so does an exception: it may have been thrown after the message was gone.
 */
public interface Gateway {
  /**
   * Hands the message over once.
   *
   * @param key the message's own, the same at each attempt: for providers that take each key once
   */
  Outcome send(Message message, String key);

  /**
   * Finds out what became of an attempt whose outcome is not known, because the provider did not
   * answer or the server was killed. {@link Outcome.Sent} and {@link Outcome.Refused} end the
   * matter, {@link Outcome.NotNow} says that the message is not sent and may safely be sent now
   * (always right where the provider takes each key once), {@link Outcome.Unsure} to ask again
   * later.
   *
   * @param since when the first attempt began whose outcome is not known
   * @return empty when nobody can tell: the message stays {@code unknown} and is not sent again
   */
  default Optional<Outcome> find(Message message, String key, Instant since) {
    return Optional.empty();
  }
}
