package io.limp.api;

import java.time.Duration;
import java.time.Instant;

/** When a job runs. */
public sealed interface Schedule {
  /**
   * By a cron expression.
   *
   * @param expression minute, hour, day of the month, month, day of the week: {@code 0 8 * *
   *     MON-FRI}
   * @param zone the time zone that it is meant in, such as {@code Asia/Dubai}. An hour that a clock
   *     change leaves out does not come that day
   */
  record Cron(String expression, String zone) implements Schedule {
    /** The same in another time zone. */
    public Cron in(String otherZone) {
      return new Cron(expression, otherZone);
    }

    @Override
    public String toString() {
      return "cron " + expression + " " + zone;
    }
  }

  /**
   * At a fixed rate, the first time that long after it was first seen.
   *
   * @param period at least a second
   */
  record Every(Duration period) implements Schedule {
    @Override
    public String toString() {
      return "every " + period;
    }
  }

  /** Once; at the next start, when no server ran then. */
  record Once(Instant at) implements Schedule {
    @Override
    public String toString() {
      return "once " + at;
    }
  }
}
