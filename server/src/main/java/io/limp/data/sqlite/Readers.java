package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read, each with its own connection. Callers hand their question over and wait: a
 * virtual thread inside native code would hold a carrier, and a few slow queries would hold all of
 * them.
 *
 * <p>No slow question keeps the quick ones waiting. A question begins as a quick one; when it has
 * taken {@link #QUICK}, it is stopped and begun anew in the lane of the slow, of which half of the
 * readers take one at most. Questions of that shape then begin there, until one of them was quick
 * after all. So nothing must be known of a question beforehand, and what it costs at the most is
 * the time that was in vain.
 *
 * <p>The queues, {@code slowShapes}, {@code slowRunning} and {@code open} are guarded by {@code
 * gate}.
 */
final class Readers implements AutoCloseable {
  /** What is asked of a connection; it may be asked twice. */
  interface Question<T> {
    T ask(Session session) throws SQLException;
  }

  private static final Duration QUICK = Duration.ofMillis(5);
  private static final int MOST_SHAPES = 1000;

  private final Limits limits;
  private final Object database;
  private final List<Session> sessions;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock gate = new ReentrantLock();
  private final Condition work = gate.newCondition();
  private final Deque<Asked<?>> quick = new ArrayDeque<>();
  private final Deque<Asked<?>> slow = new ArrayDeque<>();
  private final SequencedSet<String> slowShapes = new LinkedHashSet<>();
  private int slowRunning;
  private boolean open = true;

  Readers(List<Session> sessions, Limits limits, Object database) {
    this.sessions = List.copyOf(sessions);
    this.limits = limits;
    this.database = database;
    for (Session session : sessions) {
      String name = "sqlite-reader-" + (threads.size() + 1);
      threads.add(Thread.ofPlatform().daemon().name(name).unstarted(() -> work(session)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /**
   * Asks one of the readers and waits for its answer.
   *
   * @param shape questions of the same shape, such as those of one statement, are taken to be as
   *     slow as each other
   */
  <T> T ask(String shape, Question<T> question) {
    Asked<T> asked = new Asked<>(shape, question, System.nanoTime() + limits.deadline().toNanos());
    enqueue(asked);
    try {
      return asked.answer.get();
    } catch (InterruptedException e) {
      asked.answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new DataUnavailable("The call was interrupted while it read", e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        case null, default -> new IllegalStateException(e);
      };
    }
  }

  private void enqueue(Asked<?> asked) {
    gate.lock();
    try {
      if (!open) {
        throw closed();
      }
      (slowShapes.contains(asked.shape) ? slow : quick).add(asked);
      work.signal();
    } finally {
      gate.unlock();
    }
  }

  private DataUnavailable closed() {
    return new DataUnavailable("The database " + database + " is closed");
  }

  private DataUnavailable late() {
    return new DataUnavailable(
        "The database "
            + database
            + " did not answer within "
            + limits.deadline().toMillis()
            + " ms");
  }

  /** Stops what runs and ends the threads; who waits is told that the database is closed. */
  @Override
  public void close() {
    List<Asked<?>> waiting = new ArrayList<>();
    gate.lock();
    try {
      if (!open) {
        return;
      }
      open = false;
      waiting.addAll(quick);
      waiting.addAll(slow);
      quick.clear();
      slow.clear();
      work.signalAll();
    } finally {
      gate.unlock();
    }
    sessions.forEach(Session::stop);
    waiting.forEach(asked -> asked.answer.completeExceptionally(closed()));
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A question and its answer. */
  private static final class Asked<T> {
    private final String shape;
    private final Question<T> question;
    private final long deadline;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Asked(String shape, Question<T> question, long deadline) {
      this.shape = shape;
      this.question = question;
      this.deadline = deadline;
    }

    boolean isLate() {
      return System.nanoTime() - deadline > 0;
    }

    void run(Session session) throws SQLException {
      answer.complete(question.ask(session));
    }
  }

  /** A question and the lane that it was taken from. */
  private record Taken(Asked<?> asked, boolean slow) {}

  private void work(Session session) {
    for (Taken taken = next(); taken != null; taken = next()) {
      if (!taken.asked.answer.isDone()) {
        answer(session, taken);
      }
      if (taken.slow) {
        slowEnded();
      }
    }
  }

  private void slowEnded() {
    gate.lock();
    try {
      slowRunning--;
    } finally {
      gate.unlock();
    }
  }

  /** The next question, or null when there will be none. */
  private @Nullable Taken next() {
    gate.lock();
    try {
      while (open) {
        // The slow ones must not wait for ever behind quick ones that never end.
        boolean slowFirst = slowRunning == 0 || quick.isEmpty();
        if (!slow.isEmpty() && slowFirst && slowRunning < Math.max(1, sessions.size() / 2)) {
          slowRunning++;
          return new Taken(slow.remove(), true);
        }
        if (!quick.isEmpty()) {
          return new Taken(quick.remove(), false);
        }
        // Only close() ends a reader.
        work.awaitUninterruptibly();
      }
      return null;
    } finally {
      gate.unlock();
    }
  }

  private void answer(Session session, Taken taken) {
    Asked<?> asked = taken.asked;
    if (asked.isLate()) {
      asked.answer.completeExceptionally(late());
      return;
    }
    long start = System.nanoTime();
    long quickEnd = start + QUICK.toNanos();
    boolean untilDeadline = taken.slow || asked.deadline - quickEnd < 0;
    session.deadline(untilDeadline ? asked.deadline : quickEnd, asked.answer::isDone);
    try {
      session.beforeRead();
      asked.run(session);
      if (taken.slow && System.nanoTime() - quickEnd < 0) {
        setSlow(asked.shape, false);
      }
    } catch (SQLException e) {
      if (Failure.of(e) != Failure.STOPPED) {
        asked.answer.completeExceptionally(Failure.exception(e, database));
      } else if (asked.isLate()) {
        asked.answer.completeExceptionally(late());
      } else if (taken.slow || asked.answer.isDone()) {
        asked.answer.completeExceptionally(closed());
      } else {
        askAgain(asked);
      }
    } catch (RuntimeException | Error e) {
      asked.answer.completeExceptionally(e);
    } finally {
      session.noDeadline();
    }
  }

  private void askAgain(Asked<?> asked) {
    setSlow(asked.shape, true);
    try {
      enqueue(asked);
    } catch (DataUnavailable e) {
      asked.answer.completeExceptionally(e);
    }
  }

  private void setSlow(String shape, boolean isSlow) {
    gate.lock();
    try {
      if (!isSlow) {
        slowShapes.remove(shape);
      } else if (slowShapes.add(shape) && slowShapes.size() > MOST_SHAPES) {
        slowShapes.removeFirst();
      }
    } finally {
      gate.unlock();
    }
  }
}
