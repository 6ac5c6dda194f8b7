package io.limp.benchmarks;

/** Durations in buckets, each 3 % wider than the one before. */
public final class Latencies {
  private static final int PER_POWER = 32;

  private final long[] buckets = new long[64 * PER_POWER];
  private long count;

  public void add(long nanos) {
    buckets[bucket(Math.max(PER_POWER, nanos))]++;
    count++;
  }

  public long count() {
    return count;
  }

  /** Adds all of the other's. */
  public void add(Latencies other) {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += other.buckets[i];
    }
    count += other.count;
  }

  /** The duration in microseconds that this part of all did not exceed. */
  public double micros(double part) {
    long left = (long) Math.ceil(part * count);
    for (int i = 0; i < buckets.length; i++) {
      left -= buckets[i];
      if (left <= 0 && buckets[i] > 0) {
        return upperNanos(i) / 1000.0;
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (power - 5)) & (PER_POWER - 1);
    return power * PER_POWER + step;
  }

  private static long upperNanos(int bucket) {
    long step = PER_POWER + bucket % PER_POWER + 1L;
    return step << (bucket / PER_POWER - 5);
  }
}
