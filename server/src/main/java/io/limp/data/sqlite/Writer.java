package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.DataUnavailable;
import io.limp.data.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Pages of 4 KB that may gather in the write-ahead log under load. */
  private static final long PAGES_BEFORE_CHECKPOINT = 4000;

  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Session session;
  private final ApplyWrites apply;
  private final Limits limits;
  private final Object database;
  private final List<Consumer<List<Change>>> listeners = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock gate = new ReentrantLock();
  private boolean open = true;
  private final Thread thread;

  private Instant lastCommit = Instant.EPOCH;
  private long pagesTried;
  private boolean uncheckpointed = true;

  Writer(Session session, ApplyWrites apply, Limits limits, Object database) {
    this.session = session;
    this.apply = apply;
    this.limits = limits;
    this.database = database;
    this.thread = Thread.ofPlatform().daemon().name("sqlite-writer").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  void onCommit(Consumer<List<Change>> listener) {
    listeners.add(listener);
  }

  /** Queues the writes and waits until they are durable and told. */
  List<Written> write(Id actor, List<PreparedWrite> writes) {
    Transaction transaction = new Transaction(actor, writes);
    enqueue(transaction);
    return transaction.await();
  }

  /** Does something alone on the writer's connection, outside of a transaction. */
  <T> T alone(Errand.Body<T> body) {
    Errand<T> errand = new Errand<>(body);
    enqueue(errand);
    return answer(errand.answer);
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
        queue.add(new End());
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

  sealed interface Job {}

  /** Behind it nothing is queued. */
  private record End() implements Job {}

  /** Something other than a transaction. */
  static final class Errand<T> implements Job {
    /** What is to be done. */
    interface Body<T> {
      T with(Session session) throws SQLException;
    }

    private final Body<T> body;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Errand(Body<T> body) {
      this.body = body;
    }

    void run(Session session, Object database) {
      try {
        answer.complete(body.with(session));
      } catch (SQLException e) {
        answer.completeExceptionally(Failure.exception(e, database));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }
  }

  /** The writes of one caller and its answer. */
  private static final class Transaction implements Job {
    private final Id actor;
    private final List<PreparedWrite> writes;
    private final int bytes;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<List<Written>> answer = new CompletableFuture<>();
    private @Nullable List<Written> done;
    private @Nullable Throwable failure;

    Transaction(Id actor, List<PreparedWrite> writes) {
      this.actor = actor;
      this.writes = writes;
      this.bytes = writes.stream().mapToInt(PreparedWrite::bytes).sum();
    }

    /** Either the writer takes it or an interrupted caller takes it back. */
    boolean take() {
      return taken.compareAndSet(false, true);
    }

    List<Written> await() {
      try {
        return answer.get();
      } catch (InterruptedException e) {
        if (take()) {
          Thread.currentThread().interrupt();
          throw new DataUnavailable("The call was interrupted before it wrote", e);
        }
        // It is being written: the answer comes soon, and only it tells how that went.
        try {
          return Writer.answer(answer);
        } finally {
          Thread.currentThread().interrupt();
        }
      } catch (ExecutionException e) {
        throw rethrown(e);
      }
    }

    void answer() {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else if (done != null) {
        answer.complete(done);
      }
    }
  }

  private static <T> T answer(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(Exception e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null, default -> new IllegalStateException(e);
    };
  }

  private void work() {
    while (true) {
      Job job = next();
      switch (job) {
        case null -> checkpoint();
        case End _ -> {
          checkpoint();
          return;
        }
        case Errand<?> errand -> errand.run(session, database);
        case Transaction first -> {
          writeGroup(group(first));
          checkpointWhenLong();
        }
      }
    }
  }

  /** The next job, or null when there was none for a while and there is something to tidy up. */
  private @Nullable Job next() {
    try {
      return uncheckpointed ? queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS) : queue.take();
    } catch (InterruptedException e) {
      // Nobody who means well interrupts the writer, and nobody ends it but close().
      return null;
    }
  }

  private List<Transaction> group(Transaction first) {
    List<Transaction> group = new ArrayList<>();
    int operations = 0;
    int bytes = 0;
    Transaction next = first;
    while (true) {
      if (next.take()) {
        group.add(next);
        operations += next.writes.size();
        bytes += next.bytes;
      }
      if (operations >= limits.groupOperations() || bytes >= limits.groupBytes()) {
        return group;
      }
      if (!(queue.peek() instanceof Transaction queued)) {
        return group;
      }
      queue.remove();
      next = queued;
    }
  }

  private void writeGroup(List<Transaction> group) {
    List<Change> changes = new ArrayList<>();
    long seq = apply.lastSeq();
    try {
      commit(group, changes);
    } catch (SQLException e) {
      failGroup(group, Failure.exception(e, database));
      takeBack(seq);
      return;
    } catch (RuntimeException | Error e) {
      failGroup(group, e);
      takeBack(seq);
      return;
    }
    if (!changes.isEmpty()) {
      uncheckpointed = true;
      tell(List.copyOf(changes));
    }
    group.forEach(Transaction::answer);
  }

  private void commit(List<Transaction> group, List<Change> changes) throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    // The log's times never go back, whatever the clock does.
    lastCommit = now.isAfter(lastCommit) ? now : lastCommit;
    session.run("BEGIN IMMEDIATE");
    for (Transaction transaction : group) {
      applyOne(transaction, changes);
    }
    apply.count(changes);
    session.run("COMMIT");
  }

  private void applyOne(Transaction transaction, List<Change> changes) throws SQLException {
    long seq = apply.lastSeq();
    int told = changes.size();
    session.run("SAVEPOINT one");
    try {
      transaction.done = apply.apply(transaction.actor, transaction.writes, lastCommit, changes);
      session.run("RELEASE one");
      return;
    } catch (SQLException e) {
      Failure failure = Failure.of(e);
      if (failure.endsTransaction()) {
        throw e;
      }
      transaction.failure =
          failure == Failure.STOPPED
              ? ApplyWrites.late(limits.deadline(), e)
              : Failure.exception(e, database);
    } catch (RuntimeException e) {
      transaction.failure = e;
    }
    session.run("ROLLBACK TO one");
    session.run("RELEASE one");
    apply.rewind(seq);
    changes.subList(told, changes.size()).clear();
  }

  private static void failGroup(List<Transaction> group, Throwable failure) {
    for (Transaction transaction : group) {
      transaction.failure = failure;
      transaction.answer();
    }
  }

  private void takeBack(long seq) {
    apply.rewind(seq);
    try {
      session.once("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has ended the transaction by itself already.
      LOG.debug("Nothing to roll back", e);
    }
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

  private void checkpointWhenLong() {
    try (ResultSet pages = session.statement("PRAGMA wal_checkpoint(NOOP)").executeQuery()) {
      if (!pages.next()) {
        return;
      }
      long inLog = pages.getLong(2);
      // The log starts anew once all of it was moved and no reader needs it.
      pagesTried = Math.min(pagesTried, inLog);
      if (inLog - pagesTried < PAGES_BEFORE_CHECKPOINT) {
        return;
      }
      pagesTried = inLog;
    } catch (SQLException e) {
      LOG.warn("The write-ahead log of {} cannot be measured: {}", database, e.getMessage());
      return;
    }
    checkpoint();
  }

  /** Nothing is lost when it fails: the changes stay in the write-ahead log. */
  private void checkpoint() {
    uncheckpointed = false;
    try {
      session.ask("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.warn("The write-ahead log of {} cannot be moved: {}", database, e.getMessage());
    }
  }
}
