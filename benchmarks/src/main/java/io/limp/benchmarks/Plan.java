package io.limp.benchmarks;

import io.limp.benchmarks.Load.Shape;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param shapes connections and questions in flight
 * @param rounds how often each case is measured, in turns with the others
 * @param window how long a case runs in a round
 * @param warmUp how long each case runs before
 * @param starts how often the server is started
 * @param reloads how often a module is saved while the server serves
 * @param settle from the first greeting to the first save
 * @param idle from the first greeting to a look at the memory: twice the time after which an idle
 *     server gives back what it does not need
 */
record Plan(
    List<Shape> shapes,
    int rounds,
    Duration window,
    Duration warmUp,
    int starts,
    int reloads,
    Duration settle,
    Duration idle) {
  static final int MOST_CONNECTIONS = 64;

  /** The shape at which the aims are looked at. */
  static final Shape BUSY = new Shape(MOST_CONNECTIONS, 1);

  static final Shape BUSIEST = new Shape(MOST_CONNECTIONS, 8);

  static final Plan FULL =
      new Plan(
          List.of(
              new Shape(1, 1), new Shape(1, 8), new Shape(16, 1), new Shape(16, 8), BUSY, BUSIEST),
          5,
          Duration.ofMillis(1500),
          Duration.ofSeconds(10),
          10,
          20,
          Duration.ofSeconds(3),
          Duration.ofSeconds(25));

  static final Plan QUICK =
      new Plan(
          List.of(new Shape(1, 1), BUSY, BUSIEST),
          3,
          Duration.ofMillis(800),
          Duration.ofSeconds(4),
          3,
          5,
          Duration.ofSeconds(3),
          Duration.ofSeconds(25));
}
