package io.limp.gateway;

import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.Outcome;
import io.limp.gateway.GatewaySettings.Encryption;
import io.limp.gateway.GatewaySettings.Smtp;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * E-mail by SMTP. A server is spoken to only when its certificate is good and in its name, or when
 * it was said that there is no encryption.
 */
public final class SmtpEmail implements Gateway {
  private static final int TRY_LATER = 400;
  private static final int REFUSED = 500;
  private static final int END = 600;

  private final Smtp server;
  private final Session session;
  private final MakeEmail makeEmail;

  public SmtpEmail(Smtp server, Duration patience) {
    this.server = server;
    session = Session.getInstance(properties(server, patience), (Authenticator) null);
    makeEmail = new MakeEmail(session, server.from());
  }

  private static Properties properties(Smtp server, Duration patience) {
    String millis = Long.toString(patience.toMillis());
    Properties all = new Properties();
    all.put("mail.smtp.connectiontimeout", millis);
    all.put("mail.smtp.timeout", millis);
    all.put("mail.smtp.writetimeout", millis);
    all.put("mail.smtp.quitwait", "false");
    all.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    boolean startTls = server.encryption() == Encryption.STARTTLS;
    all.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    all.put("mail.smtp.starttls.required", Boolean.toString(startTls));
    server
        .authorities()
        .ifPresent(pem -> all.put("mail.smtp.ssl.socketFactory", TrustedBy.pem(pem)));
    return all;
  }

  @Override
  public Outcome send(Message message, String key) {
    MimeMessage email;
    try {
      email = makeEmail.of(message, key);
    } catch (AddressException e) {
      return new Outcome.Refused("'" + e.getRef() + "' is no e-mail address: " + e.getMessage());
    } catch (MessagingException | IOException e) {
      return new Outcome.Refused("No e-mail can be made of it: " + e.getMessage());
    }
    SmtpTransport transport = new SmtpTransport(session, server.encryption() == Encryption.TLS);
    try (transport) {
      transport.connect(
          server.host(),
          server.port(),
          server.user().map(Smtp.User::name).orElse(null),
          server.user().map(user -> user.password().reveal()).orElse(null));
      transport.sendMessage(email, email.getAllRecipients());
      return new Outcome.Sent(email.getMessageID());
    } catch (MessagingException e) {
      return transport.isTaken()
          ? new Outcome.Sent(key) // only the farewell went wrong
          : outcome(transport, e);
    }
  }

  /** Until the end of the content is said, nothing is sent; after that, the answer must come. */
  private static Outcome outcome(SmtpTransport transport, MessagingException e) {
    String why = innermost(e);
    int code = transport.getLastReturnCode();
    if (transport.isHandedOver() && (code < TRY_LATER || code >= END)) {
      return new Outcome.Unsure("The mail server did not answer: " + why);
    }
    return transport.isGreeted() && code >= REFUSED && code < END
        ? new Outcome.Refused("The mail server refused it: " + why)
        : new Outcome.NotNow("The mail server did not take it: " + why);
  }

  private static String innermost(MessagingException e) {
    Exception reason = e;
    @Nullable Exception next = e.getNextException();
    while (next != null) {
      reason = next;
      next = next instanceof MessagingException more ? more.getNextException() : null;
    }
    String text = reason.getMessage();
    return text == null ? reason.getClass().getSimpleName() : text.strip();
  }
}
