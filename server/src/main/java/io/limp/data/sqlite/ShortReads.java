package io.limp.data.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads that are over about as soon as a {@link Readers} thread has been woken, such as that of one
 * document by its id or a page found by an index: their caller does them itself, on a connection
 * that is free. Of a page of 20 documents the two changes of thread are a quarter.
 *
 * <p>How it works: every question is asked of the readers first. When it was short, the next one of
 * its shape is asked here, but for no longer than {@link #MOST}: then it is stopped, asked anew of
 * the readers, and its shape is taken to be long until it was short again.
 *
 * <p>Native code holds the carrier of a virtual thread. So there are fewer connections than
 * carriers, and whoever finds none goes to the readers.
 */
final class ShortReads implements AutoCloseable {
  private static final Duration SHORT = Duration.ofNanos(200_000);
  private static final Duration MOST = Duration.ofMillis(1);
  private static final int MOST_SHAPES = 1000;

  private final BlockingQueue<Session> free;
  private final Readers readers;
  private final Object database;
  private final Set<String> shapes = ConcurrentHashMap.newKeySet();
  private int open; // guarded by this

  ShortReads(Collection<Session> sessions, Readers readers, Object database) {
    this.free = new ArrayBlockingQueue<>(Math.max(1, sessions.size()), false, sessions);
    this.open = sessions.size();
    this.readers = readers;
    this.database = database;
  }

  /**
   * Asks here or one of the readers.
   *
   * @param shape see {@link Readers#ask}
   */
  <T> T ask(String shape, Readers.Question<T> question) {
    @Nullable Session session = shapes.contains(shape) ? free.poll() : null;
    if (session == null) {
      return askReaders(shape, question);
    }
    try {
      session.deadline(System.nanoTime() + MOST.toNanos(), () -> false);
      session.beforeRead();
      return question.ask(session);
    } catch (SQLException e) {
      if (Failure.of(e) != Failure.STOPPED) {
        throw Failure.exception(e, database);
      }
      shapes.remove(shape);
    } finally {
      session.noDeadline();
      free.add(session);
    }
    return askReaders(shape, question);
  }

  private <T> T askReaders(String shape, Readers.Question<T> question) {
    return readers.ask(shape, reader -> timed(shape, question, reader));
  }

  private <T> T timed(String shape, Readers.Question<T> question, Session reader)
      throws SQLException {
    long begun = System.nanoTime();
    T answer = question.ask(reader);
    if (System.nanoTime() - begun < SHORT.toNanos()) {
      if (shapes.size() >= MOST_SHAPES) {
        // Clients can make up as many as they like; those in use are soon found again.
        shapes.clear();
      }
      shapes.add(shape);
    }
    return answer;
  }

  /** Waits for those under way and keeps their connections; the readers are told of the rest. */
  @Override
  public synchronized void close() {
    boolean interrupted = false;
    while (open > 0) {
      try {
        free.take();
        open--;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
