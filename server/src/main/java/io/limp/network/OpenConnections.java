package io.limp.network;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.thread.Scheduler;

/** The websocket connections that are open: who gets pings, and a goodbye when the server stops. */
final class OpenConnections {
  /** For the peer's close frame to come back; those who do not send it are not waited for. */
  static final Duration GOODBYE = Duration.ofSeconds(1);

  private static final Duration GLANCE = Duration.ofMillis(10);

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
   * Lets every connection answer what it has received and say goodbye, then gives the peers a
   * moment to say it too; the rest is cut off.
   */
  void close() {
    closing = true;
    open.forEach(Connection::finish);
    waitUntil(() -> open.stream().allMatch(Connection::hasSaidGoodbye), patience.stop());
    waitUntil(open::isEmpty, GOODBYE);
    open.forEach(Connection::abort);
  }

  private static void waitUntil(BooleanSupplier reached, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean() && System.nanoTime() < end && !Thread.interrupted()) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }
}
