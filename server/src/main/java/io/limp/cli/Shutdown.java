package io.limp.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * When the daemon stops. SIGTERM: now, after the calls that are under way. Ctrl-C: when it is
 * pressed twice within three seconds, because one is easily meant for another window. Either of
 * them again while it stops: at once.
 */
final class Shutdown {
  private static final Duration SECOND_PRESS = Duration.ofSeconds(3);

  /** What shells show for a process that a signal ended: 128 and the signal's number. */
  private static final int BY_SIGINT = 130;

  private static final int BY_SIGTERM = 143;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final LongSupplier nanoTime;
  private final Consumer<String> say;
  private final IntConsumer halt;
  private boolean pressed; // guarded by this
  private long pressedAt; // guarded by this

  Shutdown(LongSupplier nanoTime, Consumer<String> say, IntConsumer halt) {
    this.nanoTime = nanoTime;
    this.say = say;
    this.halt = halt;
  }

  /** One that listens to the signals of this process. */
  static Shutdown onSignals(Consumer<String> say) {
    Shutdown shutdown = new Shutdown(System::nanoTime, say, Runtime.getRuntime()::halt);
    on("INT", shutdown::interrupt);
    on("TERM", shutdown::terminate);
    return shutdown;
  }

  /** Returns when the daemon shall stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Ctrl-C was pressed. */
  synchronized void interrupt() {
    if (isAsked()) {
      halt.accept(BY_SIGINT);
      return;
    }
    long now = nanoTime.getAsLong();
    if (pressed && now - pressedAt <= SECOND_PRESS.toNanos()) {
      say.accept("Stopping.");
      asked.countDown();
      return;
    }
    pressed = true;
    pressedAt = now;
    say.accept("Press Ctrl-C again within three seconds to stop.");
  }

  /** SIGTERM came in. */
  synchronized void terminate() {
    if (isAsked()) {
      halt.accept(BY_SIGTERM);
      return;
    }
    say.accept("Stopping.");
    asked.countDown();
  }

  /**
   * Runs an action when a signal comes in. Java has no other way than sun.misc.Signal, which the
   * module jdk.unsupported keeps for this purpose. By reflection, because javac warns of every
   * mention of it in a way that no annotation silences, and warnings are errors here.
   */
  private static void on(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Shutdown.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java does not hand out SIG" + signal, e);
    }
  }
}
