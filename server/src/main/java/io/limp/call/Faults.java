package io.limp.call;

import io.limp.api.Refusal;
import io.limp.data.DataUnavailable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a call which fails is answered too, and that our own faults stand in the log.
 *
 * @param debug true: an answer to our own fault says what it was
 */
record Faults(boolean debug) {
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
    } catch (Refusal | ReadBody.BrokenOff told) {
      throw told;
    } catch (DataUnavailable e) {
      LOG.warn("{}", e.getMessage());
      throw Codes.dataUnavailable();
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("A call failed: {}", endpoint, e);
      throw Codes.fault(e, debug);
    }
  }
}
