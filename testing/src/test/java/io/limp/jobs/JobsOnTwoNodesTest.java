package io.limp.jobs;

import static io.limp.api.Limp.every;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.JobSpec;
import io.limp.api.PackageSpec;
import io.limp.mongo.TestMongo;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two limpds share a database and its jobs. */
class JobsOnTwoNodesTest {
  private static final int TIMES = 20;

  private final FakeClock clock = FakeClock.now();
  private final Chores chores = new Chores();
  private final TestMongo mongo = TestMongo.start();
  private final TestApp one =
      mongo.dropLater(
          TestApp.of("house", chores)
              .brings(
                  PackageSpec.of("house")
                      .job(
                          JobSpec.of("dust", every(Duration.ofMinutes(1)))
                              .call(Chores.class, "count")))
              .dataServer(mongo.address())
              .clock(clock)
              .start());
  private final TestApp two = one.startAnother();

  @AfterEach
  void stop() {
    one.close();
    two.close();
    mongo.close();
  }

  @Test
  void eachTimeOneOfThemRunsIt() throws InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      clock.forward(Duration.ofMinutes(1));
      Thread other = Thread.startVirtualThread(two::runJobs);
      one.runJobs();
      other.join();
      one.runJobs();
    }
    assertThat(chores.counted).hasValue(TIMES);
    try (TestClient admin = one.admin()) {
      assertThat(admin.call("job_run/read", query()).expect(200).each("state"))
          .hasSize(TIMES)
          .containsOnly("done");
      assertThat(admin.call("job/read", query()).expect(200).doc())
          .containsEntry("runs", (long) TIMES)
          .containsEntry("failures", 0L);
    }
  }
}
