package io.limp.network;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/** The websocket connections that are open: who gets pings, and a goodbye when the server stops. */
final class OpenConnections {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Patience patience;
  private volatile boolean closing;

  OpenConnections(Patience patience) {
    this.patience = patience;
  }

  Patience patience() {
    return patience;
  }

  void add(Connection connection) {
    open.add(connection);
    if (closing) {
      connection.finish();
    }
  }

  void remove(Connection connection) {
    open.remove(connection);
    if (closing) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  Set<Connection> all() {
    return Set.copyOf(open);
  }

  /** Looks after all of them, again and again until the scheduler stops. */
  void keepAlive(Scheduler scheduler) {
    scheduler.schedule(
        () -> {
          long now = System.nanoTime();
          open.forEach(connection -> connection.checkAlive(now));
          keepAlive(scheduler);
        },
        patience.ping().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Lets every connection answer what it has received and say goodbye; the rest is cut off when the
   * time is over.
   */
  void close() {
    closing = true;
    open.forEach(Connection::finish);
    long end = System.nanoTime() + patience.stop().toNanos();
    synchronized (this) {
      while (!open.isEmpty()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          break;
        }
        try {
          wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    open.forEach(Connection::abort);
  }
}
