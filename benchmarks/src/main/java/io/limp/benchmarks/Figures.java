package io.limp.benchmarks;

import io.limp.benchmarks.Load.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of one case in one shape gave; the median of each figure stands for it. */
final class Figures {
  private record Round(Measured measured, double serverSeconds) {}

  private final List<Round> rounds = new ArrayList<>();

  void add(Measured measured, double serverSeconds) {
    rounds.add(new Round(measured, serverSeconds));
  }

  long messages() {
    return rounds.stream().mapToLong(round -> round.measured().messages()).sum();
  }

  double perSecond() {
    return median(round -> round.measured().perSecond());
  }

  /** CPU time of the server's process for one message. */
  double serverMicros() {
    return median(round -> round.serverSeconds() * 1e6 / round.measured().messages());
  }

  double clientMicros() {
    return median(round -> round.measured().clientNanos() / 1e3 / round.measured().messages());
  }

  double latencyMicros(double part) {
    return median(round -> round.measured().latencies().micros(part));
  }

  private double median(ToDoubleFunction<Round> figure) {
    return Median.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
