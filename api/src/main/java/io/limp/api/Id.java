package io.limp.api;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The identity of a document: 12 bytes, written as 24 hexadecimal digits.
 *
 * <p>Laid out as MongoDB's ObjectId (seconds, random, counter), so ids sort by the second of their
 * creation and move between databases unchanged. Text is accepted in both cases and always written
 * in lower case.
 *
 * @param high the first eight bytes
 * @param low the last four bytes
 */
public record Id(long high, int low) implements Comparable<Id> {
  /** The number of hexadecimal digits of an id's text. */
  public static final int DIGITS = 24;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long PROCESS = RANDOM.nextLong();
  private static final AtomicInteger COUNTER = new AtomicInteger(RANDOM.nextInt());

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when the text is not 24 hexadecimal digits
   */
  public static Id of(String text) {
    return find(text).orElseThrow(() -> new IllegalArgumentException("Not an id: " + text));
  }

  /** Reads an id, or nothing when the text is not 24 hexadecimal digits. */
  public static Optional<Id> find(String text) {
    if (text.length() != DIGITS) {
      return Optional.empty();
    }
    for (int i = 0; i < DIGITS; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Id(
            HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigits(text, 16, DIGITS)));
  }

  /**
   * Reads an id from its 12 bytes.
   *
   * @throws IllegalArgumentException when there are not 12
   */
  public static Id of(byte[] bytes) {
    if (bytes.length != DIGITS / 2) {
      throw new IllegalArgumentException("An id has 12 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Id(buffer.getLong(), buffer.getInt());
  }

  /**
   * A new id, greater than those made before it in this process within the same second, save for
   * the counter's wrap.
   */
  public static Id next(Instant now) {
    int counter = COUNTER.getAndIncrement();
    long high = now.getEpochSecond() << 32 | (PROCESS & 0xffff_ffffL);
    int low = (int) (PROCESS >>> 56) << 24 | (counter & 0xff_ffff);
    return new Id(high, low);
  }

  /** A new id that nobody can guess, where knowing one is a right; such ids do not sort by time. */
  public static Id random() {
    return new Id(RANDOM.nextLong(), RANDOM.nextInt());
  }

  /** The 12 bytes, most significant first. */
  public byte[] bytes() {
    return ByteBuffer.allocate(DIGITS / 2).putLong(high).putInt(low).array();
  }

  @Override
  public int compareTo(Id other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Integer.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
