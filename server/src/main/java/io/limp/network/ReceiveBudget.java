package io.limp.network;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all received frames that are not answered yet, over all connections. It keeps many
 * clients that each stay within their own limits from filling the heap together.
 */
final class ReceiveBudget {
  private final long total;
  private final AtomicLong used = new AtomicLong();

  ReceiveBudget(long total) {
    this.total = total;
  }

  /**
   * A quarter of the heap: a frame that is being answered lives about three times, as bytes, as
   * text and as JSON.
   */
  static ReceiveBudget ofHeap() {
    return new ReceiveBudget(Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * Takes the bytes if they are there. Anonymous clients get half of the whole, so that strangers
   * cannot lock out those who are signed in.
   */
  boolean reserve(long bytes, boolean signedIn) {
    long limit = signedIn ? total : total / 2;
    long now = used.get();
    while (now + bytes <= limit) {
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  /** Counts bytes that are in memory already. */
  void add(long bytes) {
    used.addAndGet(bytes);
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  boolean isSpent() {
    return used.get() >= total / 2;
  }

  long used() {
    return used.get();
  }
}
