package io.limp.data.mongo;

import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.DataUnavailable;
import io.limp.data.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this limpd that writes and tells the listeners.
 *
 * <p>How it works: callers queue their writes and wait. The writer takes what is queued, up to a
 * limit, and commits it in one transaction; while that runs, the next group gathers. One whose
 * writes cannot be done takes the transaction with it, so the others are done again without it, and
 * it alone after them. Then the listeners are told, in the order of the change log, and last the
 * callers are answered.
 *
 * <p>{@code open} is guarded by {@code gate}; the queue is shared.
 */
final class Writer implements AutoCloseable {
  private static final int MOST_WRITES = 200;

  private final Commit commit;
  private final Listeners listeners;
  private final Runnable grown;
  private final String database;
  private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final AtomicBoolean news = new AtomicBoolean();
  private final ReentrantLock gate = new ReentrantLock();
  private boolean open = true;
  private final Thread thread;

  /**
   * For a database.
   *
   * @param grown is told when the change log has become longer
   */
  Writer(Commit commit, Listeners listeners, Runnable grown, String database) {
    this.commit = commit;
    this.listeners = listeners;
    this.grown = grown;
    this.database = database;
    this.thread = Thread.ofPlatform().daemon().name("mongo-writer").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Queues the writes and waits until they are durable and told. */
  List<Written> write(Id actor, List<PreparedWrite> writes) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "A listener of commits must not write: the writer would wait for itself");
    }
    Transaction transaction = new Transaction(actor, writes);
    gate.lock();
    try {
      if (!open) {
        throw closed();
      }
      queue.add(transaction);
    } finally {
      gate.unlock();
    }
    return transaction.await();
  }

  private DataUnavailable closed() {
    return new DataUnavailable("The database " + database + " is closed");
  }

  /** Others have written: the listeners are told soon. */
  void wake() {
    if (news.compareAndSet(false, true)) {
      queue.add(new News());
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

  /** Behind it nothing is queued that anyone waits for. */
  private record End() implements Job {}

  /** Look for what others have written. */
  private record News() implements Job {}

  /** The writes of one caller. */
  static final class Transaction implements Job {
    private final Id actor;
    private final List<PreparedWrite> writes;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<List<Written>> answer = new CompletableFuture<>();
    private @Nullable List<Written> done;

    Transaction(Id actor, List<PreparedWrite> writes) {
      this.actor = actor;
      this.writes = List.copyOf(writes);
    }

    Id actor() {
      return actor;
    }

    List<PreparedWrite> writes() {
      return writes;
    }

    void done(List<Written> written) {
      done = written;
    }

    /** True for the first who asks: the writer, who does it, or the caller, who withdraws it. */
    boolean take() {
      return taken.compareAndSet(false, true);
    }

    void fail(Throwable reason) {
      answer.completeExceptionally(reason);
    }

    void answer() {
      if (done != null) {
        answer.complete(done);
      }
    }

    List<Written> await() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return answer.get();
          } catch (InterruptedException e) {
            interrupted = true;
            if (take()) {
              throw new DataUnavailable("The call was interrupted; nothing was written", e);
            }
            // It is being written: the answer comes soon, and only it tells how that went.
          }
        }
      } catch (ExecutionException e) {
        throw switch (e.getCause()) {
          case RuntimeException cause -> cause;
          case Error cause -> throw cause;
          case null, default -> new IllegalStateException(e);
        };
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void work() {
    while (true) {
      Job job;
      try {
        job = queue.take();
      } catch (InterruptedException e) {
        // Nobody who means well interrupts the writer, and nobody ends it but close().
        continue;
      }
      switch (job) {
        case End _ -> {
          return;
        }
        case News _ -> {
          news.set(false);
          listeners.catchUp();
        }
        case Transaction first -> writeGroup(group(first));
      }
    }
  }

  private List<Transaction> group(Transaction first) {
    List<Transaction> group = new ArrayList<>();
    int writes = 0;
    Transaction next = first;
    while (true) {
      if (next.take()) {
        group.add(next);
        writes += next.writes.size();
      }
      if (writes >= MOST_WRITES || (!commit.takesSeveral() && !group.isEmpty())) {
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
    List<Transaction> alone = new ArrayList<>();
    List<Transaction> rest = new ArrayList<>(group);
    while (!rest.isEmpty()) {
      try {
        List<Change> changes = commit.of(rest);
        listeners.tell(changes);
        rest.forEach(Transaction::answer);
        grown.run();
        rest.clear();
      } catch (Commit.Failed e) {
        rest.remove(e.caller);
        if (group.size() == 1) {
          e.caller.fail(e.reason());
        } else {
          alone.add(e.caller);
        }
      } catch (RuntimeException | Error e) {
        rest.forEach(each -> each.fail(e));
        rest.clear();
      }
    }
    alone.forEach(each -> writeGroup(List.of(each)));
  }
}
