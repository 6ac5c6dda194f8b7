package io.limp.benchmarks.data;

import io.limp.data.DataUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How long a read by id takes while eight others look through everything. */
final class ReadsDuringScans {
  private static final int SCANS = 8;
  private static final int READERS = 16;
  private static final double AIM_MILLIS = 25;

  private final DataPlan plan;
  private final People people;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private ReadsDuringScans(DataPlan plan, People people) {
    this.plan = plan;
    this.people = people;
  }

  static void measure(DataPlan plan, Report report, People people) throws Exception {
    report.part(
        "Reads by `_id` of 16 callers during 8 full scans of %,d".formatted(people.count()));
    ReadsDuringScans reads = new ReadsDuringScans(plan, people);
    Rounds alone = new Rounds();
    Rounds during = new Rounds();
    for (int i = 0; i < plan.rounds(); i++) {
      alone.add(reads.reads());
      during.add(reads.duringScans());
    }
    Map<String, Rounds> rounds = new LinkedHashMap<>();
    rounds.put("without scans", alone);
    rounds.put("with 8 scans, whose CPU is in the figure", during);
    report.rows(rounds);
    report.note(
        "Meanwhile %,d scans were answered; %,d were refused because they would have taken too long."
            .formatted(reads.done.get(), reads.refused.get()));
    double millis = during.micros(0.99) / 1e3;
    report.under("p99 of reads by `_id` during 8 scans, ms", AIM_MILLIS, millis, "%.1f");
  }

  private Window duringScans() throws Exception {
    AtomicBoolean wanted = new AtomicBoolean(true);
    List<Future<?>> scans = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < SCANS; i++) {
          scans.add(threads.submit(() -> scanWhile(wanted)));
        }
        // Until they are known to be slow.
        FullScan.run(people);
        return reads();
      } finally {
        wanted.set(false);
      }
    } finally {
      for (Future<?> scan : scans) {
        scan.get();
      }
    }
  }

  /**
   * Each read on a thread of its own, as that of a call: one that goes through without a wait would
   * else keep its carrier, and the wait of the others for it would be in no figure.
   */
  private Window reads() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return Callers.run(READERS, plan.window(), () -> threads.submit(people::readById).get());
    }
  }

  private void scanWhile(AtomicBoolean wanted) {
    while (wanted.get()) {
      try {
        FullScan.run(people);
        done.incrementAndGet();
      } catch (DataUnavailable e) {
        refused.incrementAndGet();
      }
    }
  }
}
