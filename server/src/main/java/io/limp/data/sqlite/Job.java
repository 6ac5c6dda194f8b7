package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.DataUnavailable;
import io.limp.data.Written;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the {@link Writer} does next. */
sealed interface Job {
  /** Behind it nothing is queued. */
  record End() implements Job {}

  /** Something other than a transaction. */
  final class Errand<T> implements Job {
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

    T await() {
      return Job.answer(answer);
    }
  }

  /** The writes of one caller and its answer. */
  final class Transaction implements Job {
    final Id actor;
    final List<PreparedWrite> writes;
    final int bytes;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<List<Written>> answer = new CompletableFuture<>();
    @Nullable List<Written> done;
    @Nullable Throwable failure;

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
          return Job.answer(answer);
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
}
