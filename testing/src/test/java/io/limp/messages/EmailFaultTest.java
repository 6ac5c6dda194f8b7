package io.limp.messages;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.messages.SmtpDouble.Does;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mail server that refuses, hangs and goes away. */
class EmailFaultTest {
  private final FakeClock clock = FakeClock.now();
  private final SmtpDouble mail = new SmtpDouble();
  private TestApp app;

  @AfterEach
  void stop() {
    app.close();
    mail.close();
  }

  private Map<String, Object> send(String scheme, Does... does) {
    mail.then(does);
    app =
        TestApp.of("post", new Letters())
            .clock(clock)
            .variable("LIMP_SMTP", scheme + "://127.0.0.1:" + mail.port())
            .variable("LIMP_SMTP_FROM", "shop@example.com")
            .variable("LIMP_SEND_SECONDS", "1")
            .start();
    try (TestClient visitor = app.client()) {
      visitor
          .call("letters/send", query(), doc("to", List.of("ada@example.com"), "text", "x"))
          .expect(204);
    }
    return outcome();
  }

  private Map<String, Object> outcome() {
    app.deliverMessages();
    try (TestClient admin = app.admin()) {
      return admin.call("outbox/read", query()).expect(200).doc();
    }
  }

  private Map<String, Object> later() {
    clock.forward(Duration.ofMinutes(2));
    return outcome();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSE_RECIPIENT", "REFUSE_CONTENT"})
  void aRefusalIsTheEndAndSaysWhy(Does refusal) {
    Map<String, Object> outcome = send("smtp+plain", refusal);
    assertThat(outcome).containsEntry("state", "failed");
    assertThat(outcome.get("error")).asString().contains("The mail server refused it: 55");
    later();
    assertThat(mail.connections()).isEqualTo(1);
    assertThat(mail.taken()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "HANG_AT_GREETING", "HANG_AT_RECIPIENT"})
  void whatWasCertainlyNotTakenIsSentAgain(Does failure) {
    assertThat(send("smtp+plain", failure)).containsEntry("state", "waiting");
    assertThat(later()).containsEntry("state", "sent").containsEntry("attempts", 2L);
    later();
    assertThat(mail.connections()).isEqualTo(2);
    assertThat(mail.taken()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANG_AT_END", "CLOSE_AT_END"})
  void whatMayHaveBeenTakenIsNotSentAgain(Does silence) {
    assertThat(send("smtp+plain", silence)).containsEntry("state", "waiting");
    assertThat(later()).containsEntry("state", "unknown");
    later();
    assertThat(mail.connections()).isEqualTo(1);
    assertThat(mail.taken()).isEqualTo(1);
  }

  @Test
  void aServerThatDoesNotEncryptIsNotSpokenTo() {
    assertThat(send("smtp")).containsEntry("state", "waiting");
    assertThat(outcome().get("error")).asString().contains("STARTTLS");
    assertThat(mail.taken()).isZero();
  }
}
