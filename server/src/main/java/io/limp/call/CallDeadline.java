package io.limp.call;

import io.limp.api.Refusal;
import io.limp.api.SourceLine;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls that take too long: their thread is interrupted, and their caller told. A call runs on
 * the thread that asks for it; one thread looks after all of them, a few times a second.
 *
 * <p>Code that ignores the interrupt cannot be ended. After {@link #GRACE} another thread answers
 * its caller and goes on where it was in the way; what it gives at last is dropped.
 *
 * <p>Such code may compute for ever, and virtual threads do not take turns: a few would stop all
 * others. So while calls compute for longer than {@link #LONG}, the scheduler of virtual threads
 * gets as many more threads.
 */
public final class CallDeadline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallDeadline.class);

  /** How long a call may take to end once it is interrupted. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration PACE = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final int MOST_EXTRA_THREADS = 64;
  private static final int MOST_FRAMES = 30;

  private final Duration most;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean closed;

  /** Touched by the watching thread only. */
  private int extraThreads;

  /**
   * @param most how long a call may take
   */
  public CallDeadline(Duration most) {
    this.most = most;
    watch = Thread.ofPlatform().daemon().name("call-deadline").unstarted(this::watch);
  }

  /** Looks after the calls from now on. */
  public void start() {
    watch.start();
  }

  /** The caller has been answered by another thread: nothing is to be done any more. */
  public static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLate() {
      super("Somebody else has answered", null, false, false);
    }
  }

  private enum State {
    IN_TIME,
    INTERRUPTED,
    REPLACED
  }

  /** One call. */
  private static final class Running {
    final String what;
    final Thread thread = Thread.currentThread();
    final long startNanos = System.nanoTime();
    final Consumer<Refusal> instead;
    private State state = State.IN_TIME;
    private boolean ended;

    Running(String what, Consumer<Refusal> instead) {
      this.what = what;
      this.instead = instead;
    }

    /** True when it was running until now, in that state. */
    synchronized boolean change(State from, State to) {
      if (ended || state != from) {
        return false;
      }
      state = to;
      if (to == State.INTERRUPTED) {
        thread.interrupt();
      }
      return true;
    }

    /** By its own thread. */
    synchronized State end() {
      ended = true;
      if (state != State.IN_TIME) {
        Thread.interrupted(); // it was meant for the call, not for what the thread does next
      }
      return state;
    }
  }

  /**
   * Runs the work on this thread.
   *
   * @param what for the log: module and method
   * @param instead told on another thread why there is no result, when this thread does not come
   *     back in time
   * @return its result
   * @throws Refusal 504 when it took too long and failed for it
   * @throws TooLate when it took too long and {@code instead} was told
   */
  <T> T run(String what, Supplier<T> work, Consumer<Refusal> instead) {
    Running call = new Running(what, instead);
    running.add(call);
    State state;
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      running.remove(call);
      state = call.end();
      if (state == State.IN_TIME) {
        throw e;
      }
      LOG.debug("{} ended in this way when it was interrupted", what, e);
      throw state == State.REPLACED ? new TooLate() : Codes.callTimeout(most);
    }
    running.remove(call);
    if (call.end() == State.REPLACED) {
      LOG.warn("{} has ended at last; its caller was answered long ago", what);
      throw new TooLate();
    }
    return result; // it was done, be it late
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(PACE);
        look();
      } catch (InterruptedException e) {
        return; // it is closed
      } catch (RuntimeException e) {
        LOG.error("Looking after the calls failed", e);
      }
    }
  }

  private void look() {
    long now = System.nanoTime();
    int computing = 0;
    for (Running call : running) {
      long age = now - call.startNanos;
      if (age > most.toNanos() && call.change(State.IN_TIME, State.INTERRUPTED)) {
        tell(call);
      } else if (age > most.plus(GRACE).toNanos()
          && call.change(State.INTERRUPTED, State.REPLACED)) {
        LOG.error(
            "{} does not end though it was interrupted: its thread is left behind", call.what);
        Thread.startVirtualThread(() -> call.instead.accept(Codes.callTimeout(most)));
      }
      if (age > LONG.toNanos() && call.thread.getState() == Thread.State.RUNNABLE) {
        computing++;
      }
    }
    makeRoom(Math.min(computing, MOST_EXTRA_THREADS));
  }

  private void tell(Running call) {
    StackTraceElement[] frames = call.thread.getStackTrace();
    Optional<SourceLine> line = Stream.of(frames).flatMap(CallDeadline::authors).findFirst();
    LOG.error(
        "{} takes longer than {} s and is interrupted{}; it stands at{}",
        call.what,
        most.toSeconds(),
        line.map(at -> " (" + at + ")").orElse(""),
        Stream.of(frames)
            .limit(MOST_FRAMES)
            .map(frame -> "\n\tat " + frame)
            .collect(Collectors.joining()));
  }

  private static Stream<SourceLine> authors(StackTraceElement frame) {
    return AuthorsFault.line(new StackTraceElement[] {frame}).stream();
  }

  private void makeRoom(int extra) {
    if (extra == extraThreads) {
      return; // as nearly always, and then the scheduler's bean is not even made
    }
    VirtualThreadSchedulerMXBean scheduler =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    try {
      scheduler.setParallelism(scheduler.getParallelism() + extra - extraThreads);
      LOG.debug("{} calls compute for long: as many more threads for the others", extra);
      extraThreads = extra;
    } catch (UnsupportedOperationException e) {
      LOG.debug("This Java cannot have more threads for virtual threads: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
  }
}
