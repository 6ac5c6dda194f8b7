package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.SourceLine;
import io.limp.data.DataUnavailable;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a call which fails is answered too, and that our own faults stand in the log.
 *
 * @param debug true: an answer to our own fault says what it was
 * @param deadline ends calls that take too long
 */
public record Faults(boolean debug, CallDeadline deadline) {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /**
   * The answer, or what is said in its place.
   *
   * @param endpoint for the log
   * @param refused how a refusal is written
   */
  <T> T answered(@Nullable Object endpoint, Supplier<T> answer, Function<Refusal, T> refused) {
    try {
      return refusing(endpoint, answer);
    } catch (Refusal refusal) {
      return refused.apply(refusal);
    }
  }

  /**
   * The result.
   *
   * @throws Refusal when there is none, whatever the reason
   */
  <T> T refusing(@Nullable Object endpoint, Supplier<T> answer) {
    try {
      return answer.get();
    } catch (BehindCommit.Failed e) {
      throw e.told(refusal(endpoint, e));
    } catch (Refusal | ReadBody.BrokenOff | CallDeadline.TooLate told) {
      throw told;
    } catch (DataUnavailable e) {
      LOG.warn("{}", e.getMessage());
      throw Codes.dataUnavailable();
    } catch (RuntimeException | Error e) {
      log(endpoint, e);
      throw Codes.fault(e, debug);
    }
  }

  private Refusal refusal(@Nullable Object endpoint, BehindCommit.Failed failed) {
    if (failed.reason() instanceof Refusal refusal) {
      return refusal;
    }
    log(endpoint, failed.reason());
    return Codes.fault(failed.reason(), debug);
  }

  /** A module's fault is told in a line, with the place in its source; ours with all there is. */
  private static void log(@Nullable Object endpoint, Throwable fault) {
    Optional<SourceLine> line = AuthorsFault.line(fault);
    if (line.isEmpty()) {
      LOG.error("A call failed: {}", endpoint, fault);
      return;
    }
    String told =
        fault instanceof AuthorsFault ? String.valueOf(fault.getMessage()) : fault.toString();
    LOG.error("{}: {} ({})", name(endpoint), told, line.get());
    LOG.debug("{} failed", name(endpoint), fault);
  }

  /** As in {@code blog.create}. */
  static String name(@Nullable Object endpoint) {
    return String.valueOf(endpoint).toLowerCase(Locale.ROOT).replace('/', '.');
  }
}
