package io.limp.gateway;

import io.limp.api.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * By whom messages are sent.
 *
 * @param twilio the account that sends SMS; empty: none
 * @param smtp the server that sends e-mails; empty: none
 * @param patience how long a provider may take for an answer
 */
public record GatewaySettings(Optional<Twilio> twilio, Optional<Smtp> smtp, Duration patience) {
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  public static final GatewaySettings NONE =
      new GatewaySettings(Optional.empty(), Optional.empty(), PATIENCE);

  /**
   * An account of Twilio's.
   *
   * @param account {@code AC...}
   * @param key who calls: the account, or an API key, {@code SK...}
   * @param secret the account's token, or the key's secret
   * @param from a number, {@code +1...}, or a messaging service, {@code MG...}
   * @param url where Twilio's API is
   */
  public record Twilio(String account, String key, Secret secret, String from, URI url) {
    public static final URI URL = URI.create("https://api.twilio.com");
  }

  /**
   * A mail server.
   *
   * @param user who signs in; empty: nobody
   * @param from the address that e-mails come from, perhaps with a name
   * @param authorities the certificates, as PEM text, of whoever may vouch for the server; empty:
   *     those that Java trusts
   */
  public record Smtp(
      Encryption encryption,
      String host,
      int port,
      Optional<User> user,
      String from,
      Optional<String> authorities) {
    /** Who signs in. */
    public record User(String name, Secret password) {}
  }

  /** How a connection to a mail server is encrypted. */
  public enum Encryption {
    /** From the first byte on. */
    TLS,
    /** After a plain greeting; a server that does not offer it is not spoken to. */
    STARTTLS,
    /** Not at all: for a server on this machine. */
    NONE
  }
}
