package io.limp.messages;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.messages.TwilioDouble.Does;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SMS through Twilio's own library, by the guide's shop. */
class SmsTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("limp.home", ".."), "docs/guide/examples");

  private final FakeClock clock = FakeClock.now();
  private final TwilioDouble twilio = new TwilioDouble(clock);
  private TestApp app;
  private TestClient admin;

  @BeforeEach
  void start() {
    app =
        TestApp.of()
            .modulesFolder(EXAMPLES)
            .clock(clock)
            .variable("LIMP_TWILIO_ACCOUNT", TwilioDouble.ACCOUNT)
            .variable("LIMP_TWILIO_TOKEN", TwilioDouble.TOKEN)
            .variable("LIMP_TWILIO_FROM", TwilioDouble.FROM)
            .variable("LIMP_TWILIO_URL", twilio.url())
            .variable("LIMP_SEND_SECONDS", "1")
            .start();
    admin = app.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
    twilio.close();
  }

  private void send() {
    admin
        .call("order/send_code", query(), doc("phone", "+971501234567", "code", "4711"))
        .expect(204);
    app.deliverMessages();
  }

  private void later(Duration time) {
    clock.forward(time);
    app.deliverMessages();
  }

  private Map<String, Object> message() {
    return admin.call("outbox/read", query("$extn", false)).expect(200).doc();
  }

  @Test
  void aMethodSendsWithPathAuthAndBodyAsTwilioWantsThem() {
    send();

    assertThat(twilio.posts())
        .containsExactly(
            new TwilioDouble.Asked(
                "POST",
                "/2010-04-01/Accounts/" + TwilioDouble.ACCOUNT + "/Messages.json",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (TwilioDouble.ACCOUNT + ":" + TwilioDouble.TOKEN)
                                .getBytes(StandardCharsets.US_ASCII)),
                Map.of(
                    "To", "+971501234567",
                    "From", TwilioDouble.FROM,
                    "Body", "Your code is 4711.")));
    assertThat(message())
        .containsEntry("state", "sent")
        .containsEntry("attempts", 1L)
        .containsEntry("reference", "SM00000000000000000000000000000001")
        .containsEntry("error", null)
        .doesNotContainKeys("text", "html");
    later(Duration.ofDays(2));
    assertThat(twilio.taken()).isEqualTo(1);
  }

  @Test
  void aRefusalIsTheEndAndSaysWhy() {
    twilio.then(Does.REFUSE_400);
    send();
    assertThat(message()).containsEntry("state", "failed");
    assertThat(message().get("error")).isEqualTo("Twilio answered 400: Invalid 'To' Phone Number");
    later(Duration.ofHours(2));
    assertThat(twilio.posts()).hasSize(1);

    String id = String.valueOf(message().get("_id"));
    admin.call("outbox/update", byId(id), doc("state", "sent")).expect(400);
    admin.call("outbox/update", byId(id), doc("state", "waiting")).expect(200);
    app.deliverMessages();
    assertThat(message()).containsEntry("state", "sent");
    assertThat(admin.call("outbox/update", byId(id), doc("state", "waiting")).expect(200).count())
        .isZero();
  }

  @Test
  void whoIsTooFastWaitsAsLongAsTwilioSays() {
    twilio.then(Does.REFUSE_429);
    send();
    assertThat(message()).containsEntry("state", "waiting");
    later(Duration.ofSeconds(119));
    assertThat(twilio.posts()).hasSize(1);
    later(Duration.ofSeconds(2));
    assertThat(message()).containsEntry("state", "sent").containsEntry("attempts", 2L);
    assertThat(twilio.taken()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL_500", "HANG", "CLOSE"})
  void whatWasNotTakenIsSentAgain(Does failure) {
    twilio.then(failure, failure);
    send();
    assertThat(message()).containsEntry("state", "waiting");
    assertThat(message().get("error")).asString().startsWith("Twilio ");
    later(Duration.ofSeconds(11));
    assertThat(twilio.posts()).hasSize(2);
    later(Duration.ofSeconds(31));
    assertThat(message()).containsEntry("state", "sent").containsEntry("attempts", 3L);
    assertThat(twilio.posts()).hasSize(3);
    assertThat(twilio.taken()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"TAKE_AND_HANG", "TAKE_AND_CLOSE"})
  void whatWasTakenWithoutAWordIsNotSentAgain(Does silence) {
    twilio.then(silence);
    send();
    assertThat(message()).containsEntry("state", "waiting");
    later(Duration.ofSeconds(11));
    assertThat(message())
        .containsEntry("state", "sent")
        .containsEntry("reference", "SM00000000000000000000000000000001");
    assertThat(twilio.posts()).hasSize(1);
    assertThat(twilio.taken()).isEqualTo(1);
  }

  @Test
  void aCodeThatIsOldIsGivenUp() {
    twilio.then(
        Does.REFUSE_429, Does.REFUSE_429, Does.REFUSE_429, Does.REFUSE_429, Does.REFUSE_429);
    send();
    later(Duration.ofMinutes(3));
    later(Duration.ofMinutes(8));
    assertThat(message()).containsEntry("state", "failed");
    assertThat(message().get("error")).asString().startsWith("It was not taken in time");
    assertThat(twilio.taken()).isZero();
  }

  @Test
  void nothingIsSentTwiceAcrossARestart() {
    send();
    twilio.then(Does.TAKE_AND_HANG);
    send();
    admin.close();
    app.restart();
    admin = app.admin();
    later(Duration.ofMinutes(5));
    later(Duration.ofMinutes(5));
    assertThat(twilio.taken()).isEqualTo(2);
    assertThat(admin.call("outbox/read", query()).expect(200).each("state"))
        .containsExactly("sent", "sent");
  }
}
