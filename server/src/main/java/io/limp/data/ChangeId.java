package io.limp.data;

import io.limp.api.Id;
import java.time.Instant;

/**
 * The id of a change in the log, by which clients know it: the second in which it was made, 16 bits
 * that differ from one log to another, and its place in the log.
 */
public final class ChangeId {
  private static final int SEQUENCE_BITS = 48;

  private ChangeId() {}

  /** Of the change at a position. */
  public static Id of(String position, Instant at) {
    int colon = position.lastIndexOf(':');
    long log = position.substring(0, colon).hashCode() & 0xffffL;
    long sequence = Long.parseLong(position.substring(colon + 1));
    long high = at.getEpochSecond() << 32 | log << 16 | sequence >>> 32;
    return new Id(high, (int) sequence);
  }

  /** Where in the log a change with that id would be; it need not be there. */
  public static long sequence(Id change) {
    return (change.high() << 32 | Integer.toUnsignedLong(change.low()))
        & ((1L << SEQUENCE_BITS) - 1);
  }
}
