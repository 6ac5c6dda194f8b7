package io.limp.gateway;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.Outcome;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * SMS by Twilio.
 *
 * <p>Twilio takes no key that would make a message unique. So after an attempt whose outcome is not
 * known it is asked for the messages that it has taken since, and a message with this text to this
 * number counts as this one.
 */
public final class TwilioSms implements Gateway {
  private static final String MESSAGING_SERVICE = "MG";
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final long PAGE = 100;

  /** By how much Twilio's clock and ours may differ. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final GatewaySettings.Twilio account;
  private final Duration patience;
  private final HttpClient http;

  public TwilioSms(GatewaySettings.Twilio account, Duration patience) {
    this.account = account;
    this.patience = patience;
    http = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  @Override
  public Outcome send(Message message, String key) {
    if (message.to().size() != 1) {
      return new Outcome.Refused("An SMS has one recipient, not " + message.to().size());
    }
    if (!message.attachments().isEmpty()) {
      return new Outcome.Refused("An SMS carries no attachments");
    }
    TwilioHttp calls = calls();
    try {
      return new Outcome.Sent(creator(message).create(client(calls)).getSid());
    } catch (ApiConnectionException e) {
      return calls.reached()
          ? new Outcome.Unsure("Twilio did not answer: " + calls.failure())
          : new Outcome.NotNow("Twilio is not reached: " + calls.failure());
    } catch (ApiException e) {
      return refused(e, calls);
    }
  }

  private MessageCreator creator(Message message) {
    PhoneNumber to = new PhoneNumber(message.to().getFirst());
    return account.from().startsWith(MESSAGING_SERVICE)
        ? new MessageCreator(account.account(), to, account.from(), message.text())
        : new MessageCreator(
            account.account(), to, new PhoneNumber(account.from()), message.text());
  }

  private static Outcome refused(ApiException e, TwilioHttp calls) {
    int status = calls.status();
    String why = "Twilio answered " + status + ": " + e.getMessage();
    return switch (status) {
      // What is wrong with the account is mended by its owner, and the message waits for that.
      case UNAUTHORIZED, FORBIDDEN -> new Outcome.NotNow(why);
      case TIMEOUT -> new Outcome.Unsure(why);
      case TOO_MANY -> new Outcome.NotNow(why, calls.pause());
      default ->
          status >= BAD_REQUEST && status < SERVER_ERROR
              ? new Outcome.Refused(why)
              : new Outcome.Unsure(why);
    };
  }

  @Override
  public Optional<Outcome> find(Message message, String key, Instant since) {
    TwilioHttp calls = calls();
    MessageReader reader =
        new MessageReader(account.account())
            .setTo(new PhoneNumber(message.to().getFirst()))
            .setPageSize(PAGE);
    Instant earliest = since.minus(CLOCKS_DIFFER);
    try {
      return Optional.of(
          reader.firstPage(client(calls)).getRecords().stream()
              .filter(taken -> taken.getBody() != null)
              // Accounts on trial have words of Twilio's before their own.
              .filter(taken -> taken.getBody().strip().endsWith(message.text().strip()))
              .filter(
                  taken ->
                      taken.getDateCreated() == null
                          || !taken.getDateCreated().toInstant().isBefore(earliest))
              .findFirst()
              .<Outcome>map(taken -> new Outcome.Sent(taken.getSid()))
              .orElseGet(() -> new Outcome.NotNow("Twilio has not taken it")));
    } catch (ApiConnectionException e) {
      return Optional.of(new Outcome.Unsure("Twilio did not answer: " + calls.failure()));
    } catch (ApiException e) {
      return Optional.of(
          new Outcome.Unsure("Twilio answered " + calls.status() + ": " + e.getMessage()));
    }
  }

  private TwilioHttp calls() {
    return new TwilioHttp(http, account.url(), patience);
  }

  private TwilioRestClient client(TwilioHttp calls) {
    return new TwilioRestClient.Builder(account.key(), account.secret().reveal())
        .accountSid(account.account())
        .httpClient(calls)
        .build();
  }
}
