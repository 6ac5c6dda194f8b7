package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Secret;
import io.limp.gateway.GatewaySettings;
import io.limp.gateway.GatewaySettings.Encryption;
import io.limp.gateway.GatewaySettings.Smtp;
import io.limp.gateway.GatewaySettings.Twilio;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayVariablesTest {
  private static final String ACCOUNT = "AC00000000000000000000000000000001";
  private static final Map<String, String> GOOD =
      Map.of(
          "LIMP_TWILIO_ACCOUNT", ACCOUNT,
          "LIMP_TWILIO_TOKEN", "t0ken",
          "LIMP_TWILIO_FROM", "+15005550006",
          "LIMP_SMTP", "smtps://shop@mail.example.com",
          "LIMP_SMTP_PASSWORD", "s3cret",
          "LIMP_SMTP_FROM", "Shop <shop@example.com>");

  @Test
  void withoutVariablesNobodySends() {
    assertThat(GatewayVariables.read(Map.of())).isEqualTo(GatewaySettings.NONE);
  }

  @Test
  void theVariablesAreThese() {
    GatewaySettings settings = GatewayVariables.read(GOOD);
    assertThat(settings)
        .isEqualTo(
            new GatewaySettings(
                Optional.of(
                    new Twilio(ACCOUNT, ACCOUNT, Secret.of("t0ken"), "+15005550006", Twilio.URL)),
                Optional.of(
                    new Smtp(
                        Encryption.TLS,
                        "mail.example.com",
                        465,
                        Optional.of(new Smtp.User("shop", Secret.of("s3cret"))),
                        "Shop <shop@example.com>",
                        Optional.empty())),
                Duration.ofSeconds(20)));
    assertThat(settings.toString()).doesNotContain("t0ken", "s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIMP_TWILIO_ACCOUNT | AC1                  | LIMP_TWILIO_ACCOUNT is AC and 32",
        "LIMP_TWILIO_TOKEN   |                      | go together: one is missing",
        "LIMP_TWILIO_FROM    | Shop                 | LIMP_TWILIO_FROM is a number",
        "LIMP_TWILIO_URL     | api.twilio.com       | LIMP_TWILIO_URL is an address",
        "LIMP_SMTP           | mail.example.com     | LIMP_SMTP is smtps://USER@HOST:PORT",
        "LIMP_SMTP           | http://u@example.com | LIMP_SMTP is smtps://USER@HOST:PORT",
        "LIMP_SMTP           | smtps://u:p@a.b      | The password stands in LIMP_SMTP_PASSWORD",
        "LIMP_SMTP_PASSWORD  |                      | go together: one is missing",
        "LIMP_SMTP_FROM      | Shop                 | LIMP_SMTP_FROM is the address",
        "LIMP_SMTP_CA        | /no/such/file        | LIMP_SMTP_CA: a PEM text or a file",
        "LIMP_SEND_SECONDS   | 0                    | LIMP_SEND_SECONDS is a number from 1 to 300",
        "LIMP_SEND_SECONDS   | soon                 | LIMP_SEND_SECONDS is a number from 1 to 300",
      })
  void aMistakeIsTold(String variable, String value, String sentence) {
    Map<String, String> wrong = new HashMap<>(GOOD);
    if (value == null) {
      wrong.remove(variable);
    } else {
      wrong.put(variable, value);
    }
    assertThatThrownBy(() -> GatewayVariables.read(wrong))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.report())
                    .contains(sentence)
                    .doesNotContain("t0ken", "s3cret", "u:p"));
  }
}
