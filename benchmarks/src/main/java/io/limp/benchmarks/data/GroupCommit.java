package io.limp.benchmarks.data;

import io.limp.api.Doc;
import io.limp.api.Id;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Durable writes of 64 callers, with a change log, beside the same on RocksDB. */
final class GroupCommit {
  private static final int DOCS = DataPlan.FEW;
  private static final int READS_IN_A_HUNDRED = 90;

  private final DataPlan plan;
  private final Report report;

  GroupCommit(DataPlan plan, Report report) {
    this.plan = plan;
    this.report = report;
  }

  void measure(Path folder) throws Exception {
    try (LimpStore limp = new LimpStore(folder);
        RocksStore rocks = new RocksStore(Files.createDirectory(folder.resolve("rocks")))) {
      Writes onLimp = new Writes(limp);
      Writes onRocks = new Writes(rocks);
      onLimp.fill();
      onRocks.fill();
      compare("inserts", 0.5, onLimp::insert, onRocks::insert);
      compare("updates by id", 0.7, onLimp::update, onRocks::update);
      compare("mixed: 90 % reads, 10 % updates by id", 0.8, onLimp::mixed, onRocks::mixed);
      onLimp.checkAllKept();
      onRocks.checkAllKept();
    }
  }

  private void compare(String what, double aim, Callers.Operation limp, Callers.Operation rocks)
      throws InterruptedException {
    report.part("Group commit, 64 callers: " + what);
    Cases cases = new Cases();
    cases.add("LIMP", DataPlan.CALLERS, limp);
    cases.add("RocksDB", DataPlan.CALLERS, rocks);
    Map<String, Rounds> rounds = cases.measure(plan);
    report.rows(rounds);
    double ratio = of(rounds, "LIMP").perSecond() / of(rounds, "RocksDB").perSecond();
    report.atLeast(what + ", of RocksDB's", aim, ratio, "%.2f");
  }

  private static Rounds of(Map<String, Rounds> rounds, String name) {
    return Objects.requireNonNull(rounds.get(name));
  }

  /** The operations on one of the stores. */
  private static final class Writes {
    private final Store store;
    private final AtomicLong inserted = new AtomicLong();

    Writes(Store store) {
      this.store = store;
    }

    void fill() throws Exception {
      List<Future<?>> inserts = new ArrayList<>();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < DOCS; i++) {
          Doc doc = SampleDocs.doc(SampleDocs.id(i), i, DOCS);
          inserts.add(callers.submit(() -> insert(doc)));
        }
      }
      for (Future<?> insert : inserts) {
        insert.get();
      }
    }

    void insert() throws Exception {
      int number = ThreadLocalRandom.current().nextInt(DOCS);
      insert(SampleDocs.doc(Id.next(Instant.now()), number, DOCS));
    }

    private Object insert(Doc doc) throws Exception {
      store.insert(doc);
      return inserted.incrementAndGet();
    }

    void update() throws Exception {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      Id id = SampleDocs.id(random.nextInt(DOCS));
      store.update(id, new Doc(Map.of("rank", random.nextLong(1L << 40))));
    }

    void mixed() throws Exception {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      if (random.nextInt(100) < READS_IN_A_HUNDRED) {
        store.read(SampleDocs.id(random.nextInt(DOCS)));
      } else {
        update();
      }
    }

    /** Writes that were answered but are not there would make a fine figure. */
    void checkAllKept() throws Exception {
      long count = store.count();
      if (count != inserted.get()) {
        throw new IllegalStateException(inserted + " were inserted, " + count + " are there");
      }
    }
  }
}
