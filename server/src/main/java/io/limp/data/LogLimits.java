package io.limp.data;

import java.time.Duration;

/**
 * How long the change log is kept: whoever follows the changes may be away for so long. The updates
 * of living documents whose history is shown stay beyond that.
 *
 * @param age of a change after which it goes
 * @param bytes of documents in the log beyond which the oldest changes go, be they as young as they
 *     may
 */
public record LogLimits(Duration age, long bytes) {
  public static final LogLimits DEFAULT = new LogLimits(Duration.ofDays(30), 1L << 30);
}
