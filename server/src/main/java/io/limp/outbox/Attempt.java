package io.limp.outbox;

import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.Outcome;
import io.limp.api.SourceLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to send a message, within a time limit whatever the gateway does.
 *
 * @param key the message's own
 * @param limit after which the gateway is interrupted
 */
record Attempt(Gateway gateway, Message message, String key, Duration limit) {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** For a gateway that was interrupted to say how far it came. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  Outcome send() {
    return limited(() -> gateway.send(message, key));
  }

  /** What became of earlier attempts; empty: nobody can tell. */
  Optional<Outcome> find(Instant since) {
    AtomicReference<Optional<Outcome>> found = new AtomicReference<>();
    Outcome told =
        limited(
            () -> {
              found.set(gateway.find(message, key, since));
              return new Outcome.NotNow("");
            });
    Optional<Outcome> answer = found.get();
    return answer == null ? Optional.of(told) : answer;
  }

  private Outcome limited(Supplier<Outcome> work) {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .name("send " + key)
            .start(
                () -> {
                  try {
                    outcome.set(work.get());
                  } catch (Exception | StackOverflowError | LinkageError e) {
                    outcome.set(failed(e));
                  }
                });
    try {
      if (!thread.join(limit)) {
        thread.interrupt();
        thread.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    Outcome told = outcome.get();
    return told == null
        ? new Outcome.Unsure("The gateway did not answer within " + limit.toSeconds() + " s")
        : told;
  }

  private Outcome failed(Throwable e) {
    LOG.error(
        "The gateway {} failed at {}: {}",
        message.gateway(),
        SourceLine.of(e, gateway.getClass()),
        e.toString(),
        e);
    return new Outcome.Unsure("The gateway failed: " + e.getClass().getSimpleName());
  }
}
