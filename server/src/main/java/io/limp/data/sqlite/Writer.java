package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.DataUnavailable;
import io.limp.data.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes.
 *
 * <p>How it works: callers queue their transactions and wait. The writer takes what is queued, up
 * to a limit, and does it in one transaction of SQLite, each caller's part in a savepoint, so that
 * one that fails takes only itself back. The commit is one fsync for all of them; while it runs,
 * the next group gathers. Nobody waits for a group to fill. After the commit the listeners are
 * told, in the order of the change log, then the callers are answered: whoever got an answer knows
 * that everyone was told.
 *
 * <p>Between groups, and when nothing is to do, it moves the write-ahead log into the database,
 * never waiting for readers (PASSIVE).
 *
 * <p>The thread alone touches the session and the change log; the queue, {@code open} (under {@code
 * gate}) and the listeners are shared.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Changes grow too old even where nobody writes. */
  private static final Duration LONG_IDLE = Duration.ofHours(1);

  private final Session session;
  private final AppendChanges append;
  private final ApplyWrites apply;
  private final Retention retention;
  private final Limits limits;
  private final Object database;
  private final Checkpoints checkpoints;
  private final FreePages freePages;
  private Consumer<List<Applied>> applied = _ -> {};
  private final List<Consumer<List<Change>>> listeners = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock gate = new ReentrantLock();
  private boolean open = true;
  private final Thread thread;

  private volatile long committed;
  private Instant lastCommit;
  private boolean untidy = true;

  Writer(Session session, AppendChanges append, Retention retention, Limits limits, Object database)
      throws SQLException {
    this.session = session;
    this.append = append;
    this.apply = new ApplyWrites(session, append, limits.deadline());
    this.retention = retention;
    this.committed = append.mark().seq();
    this.lastCommit = lastCommit();
    this.limits = limits;
    this.database = database;
    this.checkpoints = new Checkpoints(session, database);
    this.freePages = new FreePages(session);
    this.thread = Thread.ofPlatform().daemon().name("sqlite-writer").unstarted(this::work);
  }

  /**
   * Begins to write.
   *
   * @param told of every commit before anybody else is
   */
  void start(Consumer<List<Applied>> told) {
    applied = told;
    thread.start();
  }

  void onCommit(Consumer<List<Change>> listener) {
    listeners.add(listener);
  }

  /** The sequence number of the last change that was committed. */
  long committed() {
    return committed;
  }

  /** Queues the writes and waits until they are durable and told. */
  List<Written> write(Id actor, List<PreparedWrite> writes) {
    Job.Transaction transaction = new Job.Transaction(actor, writes);
    enqueue(transaction);
    return transaction.await();
  }

  /** Does something alone on the writer's connection, outside of a transaction. */
  <T> T alone(Job.Errand.Body<T> body) {
    Job.Errand<T> errand = new Job.Errand<>(body);
    enqueue(errand);
    return errand.await();
  }

  /**
   * Goes on behind another last change, which something done {@link #alone} has put there; to be
   * called within it.
   */
  void goOnBehind(long last) throws SQLException {
    append.rewind(new AppendChanges.Mark(last, append.mark().logged()));
    committed = last;
    lastCommit = lastCommit();
  }

  private Instant lastCommit() throws SQLException {
    return Instant.ofEpochMilli(
        session.number("SELECT ts FROM _changes ORDER BY seq DESC LIMIT 1"));
  }

  private void enqueue(Job job) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "A listener of commits must not write: the writer would wait for itself");
    }
    gate.lock();
    try {
      if (!open) {
        throw new DataUnavailable("The database " + database + " is closed");
      }
      queue.add(job);
    } finally {
      gate.unlock();
    }
  }

  /** Writes what is queued, then ends the thread. */
  @Override
  public void close() {
    gate.lock();
    try {
      if (open) {
        open = false;
        queue.add(new Job.End());
      }
    } finally {
      gate.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (true) {
      Job job = next();
      switch (job) {
        case null -> tidy();
        case Job.End _ -> {
          checkpoints.now();
          return;
        }
        case Job.Errand<?> errand -> {
          untidy = true;
          errand.run(session, database);
          checkpoints.whenLong();
        }
        case Job.Transaction first -> {
          writeGroup(group(first));
          if (retention.isUrgent()) {
            retention.step(lastCommit);
          }
          checkpoints.whenLong();
        }
      }
    }
  }

  /** Does what can wait until nobody wants to write. */
  private void tidy() {
    untidy = false;
    Instant now = limits.clock().instant();
    while (queue.isEmpty() && retention.isDue(now) && retention.step(now)) {
      checkpoints.whenLong();
    }
    while (queue.isEmpty() && freePages.step()) {
      checkpoints.whenLong();
    }
    checkpoints.now();
  }

  /** The next job, or null when there was none for a while. */
  private @Nullable Job next() {
    try {
      return queue.poll((untidy ? IDLE : LONG_IDLE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody who means well interrupts the writer, and nobody ends it but close().
      return null;
    }
  }

  private List<Job.Transaction> group(Job.Transaction first) {
    List<Job.Transaction> group = new ArrayList<>();
    int operations = 0;
    int bytes = 0;
    Job.Transaction next = first;
    while (true) {
      if (next.take()) {
        group.add(next);
        operations += next.writes.size();
        bytes += next.bytes;
      }
      if (operations >= limits.groupOperations() || bytes >= limits.groupBytes()) {
        return group;
      }
      if (!(queue.peek() instanceof Job.Transaction queued)) {
        return group;
      }
      queue.remove();
      next = queued;
    }
  }

  private void writeGroup(List<Job.Transaction> group) {
    List<Applied> changes = new ArrayList<>();
    AppendChanges.Mark mark = append.mark();
    try {
      commit(group, changes);
    } catch (SQLException e) {
      failGroup(group, Failure.exception(e, database));
      takeBack(mark);
      return;
    } catch (RuntimeException | Error e) {
      failGroup(group, e);
      takeBack(mark);
      return;
    }
    if (!changes.isEmpty()) {
      untidy = true;
      committed = append.mark().seq();
      retention.grew(append.mark().logged() - mark.logged(), lastCommit);
      applied.accept(changes);
      tell(changes.stream().map(Applied::change).toList());
    }
    group.forEach(Job.Transaction::answer);
  }

  private void commit(List<Job.Transaction> group, List<Applied> changes) throws SQLException {
    Instant now = limits.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    // The log's times never go back, whatever the clock does.
    lastCommit = now.isAfter(lastCommit) ? now : lastCommit;
    session.run("BEGIN IMMEDIATE");
    for (Job.Transaction transaction : group) {
      applyOne(transaction, changes);
    }
    apply.count(changes);
    session.run("COMMIT");
  }

  private void applyOne(Job.Transaction transaction, List<Applied> changes) throws SQLException {
    AppendChanges.Mark mark = append.mark();
    int told = changes.size();
    try {
      transaction.done = apply.apply(transaction.actor, transaction.writes, lastCommit, changes);
      return;
    } catch (SQLException e) {
      Failure failure = Failure.of(e);
      if (failure.endsTransaction() || !apply.canTakeBack()) {
        throw e;
      }
      transaction.failure =
          failure == Failure.STOPPED
              ? ApplyWrites.late(limits.deadline(), e)
              : Failure.exception(e, database);
    } catch (RuntimeException e) {
      if (!apply.canTakeBack()) {
        throw e;
      }
      transaction.failure = e;
    }
    apply.takeBack(mark);
    changes.subList(told, changes.size()).clear();
  }

  private static void failGroup(List<Job.Transaction> group, Throwable failure) {
    for (Job.Transaction transaction : group) {
      transaction.failure = failure;
      transaction.answer();
    }
  }

  private void takeBack(AppendChanges.Mark mark) {
    append.rewind(mark);
    session.rollback();
  }

  /**
   * One listener's mistake must not keep the others from hearing, nor the callers from their
   * answers.
   */
  private void tell(List<Change> changes) {
    for (Consumer<List<Change>> listener : listeners) {
      try {
        listener.accept(changes);
      } catch (RuntimeException | Error e) {
        LOG.error("A listener failed on the changes up to " + changes.getLast().position(), e);
      }
    }
  }
}
