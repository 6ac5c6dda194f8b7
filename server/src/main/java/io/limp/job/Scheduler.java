package io.limp.job;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.Refusal;
import io.limp.api.SourceLine;
import io.limp.call.CallPipeline;
import io.limp.core.Job;
import io.limp.core.JobRun;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls methods when it is time. Each run has a thread of its own; what it throws is written down
 * and logged, and disturbs nothing.
 *
 * <p>A server says every while that it still runs what it runs. A run whose server has not done so
 * counts as lost, and its job may run again.
 */
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration LONGEST_REST = JobStore.ALIVE.dividedBy(3);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final JobStore store;
  private final InstantSource clock;
  private final Map<Id, Thread> runs = new ConcurrentHashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final ReentrantLock oneRoundAtATime = new ReentrantLock();
  private final Thread thread = Thread.ofVirtual().name("jobs").unstarted(this::work);
  private volatile Work work;
  private volatile boolean closed;

  /** The jobs, and what calls them; a reload puts another in its place. */
  private record Work(List<KnownJob> jobs, CallPipeline pipeline) {
    static Work of(Map<String, JobSpec> declared, CallPipeline pipeline) {
      List<KnownJob> jobs = new ArrayList<>();
      new LinkedHashMap<>(declared)
          .forEach(
              (name, spec) -> jobs.add(new KnownJob(name, spec, NextTime.of(spec.schedule()))));
      return new Work(jobs, pipeline);
    }
  }

  /**
   * @param declared by {@code package/job}; their schedules are checked
   * @param jobCollection of the module {@link Job}
   * @param runCollection of the module {@link JobRun}
   */
  public Scheduler(
      Map<String, JobSpec> declared,
      CallPipeline pipeline,
      Data data,
      String jobCollection,
      String runCollection,
      InstantSource clock) {
    this.work = Work.of(declared, pipeline);
    this.clock = clock;
    store = new JobStore(data, jobCollection, runCollection, Id.next(clock.instant()));
  }

  /** Makes the jobs known and begins; without jobs it does nothing. */
  public void start() {
    Work now = work;
    if (!now.jobs.isEmpty()) {
      now.jobs.forEach(job -> store.declare(job, clock.instant()));
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
      wake.release();
    }
  }

  /**
   * These are the jobs from now on; runs that began go on as they began.
   *
   * @param declared as at the start
   */
  public void replace(Map<String, JobSpec> declared, CallPipeline pipeline) {
    work = Work.of(declared, pipeline);
    start();
  }

  private void work() {
    try {
      while (!closed) {
        wake.tryAcquire(rest().toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was closed while it waited
    }
  }

  private Duration rest() {
    try {
      Instant next = round();
      Duration rest = Duration.between(clock.instant(), next).plusMillis(1);
      return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    } catch (DataUnavailable e) {
      LOG.warn("Jobs wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Jobs wait", e);
    }
    return LONGEST_REST;
  }

  /** Starts what is due now and returns when nothing runs here any more. */
  public void settle() {
    round();
    for (Thread run : List.copyOf(runs.values())) {
      try {
        run.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Starts what is due; gives when it is to look again. */
  private Instant round() {
    oneRoundAtATime.lock();
    try {
      Instant now = clock.instant();
      store.alive(List.copyOf(runs.keySet()), now);
      Instant next = now.plus(LONGEST_REST);
      Work current = work;
      for (KnownJob job : current.jobs) {
        Optional<Instant> due = closed ? Optional.empty() : look(job, current.pipeline, now);
        if (due.isPresent() && due.get().isAfter(now) && due.get().isBefore(next)) {
          next = due.get();
        }
      }
      return next;
    } finally {
      oneRoundAtATime.unlock();
    }
  }

  /** Runs the job if it is due; gives when it is due next. */
  private Optional<Instant> look(KnownJob job, CallPipeline pipeline, Instant now) {
    Optional<Doc> known = store.find(job);
    Optional<Instant> due = known.flatMap(doc -> doc.find(Job.NEXT_TIME));
    if (known.isEmpty() || due.isEmpty() || due.get().isAfter(now)) {
      return due;
    }
    if (!isRunning(job, now) || job.spec().overlap() == JobSpec.Overlap.ALLOW) {
      // Without a claim somebody was faster: to run it, or to write down how the last run ended.
      store
          .claim(job, known.get(), now)
          .ifPresentOrElse(run -> begin(job, pipeline, run), wake::release);
    } else if (job.spec().overlap() == JobSpec.Overlap.SKIP) {
      store.skip(job, known.get(), now);
      LOG.warn("The job {} still runs, and is left out this time", job.name());
    }
    return store.find(job).flatMap(doc -> doc.find(Job.NEXT_TIME));
  }

  private boolean isRunning(KnownJob job, Instant now) {
    boolean running = false;
    for (Doc run : store.running(job)) {
      if (runs.containsKey(run.id())
          || run.find(JobRun.ALIVE_UNTIL).filter(until -> until.isAfter(now)).isPresent()) {
        running = true;
      } else {
        LOG.warn("A run of the job {} is lost: its server is gone", job.name());
        store.ended(job.name(), run.id(), JobRun.LOST, Optional.of("Its server is gone"), now);
      }
    }
    return running;
  }

  private void begin(KnownJob job, CallPipeline pipeline, Id run) {
    Thread own =
        Thread.ofVirtual()
            .name("job " + job.name())
            .unstarted(() -> runToItsEnd(job, pipeline, run));
    runs.put(run, own);
    own.start();
  }

  private void runToItsEnd(KnownJob job, CallPipeline pipeline, Id run) {
    try {
      Optional<String> error = error(job, pipeline);
      store.ended(
          job.name(), run, error.isPresent() ? JobRun.FAILED : JobRun.DONE, error, clock.instant());
    } catch (RuntimeException e) {
      LOG.error("How the job {} ended was not written down", job.name(), e);
    } finally {
      runs.remove(run);
      wake.release(); // one that waits for its end may run now
    }
  }

  /** What went wrong, with the place in the author's code. */
  private Optional<String> error(KnownJob job, CallPipeline pipeline) {
    JobSpec.Called call = job.call();
    try {
      pipeline.runJob(call.module(), call.method(), call.doc(), call.user());
      return Optional.empty();
    } catch (Refusal refusal) {
      LOG.warn("The job {} was refused: {}", job.name(), refusal.sentence());
      return Optional.of(refusal.code() + ": " + refusal.sentence());
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      SourceLine at = SourceLine.of(e, call.module());
      LOG.error("The job {} failed at {}: {}", job.name(), at, e.toString(), e);
      return Optional.of(at + ": " + e);
    }
  }

  /** Starts nothing more, and gives what runs a moment to end. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Instant until = Instant.now().plus(CLOSING);
    for (Thread run : List.copyOf(runs.values())) {
      try {
        Duration left = Duration.between(Instant.now(), until);
        if (left.isNegative() || !run.join(left)) {
          run.interrupt();
          run.join(Duration.ofSeconds(1));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
