package io.limp.jobs;

import static io.limp.api.Limp.cron;
import static io.limp.api.Limp.every;
import static io.limp.api.Limp.once;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.JobSpec.Overlap;
import io.limp.api.PackageSpec;
import io.limp.core.User;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest {
  /** A Monday; 7:59 in Dubai. */
  private static final Instant MONDAY = Instant.parse("2026-01-05T03:59:00Z");

  private static final long DEADLINE = Duration.ofSeconds(30).toNanos();

  private final FakeClock clock = FakeClock.at(MONDAY);
  private final Chores chores = new Chores();
  private TestApp app;

  @AfterEach
  void stop() {
    chores.gate.countDown();
    app.close();
  }

  private void start(JobSpec... jobs) {
    PackageSpec spec = PackageSpec.of("house");
    for (JobSpec job : jobs) {
      spec = spec.job(job);
    }
    app = TestApp.of("house", chores).brings(spec).clock(clock).start();
    app.runJobs();
  }

  private void later(Duration time) {
    clock.forward(time);
    app.runJobs();
  }

  private Map<String, Object> job(String name) {
    try (TestClient admin = app.admin()) {
      return admin.call("job/read", query("name", val("house/" + name))).expect(200).doc();
    }
  }

  /** The states of all runs, newest first. */
  private List<Object> states() {
    try (TestClient admin = app.admin()) {
      return admin.call("job_run/read", query()).expect(200).each("state");
    }
  }

  @Test
  void aCronExpressionIsMeantInItsTimeZone() {
    start(
        JobSpec.of("sweep", cron("0 8 * * MON-FRI").in("Asia/Dubai")).call(Chores.class, "count"));
    assertThat(chores.counted).hasValue(0);
    later(Duration.ofMinutes(1));
    assertThat(chores.counted).hasValue(1);
    later(Duration.ofMinutes(5));
    assertThat(chores.counted).hasValue(1);
    assertThat(job("sweep"))
        .containsEntry("last_state", "done")
        .containsEntry("runs", 1L)
        .containsEntry("calls", "Chores/count")
        .containsEntry("schedule", "cron 0 8 * * MON-FRI Asia/Dubai")
        .containsEntry(
            "next_time", (double) Instant.parse("2026-01-06T04:00:00Z").getEpochSecond());
    for (int day = 0; day < 7; day++) {
      later(Duration.ofDays(1));
    }
    assertThat(chores.counted).hasValue(6); // not on Saturday and Sunday
  }

  @Test
  void aRateStaysInStepAndMakesUpForWhatWasMissedOnce() {
    start(JobSpec.of("dust", every(Duration.ofMinutes(10))).call(Chores.class, "count"));
    later(Duration.ofMinutes(9));
    assertThat(chores.counted).hasValue(0);
    later(Duration.ofMinutes(1));
    assertThat(chores.counted).hasValue(1);
    later(Duration.ofMinutes(35));
    assertThat(chores.counted).hasValue(2);
    later(Duration.ofMinutes(5));
    assertThat(chores.counted).hasValue(3);
    app.restart();
    app.runJobs();
    assertThat(chores.counted).hasValue(3);
    later(Duration.ofMinutes(10));
    assertThat(chores.counted).hasValue(4);
    assertThat(states()).containsExactly("done", "done", "done", "done");
  }

  @Test
  void onceIsOnce() {
    start(JobSpec.of("move", once(MONDAY.plus(Duration.ofHours(1)))).call(Chores.class, "count"));
    app.restartAfter(() -> clock.forward(Duration.ofHours(2)));
    app.runJobs();
    assertThat(chores.counted).hasValue(1);
    app.restart();
    later(Duration.ofDays(400));
    assertThat(chores.counted).hasValue(1);
    assertThat(job("move")).containsEntry("next_time", null);
  }

  @Test
  void aJobThatDiesIsToldWithItsLineAndDisturbsNothing() {
    ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("io.limp.job.Scheduler");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(new SimpleFormatter().formatMessage(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      start(
          JobSpec.of("sweep", every(Duration.ofMinutes(1))).call(Chores.class, "die"),
          JobSpec.of("dust", every(Duration.ofMinutes(1))).call(Chores.class, "count"));
      later(Duration.ofMinutes(1));
      later(Duration.ofMinutes(1));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(chores.counted).hasValue(2);
    assertThat(job("sweep"))
        .containsEntry("last_state", "failed")
        .containsEntry("runs", 2L)
        .containsEntry("failures", 2L);
    try (TestClient admin = app.admin()) {
      assertThat(
              admin
                  .call("job_run/read", query("state", val("failed"), "$limit", 1))
                  .expect(200)
                  .doc()
                  .get("error"))
          .asString()
          .matches("Chores\\.java:\\d+: java.lang.IllegalStateException: the broom is broken");
    }
    assertThat(logged)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("The job house/sweep failed at Chores\\.java:\\d+: .*broken"));
  }

  @Test
  void aJobThatCallsAsAUserHasTheirPermissionsOfThatMoment() {
    Id ada = Id.of("5f0000000000000000000ada");
    PackageSpec spec =
        PackageSpec.of("house")
            .doc(User.class, ada, Doc.of(User.USERNAME, "ada").with(User.EMAIL, "a@example.com"))
            .job(
                JobSpec.of("write", every(Duration.ofMinutes(1)))
                    .callAs(ada, Chores.class, "create", Doc.of(Chores.TITLE, "by ada")));
    app = TestApp.of("house", chores).brings(spec).clock(clock).start();
    app.runJobs();
    try (TestClient operator = app.admin()) {
      later(Duration.ofMinutes(1));
      assertThat(states()).containsExactly("failed");
      operator
          .call(
              "user/update",
              byId(ada.toString()),
              doc("privileges", Map.of("chores", List.of("create"))))
          .expect(200);
      later(Duration.ofMinutes(1));
      assertThat(states()).containsExactly("done", "failed");
      assertThat(operator.call("chores/read", query()).expect(200).doc())
          .containsEntry("user", ada.toString())
          .containsEntry("title", "by ada");
    }
  }

  @ParameterizedTest
  @CsvSource({"SKIP, 'skipped,running', 1", "WAIT, 'running', 1", "ALLOW, 'running,running', 2"})
  void whenItStillRunsTheOverlapRuleDecides(Overlap rule, String states, int running) {
    start(
        JobSpec.of("wash", every(Duration.ofMinutes(10))).call(Chores.class, "wait").overlap(rule));
    clock.forward(Duration.ofMinutes(10));
    Thread first = Thread.startVirtualThread(app::runJobs);
    await(() -> chores.waiting.get() == 1);
    clock.forward(Duration.ofMinutes(10));
    Thread second = Thread.startVirtualThread(app::runJobs);
    await(() -> states().equals(List.of(states.split(","))));
    await(() -> chores.waiting.get() == running);

    chores.gate.countDown();
    join(first);
    join(second);
    app.runJobs();
    assertThat(states()).doesNotContain("running");
    assertThat(states().stream().filter("done"::equals)).hasSize(rule == Overlap.SKIP ? 1 : 2);
  }

  @Test
  void aRunWhoseServerIsGoneIsLost() {
    start(JobSpec.of("wash", every(Duration.ofMinutes(10))).call(Chores.class, "wait"));
    clock.forward(Duration.ofMinutes(10));
    Thread first = Thread.startVirtualThread(app::runJobs);
    await(() -> chores.waiting.get() == 1);
    app.restart();
    clock.forward(Duration.ofMinutes(10));
    Thread second = Thread.startVirtualThread(app::runJobs);
    await(() -> states().equals(List.of("running", "lost")));
    chores.gate.countDown();
    join(first);
    join(second);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + DEADLINE;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
