package io.limp.benchmarks.data;

import io.limp.benchmarks.Latencies;

/**
 * What one case did in one round.
 *
 * @param cpuNanos user and system time of the process: callers, database, compilers, garbage
 *     collector
 */
record Window(long nanos, long cpuNanos, Latencies latencies) {
  long operations() {
    return latencies.count();
  }

  double perSecond() {
    return operations() * 1e9 / nanos;
  }

  double cpuMicros() {
    return cpuNanos / 1e3 / operations();
  }
}
