package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads that read, each with its own connection. Callers hand their question over and wait: a
 * virtual thread inside native code would hold a carrier, and a few slow queries would hold all of
 * them.
 *
 * <p>{@code open} is guarded by {@code gate}.
 */
final class Readers implements AutoCloseable {
  /** What is asked of a connection. */
  interface Question<T> {
    T ask(Session session) throws SQLException;
  }

  private final Limits limits;
  private final Object database;
  private final LinkedBlockingQueue<Asked<?>> queue = new LinkedBlockingQueue<>();
  private final List<Session> sessions;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock gate = new ReentrantLock();
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

  /** Asks one of the readers and waits for its answer. */
  <T> T ask(Question<T> question) {
    Asked<T> asked = new Asked<>(question, System.nanoTime() + limits.deadline().toNanos());
    gate.lock();
    try {
      if (!open) {
        throw closed();
      }
      queue.add(asked);
    } finally {
      gate.unlock();
    }
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
      queue.drainTo(waiting);
    } finally {
      gate.unlock();
    }
    sessions.forEach(Session::stop);
    waiting.forEach(asked -> asked.answer.completeExceptionally(closed()));
    // Past the closed gate nobody adds anything, so these are the last.
    threads.forEach(_ -> queue.add(Asked.END));
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
    /** Tells a reader to end. */
    static final Asked<?> END = new Asked<>(_ -> true, 0);

    private final Question<T> question;
    private final long deadline;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Asked(Question<T> question, long deadline) {
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

  private void work(Session session) {
    while (true) {
      Asked<?> asked;
      try {
        asked = queue.take();
      } catch (InterruptedException e) {
        // Only close() ends a reader.
        continue;
      }
      if (asked == Asked.END) {
        return;
      }
      if (!asked.answer.isDone()) {
        answer(session, asked);
      }
    }
  }

  private void answer(Session session, Asked<?> asked) {
    if (asked.isLate()) {
      asked.answer.completeExceptionally(late());
      return;
    }
    session.deadline(asked.deadline, asked.answer::isDone);
    try {
      asked.run(session);
    } catch (SQLException e) {
      boolean stopped = Failure.of(e) == Failure.STOPPED;
      asked.answer.completeExceptionally(
          !stopped ? Failure.exception(e, database) : asked.isLate() ? late() : closed());
    } catch (RuntimeException | Error e) {
      asked.answer.completeExceptionally(e);
    } finally {
      session.noDeadline();
    }
  }
}
