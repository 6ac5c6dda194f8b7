package io.limp.benchmarks.data;

import com.sun.management.OperatingSystemMXBean;
import io.limp.benchmarks.Latencies;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads that ask the same again and again, each as soon as it is answered. */
final class Callers {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** What is measured. */
  interface Operation {
    void run() throws Exception;
  }

  private Callers() {}

  /**
   * Lets them ask for that time; each asks once at least, and what is under way at the end is
   * waited for.
   *
   * @throws IllegalStateException when an operation failed
   */
  static Window run(int callers, Duration time, Operation operation) throws InterruptedException {
    long cpu = PROCESS.getProcessCpuTime();
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    Latencies all = new Latencies();
    Callable<Latencies> caller = () -> askUntil(end, operation);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Latencies> one : threads.invokeAll(Collections.nCopies(callers, caller))) {
        all.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("An operation failed", e.getCause());
    }
    return new Window(System.nanoTime() - begun, PROCESS.getProcessCpuTime() - cpu, all);
  }

  private static Latencies askUntil(long end, Operation operation) throws Exception {
    Latencies latencies = new Latencies();
    long now = System.nanoTime();
    do {
      operation.run();
      long then = now;
      now = System.nanoTime();
      latencies.add(now - then);
    } while (now < end);
    return latencies;
  }
}
