package io.limp.benchmarks.data;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds how often each case is measured, in turns with the others
 * @param window how long a case runs in a round
 * @param warmUp how long each case runs before
 * @param docs in the large collection, a multiple of 100
 */
record DataPlan(int rounds, Duration window, Duration warmUp, int docs) {
  /** Callers who write, or who read by id, at the same time. */
  static final int CALLERS = 64;

  /** Documents of the small collection. */
  static final int FEW = 10_000;

  static DataPlan full() {
    return new DataPlan(7, Duration.ofMillis(1500), Duration.ofSeconds(5), docs(1_000_000));
  }

  static DataPlan quick() {
    return new DataPlan(3, Duration.ofMillis(200), Duration.ofMillis(500), docs(30_000));
  }

  private static int docs(int otherwise) {
    int docs = Integer.getInteger("limp.docs", otherwise);
    if (docs < FEW || docs % SampleDocs.PER_CITY != 0) {
      throw new IllegalArgumentException(
          "limp.docs must be a multiple of 100 and at least " + FEW + ", not " + docs);
    }
    return docs;
  }
}
