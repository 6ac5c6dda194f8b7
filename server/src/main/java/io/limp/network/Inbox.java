package io.limp.network;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one connection that wait for their turn. It is bounded by asking for no more: what
 * is not read stays in the network, and the peer's TCP or HTTP/2 window closes.
 *
 * <p>The reader adds, one worker takes; the worker is started when something comes and there is
 * none, and ends when there is nothing left or when it {@linkplain #handOver hands over}.
 */
final class Inbox {
  /** Deep enough that a client which does not wait for its answers keeps the worker busy. */
  static final int MAX_FRAMES = 64;

  static final int MAX_BYTES = 1 << 20;

  private static final Received GONE = new Received.Gone();

  private final ReceiveBudget budget;
  private final Runnable startWorker;
  private final Runnable demandNext;

  // All guarded by this.
  private final ArrayDeque<Received> waiting = new ArrayDeque<>(4);
  private int waitingBytes;
  private boolean working;
  private boolean holding;
  private boolean ending;

  /**
   * @param startWorker starts what calls {@link #take} until there is nothing
   * @param demandNext asks the connection for one more frame
   */
  Inbox(ReceiveBudget budget, Runnable startWorker, Runnable demandNext) {
    this.budget = budget;
    this.startWorker = startWorker;
    this.demandNext = demandNext;
  }

  /**
   * Queues a frame, whose bytes the budget has counted, and asks for the next one when there is
   * room for it.
   */
  void add(Received frame) {
    boolean start;
    boolean room;
    synchronized (this) {
      if (ending) {
        budget.release(frame.bytes());
        start = false;
        room = true; // only to hear the peer's close frame
      } else {
        waiting.add(frame);
        waitingBytes += frame.bytes();
        start = !working;
        working = true;
        room = waiting.size() < MAX_FRAMES && waitingBytes < MAX_BYTES && !budget.isSpent();
        holding = !room;
      }
    }
    if (start) {
      startWorker.run();
    }
    if (room) {
      demandNext.run();
    }
  }

  /**
   * Queues the last thing to do; the frames before it are still answered, those after it are
   * dropped.
   */
  void addLast(Received.Farewell farewell) {
    end(farewell, false);
  }

  /** The peer is gone: nobody waits for the answers to what is queued. */
  void addLast(Received.Gone gone) {
    end(gone, true);
  }

  /** The connection is being closed: what waits is forgotten, and so is what still comes. */
  void refuse() {
    boolean resume;
    synchronized (this) {
      ending = true;
      forgetWaiting();
      resume = holding;
      holding = false;
    }
    if (resume) {
      demandNext.run(); // to hear the peer's close frame
    }
  }

  private void end(Received last, boolean forget) {
    boolean start;
    synchronized (this) {
      ending = true;
      if (forget) {
        forgetWaiting();
      }
      waiting.add(last);
      start = !working;
      working = true;
    }
    if (start) {
      startWorker.run();
    }
  }

  /** All but the news that the connection is gone: the conversation has to hear of it. */
  private void forgetWaiting() {
    boolean gone = waiting.contains(GONE);
    budget.release(waitingBytes);
    waiting.clear();
    waitingBytes = 0;
    if (gone) {
      waiting.add(GONE);
    }
  }

  /** The next thing to do; null: nothing, and the worker ends. */
  @Nullable Received take() {
    Received next;
    boolean resume;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        working = false;
        return null;
      }
      waitingBytes -= next.bytes();
      // An empty inbox always asks for more, also when the budget is spent: every connection keeps
      // moving, frame by frame.
      resume =
          holding
              && (waiting.isEmpty()
                  || (waiting.size() <= MAX_FRAMES / 2
                      && waitingBytes <= MAX_BYTES / 2
                      && !budget.isSpent()));
      if (resume) {
        holding = false;
      }
    }
    if (resume) {
      demandNext.run();
    }
    return next;
  }

  /** The worker has something else to do: another one goes on, if there is anything to do. */
  void handOver() {
    boolean start;
    synchronized (this) {
      start = !waiting.isEmpty();
      working = start;
    }
    if (start) {
      startWorker.run();
    }
  }

  /** True when the reader is told to wait. */
  synchronized boolean isHolding() {
    return holding;
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized int waitingBytes() {
    return waitingBytes;
  }
}
