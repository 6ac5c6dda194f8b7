package io.limp.quickstart;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.messages.TwilioDouble;
import io.limp.messages.TwilioDouble.Does;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limpd dies by {@code kill -9} between sending a message and writing that down. */
class KilledWhileSendingTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");

  private final FakeClock clock = FakeClock.now();
  private final TwilioDouble twilio = new TwilioDouble(clock);

  @AfterEach
  void stop() {
    twilio.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"TAKE_AND_HANG", "HANG", "REFUSE_429"})
  void theMessageIsSentOnceAllTheSame(Does does) {
    Map<String, String> variables =
        Map.of(
            "LIMP_TWILIO_ACCOUNT", TwilioDouble.ACCOUNT,
            "LIMP_TWILIO_TOKEN", TwilioDouble.TOKEN,
            "LIMP_TWILIO_FROM", TwilioDouble.FROM,
            "LIMP_TWILIO_URL", twilio.url());
    TestApp.Setup setup = TestApp.of().modulesFolder(EXAMPLES).clock(clock);
    for (Map.Entry<String, String> each : variables.entrySet()) {
      setup = setup.variable(each.getKey(), each.getValue());
    }
    try (TestApp app = setup.start()) {
      app.restartAfter(() -> sendAndDie(app.folder().resolve("data"), variables, does));
      clock.forward(Duration.ofMinutes(9));
      app.deliverMessages();

      assertThat(twilio.taken()).isEqualTo(1);
      try (TestClient admin = app.admin()) {
        assertThat(admin.call("outbox/read", query()).expect(200).doc())
            .containsEntry("state", "sent");
      }
    }
  }

  private void sendAndDie(Path data, Map<String, String> variables, Does does) {
    twilio.then(does);
    CountDownLatch asked = twilio.nextRequest();
    try (Daemon limpd = Daemon.start(data, EXAMPLES, variables)) {
      TestClient client = TestClient.connect(limpd.websocket());
      client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      client
          .call("order/send_code", query(), doc("phone", "+971501234567", "code", "4711"))
          .expect(204);
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      limpd.kill();
      client.abort();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
