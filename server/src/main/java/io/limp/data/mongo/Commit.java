package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import io.limp.data.Change;
import io.limp.data.DataUnavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the writes of callers durable, all of each or none: in one transaction for several callers,
 * or, where the deployment has no transactions, one by one, taking back what was done of a write
 * that fails. The latter is for development: whoever reads meanwhile sees halves, and what a crash
 * interrupts stays as it is.
 */
final class Commit {
  private static final int ATTEMPTS = 20;

  private final Connection connection;
  private final ChangeLog log;
  private final boolean transactions;
  private final InstantSource clock;

  Commit(Connection connection, ChangeLog log, boolean transactions, InstantSource clock) {
    this.connection = connection;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** True when several callers may be committed at once. */
  boolean takesSeveral() {
    return transactions;
  }

  /** One of several callers failed, and with it the transaction of all. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Writer.Transaction caller;

    Failed(Writer.Transaction caller, RuntimeException cause) {
      super(null, cause, false, false);
      this.caller = caller;
    }

    RuntimeException reason() {
      return getCause() instanceof RuntimeException reason
          ? reason
          : new IllegalStateException(getCause());
    }
  }

  /**
   * Does the writes of all of these callers.
   *
   * @return the changes, in order
   * @throws Failed when a caller's writes cannot be done; then nobody's are
   */
  List<Change> of(List<Writer.Transaction> callers) {
    connection.check();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return transactions ? together(callers) : apart(callers.getFirst());
      } catch (ApplyWrites.Race e) {
        // Someone else was quicker: what is there now is looked at again.
        Thread.onSpinWait();
      } catch (MongoException e) {
        throw connection.failure(e);
      }
    }
    throw new DataUnavailable("Others change the same documents all the time; nothing was written");
  }

  private List<Change> together(List<Writer.Transaction> callers) {
    List<Change> changes = new ArrayList<>();
    try (ClientSession session = connection.client().startSession()) {
      // Tries again by itself when another transaction is in the way or the primary changes.
      session.withTransaction(
          () -> {
            changes.clear();
            Scope scope = Scope.in(session);
            log.lock(scope);
            List<ChangeLog.Entry> entries = new ArrayList<>();
            for (Writer.Transaction caller : callers) {
              apply(scope, caller, entries);
            }
            if (entries.isEmpty()) {
              session.abortTransaction();
            } else {
              changes.addAll(log.append(scope, entries, clock.instant()));
            }
            return true;
          });
    }
    return changes;
  }

  private static void apply(Scope scope, Writer.Transaction caller, List<ChangeLog.Entry> entries) {
    try {
      caller.done(new ApplyWrites(scope, caller.actor(), entries).apply(caller.writes()));
    } catch (MongoException | ApplyWrites.Race e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Failed(caller, e);
    }
  }

  private List<Change> apart(Writer.Transaction caller) {
    List<ChangeLog.Entry> entries = new ArrayList<>();
    ApplyWrites apply = new ApplyWrites(Scope.oneByOne(), caller.actor(), entries);
    try {
      caller.done(apply.apply(caller.writes()));
      return entries.isEmpty() ? List.of() : log.append(Scope.oneByOne(), entries, clock.instant());
    } catch (MongoException | ApplyWrites.Race e) {
      apply.takeBack();
      throw e;
    } catch (RuntimeException e) {
      apply.takeBack();
      throw new Failed(caller, e);
    }
  }
}
