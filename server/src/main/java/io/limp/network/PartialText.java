package io.limp.network;

import io.limp.call.Conversation;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects a text that comes in pieces, up to a limit. What goes beyond is dropped, and so is the
 * rest of it. One thread reads; another may look at its age, and a third discard it when the
 * connection breaks.
 */
final class PartialText {
  /** Strangers sign in, sign up and read; none of that needs more. */
  static final int ANONYMOUS_LIMIT = 1 << 20;

  /**
   * Level-1 clients send a photo as a JSON object of bytes, about ten times its size: 6 MB of
   * photo.
   */
  static final int SIGNED_IN_LIMIT = 64 << 20;

  private static final byte[] NOTHING = {};
  private static final int FIRST_SIZE = 16 << 10;

  private final Conversation conversation;
  private final ReceiveBudget budget;
  private byte[] content = NOTHING;
  private int length;
  private long exceeded;
  private long startedNanos;
  private boolean begun;
  private boolean over;

  PartialText(Conversation conversation, ReceiveBudget budget) {
    this.conversation = conversation;
    this.budget = budget;
  }

  /** True between the first piece of a text and its end. */
  synchronized boolean hasBegun() {
    return begun;
  }

  /** True when a text began that long ago and has not ended. */
  synchronized boolean isOlderThan(long nanos, long now) {
    return hasBegun() && now - startedNanos > nanos;
  }

  synchronized void append(ByteBuffer piece) {
    if (!begun) {
      begun = true;
      startedNanos = System.nanoTime();
    }
    if (exceeded == 0 && !over && makeRoom(length + (long) piece.remaining())) {
      int added = piece.remaining();
      piece.get(content, length, added);
      length += added;
    }
  }

  /** The text is complete. Whoever takes it owes its bytes to the budget. */
  synchronized Received finish() {
    Received received =
        exceeded > 0 ? new Received.TooLarge(exceeded) : new Received.Pieces(content, length);
    forget();
    return received;
  }

  /** Gives up on what has begun, and on all that might still come. */
  synchronized void discard() {
    over = true;
    budget.release(content.length);
    forget();
  }

  private void forget() {
    begun = false;
    content = NOTHING;
    length = 0;
    exceeded = 0;
  }

  private boolean makeRoom(long needed) {
    if (needed <= content.length) {
      return true;
    }
    boolean signedIn = conversation.signedIn();
    int limit = signedIn ? SIGNED_IN_LIMIT : ANONYMOUS_LIMIT;
    int size = (int) Math.min(limit, Math.max(Math.max(needed, FIRST_SIZE), content.length * 2L));
    if (needed > limit || !budget.reserve(size - content.length, signedIn)) {
      budget.release(content.length);
      content = NOTHING;
      length = 0;
      exceeded = limit;
      return false;
    }
    content = Arrays.copyOf(content, size);
    return true;
  }
}
