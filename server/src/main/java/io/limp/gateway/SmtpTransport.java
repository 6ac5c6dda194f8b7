package io.limp.gateway;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a mail server that knows how far it has come: whether the server may have taken
 * the message when something goes wrong. RFC 5321, 4.1.1.4: it has when it answers the end of the
 * content with a 250, and not before it has seen that end.
 */
final class SmtpTransport extends SMTPTransport {
  private boolean greeted;
  private boolean handedOver;
  private boolean taken;

  /**
   * @param encrypted from the first byte on
   */
  SmtpTransport(Session session, boolean encrypted) {
    super(session, null, "smtp", encrypted);
  }

  @Override
  public synchronized void connect(
      String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    super.connect(host, port, user, password);
    greeted = true;
  }

  @Override
  public synchronized void sendMessage(Message message, Address[] to) throws MessagingException {
    super.sendMessage(message, to);
    taken = true;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    handedOver = true;
    super.finishData();
  }

  /** True when it is connected and signed in: what is refused from then on is the message. */
  boolean isGreeted() {
    return greeted;
  }

  /** True when the server has, or may have, seen the end of the message. */
  boolean isHandedOver() {
    return handedOver;
  }

  /** True when the server has said that it has the message. */
  boolean isTaken() {
    return taken;
  }
}
