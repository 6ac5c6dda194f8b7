package io.limp.messages;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.messages.TwilioDouble.Does;
import io.limp.mongo.TestMongo;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two limpds share a database and its outbox. */
class TwoNodesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");
  private static final int MESSAGES = 20;

  private final FakeClock clock = FakeClock.now();
  private final TwilioDouble twilio = new TwilioDouble(clock);
  private final TestMongo mongo = TestMongo.start();
  private TestApp one;
  private TestApp two;

  @BeforeEach
  void start() {
    one =
        mongo.dropLater(
            TestApp.of()
                .modulesFolder(EXAMPLES)
                .dataServer(mongo.address())
                .clock(clock)
                .variable("LIMP_TWILIO_ACCOUNT", TwilioDouble.ACCOUNT)
                .variable("LIMP_TWILIO_TOKEN", TwilioDouble.TOKEN)
                .variable("LIMP_TWILIO_FROM", TwilioDouble.FROM)
                .variable("LIMP_TWILIO_URL", twilio.url())
                .variable("LIMP_SEND_SECONDS", "1")
                .start());
    two = one.startAnother();
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    twilio.close();
    mongo.close();
  }

  private void deliverByBoth() throws InterruptedException {
    Thread other = Thread.startVirtualThread(two::deliverMessages);
    one.deliverMessages();
    other.join();
  }

  @Test
  void eachMessageIsSentByOneOfThem() throws InterruptedException {
    twilio.then(Does.REFUSE_429, Does.FAIL_500, Does.TAKE_AND_HANG, Does.CLOSE);
    try (TestClient admin = one.admin()) {
      for (int i = 0; i < MESSAGES; i++) {
        admin
            .call("order/send_code", query(), doc("phone", "+971501234567", "code", "c" + i))
            .expect(204);
      }
      deliverByBoth();
      clock.forward(Duration.ofMinutes(3));
      deliverByBoth();
      clock.forward(Duration.ofMinutes(3));
      deliverByBoth();

      assertThat(admin.call("outbox/read", query()).expect(200).each("state"))
          .hasSize(MESSAGES)
          .containsOnly("sent");
    }
    assertThat(twilio.taken()).isEqualTo(MESSAGES);
  }
}
