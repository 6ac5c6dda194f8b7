package io.limp.boot;

import io.limp.api.Secret;
import io.limp.gateway.GatewaySettings;
import io.limp.gateway.GatewaySettings.Encryption;
import io.limp.gateway.GatewaySettings.Smtp;
import io.limp.gateway.GatewaySettings.Twilio;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * By whom messages are sent, from the variables {@code LIMP_TWILIO_...} and {@code LIMP_SMTP...}.
 *
 * @param variable its value; empty: not set
 */
public record GatewayVariables(Function<String, Optional<String>> variable, Problems problems) {
  private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final Pattern SENDER = Pattern.compile("\\+[0-9]{5,15}|MG[0-9a-fA-F]{32}");
  private static final Pattern ADDRESS = Pattern.compile("[^<>@]*<?[^<>@\\s]+@[^<>@\\s]+>?");
  private static final long MOST_SECONDS = 300;
  private static final int HIGHEST_PORT = 65_535;

  /** What a scheme of LIMP_SMTP means, and its usual port: RFC 8314, 7.3. */
  private record Scheme(Encryption encryption, int port) {}

  private static final Map<String, Scheme> SCHEMES =
      Map.of(
          "smtps", new Scheme(Encryption.TLS, 465),
          "smtp", new Scheme(Encryption.STARTTLS, 587),
          "smtp+plain", new Scheme(Encryption.NONE, 25));

  /**
   * What these variables say, and nothing else.
   *
   * @throws StartRefused when there are mistakes
   */
  public static GatewaySettings read(Map<String, String> environment) {
    Problems problems = new Problems();
    GatewaySettings settings =
        new GatewayVariables(name -> Optional.ofNullable(environment.get(name)), problems)
            .settings();
    problems.refuseStartOnErrors();
    return settings;
  }

  /** Every mistake is in the problems. */
  GatewaySettings settings() {
    return new GatewaySettings(twilio(), smtp(), patience());
  }

  private Optional<Twilio> twilio() {
    Optional<String> account = variable.apply("LIMP_TWILIO_ACCOUNT");
    Optional<String> secret = variable.apply("LIMP_TWILIO_TOKEN");
    Optional<String> from = variable.apply("LIMP_TWILIO_FROM");
    if (Stream.of(account, secret, from).allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    if (account.isEmpty() || secret.isEmpty() || from.isEmpty()) {
      return wrong(
          "LIMP_TWILIO_ACCOUNT, LIMP_TWILIO_TOKEN and LIMP_TWILIO_FROM go together: one is"
              + " missing");
    }
    if (!ACCOUNT.matcher(account.get()).matches()) {
      return wrong(
          "LIMP_TWILIO_ACCOUNT is AC and 32 hexadecimal digits, not \"" + account.get() + '"');
    }
    if (!SENDER.matcher(from.get()).matches()) {
      return wrong(
          "LIMP_TWILIO_FROM is a number such as +15005550006, or the MG... of a messaging"
              + " service, not \""
              + from.get()
              + '"');
    }
    String key = variable.apply("LIMP_TWILIO_KEY").orElse(account.get());
    return url()
        .map(url -> new Twilio(account.get(), key, Secret.of(secret.get()), from.get(), url));
  }

  private Optional<URI> url() {
    Optional<String> given = variable.apply("LIMP_TWILIO_URL");
    if (given.isEmpty()) {
      return Optional.of(Twilio.URL);
    }
    Optional<URI> url =
        uri(given.get())
            .filter(each -> List.of("http", "https").contains(String.valueOf(each.getScheme())))
            .filter(each -> each.getHost() != null);
    return url.isPresent()
        ? url
        : wrong("LIMP_TWILIO_URL is an address such as https://api.twilio.com");
  }

  private Optional<Smtp> smtp() {
    Optional<String> given = variable.apply("LIMP_SMTP");
    Optional<String> from = variable.apply("LIMP_SMTP_FROM");
    if (given.isEmpty()) {
      return from.isEmpty()
          ? Optional.empty()
          : wrong("LIMP_SMTP_FROM is there, and LIMP_SMTP is missing");
    }
    Optional<URI> url = uri(given.get()).filter(each -> each.getHost() != null);
    Optional<Scheme> scheme =
        url.flatMap(each -> Optional.ofNullable(SCHEMES.get(String.valueOf(each.getScheme()))));
    if (url.isEmpty() || scheme.isEmpty() || url.get().getPort() > HIGHEST_PORT) {
      return wrong(
          "LIMP_SMTP is smtps://USER@HOST:PORT, smtp:// to encrypt after the greeting, or"
              + " smtp+plain:// not to encrypt");
    }
    if (from.isEmpty() || !ADDRESS.matcher(from.get()).matches()) {
      return wrong(
          "LIMP_SMTP_FROM is the address that e-mails come from, such as Shop <shop@example.com>");
    }
    int port = url.get().getPort() < 0 ? scheme.get().port() : url.get().getPort();
    return Optional.of(
        new Smtp(
            scheme.get().encryption(),
            url.get().getHost(),
            port,
            user(url.get(), scheme.get()),
            from.get(),
            variable
                .apply("LIMP_SMTP_CA")
                .flatMap(pem -> DataAuthorities.pem("LIMP_SMTP_CA", pem, problems))));
  }

  private Optional<Smtp.User> user(URI url, Scheme scheme) {
    Optional<String> password = variable.apply("LIMP_SMTP_PASSWORD");
    String name = url.getUserInfo();
    if ((name == null) != password.isEmpty()) {
      return wrong("A user in LIMP_SMTP and LIMP_SMTP_PASSWORD go together: one is missing");
    }
    if (name != null && name.contains(":")) {
      return wrong("The password stands in LIMP_SMTP_PASSWORD, not in LIMP_SMTP");
    }
    if (name != null && scheme.encryption() == Encryption.NONE) {
      problems.warning(
          Place.NOWHERE, "LIMP_SMTP: the password goes to " + url.getHost() + " in plain text");
    }
    return name == null
        ? Optional.empty()
        : password.map(secret -> new Smtp.User(name, Secret.of(secret)));
  }

  private Duration patience() {
    Optional<String> given = variable.apply("LIMP_SEND_SECONDS");
    if (given.isEmpty()) {
      return GatewaySettings.PATIENCE;
    }
    try {
      long seconds = Long.parseLong(given.get().strip());
      if (seconds > 0 && seconds <= MOST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is out of range.
    }
    problems.error(
        Place.NOWHERE,
        "LIMP_SEND_SECONDS is a number from 1 to " + MOST_SECONDS + ", not \"" + given.get() + '"');
    return GatewaySettings.PATIENCE;
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> wrong(String sentence) {
    problems.error(Place.NOWHERE, sentence);
    return Optional.empty();
  }
}
