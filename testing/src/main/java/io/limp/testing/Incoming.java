package io.limp.testing;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The frames in the order in which they came, until somebody takes them. */
final class Incoming implements WebSocket.Listener {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All below: under the lock.
  private final List<Answer> frames = new ArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private Optional<Integer> closed = Optional.empty();

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    change(
        () -> {
          partial.append(data);
          if (last) {
            frames.add(Answer.of(partial.toString()));
            partial.setLength(0);
          }
        });
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    change(() -> closed = Optional.of(code));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    change(() -> closed = Optional.of(1006));
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Answer take(Predicate<Answer> wanted, String what) {
    long left = DEADLINE.toNanos();
    lock.lock();
    try {
      while (true) {
        for (Iterator<Answer> each = frames.iterator(); each.hasNext(); ) {
          Answer frame = each.next();
          if (wanted.test(frame)) {
            each.remove();
            return frame;
          }
        }
        if (closed.isPresent()) {
          throw new AssertionError("No " + what + ": closed with " + closed.get() + came());
        }
        if (left <= 0) {
          throw new AssertionError("No " + what + " within " + DEADLINE + came());
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while waiting for the " + what, e);
    } finally {
      lock.unlock();
    }
  }

  int awaitClose() {
    long left = DEADLINE.toNanos();
    lock.lock();
    try {
      while (closed.isEmpty()) {
        if (left <= 0) {
          throw new AssertionError("Not closed within " + DEADLINE + came());
        }
        left = changed.awaitNanos(left);
      }
      return closed.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while waiting for the close", e);
    } finally {
      lock.unlock();
    }
  }

  private String came() {
    return frames.isEmpty() ? "" : "; what came: " + frames;
  }
}
