package io.limp.gateway;

import io.limp.api.Message;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A message as MIME writes it: text, HTML beside it, attachments behind. */
final class MakeEmail {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Session session;
  private final String from;

  MakeEmail(Session session, String from) {
    this.session = session;
    this.from = from;
  }

  /**
   * The e-mail of a message.
   *
   * @param key is in its Message-ID, so that copies of one message can be told
   */
  MimeMessage of(Message message, String key) throws MessagingException, IOException {
    InternetAddress sender = new InternetAddress(from, true);
    MimeMessage email = new WithId(session, "<" + key + "@" + domain(sender) + ">");
    email.setFrom(sender);
    for (String to : message.to()) {
      email.addRecipient(RecipientType.TO, new InternetAddress(to, true));
    }
    if (message.subject().isPresent()) {
      email.setSubject(message.subject().get(), UTF_8);
    }
    email.setSentDate(Date.from(Instant.now()));
    if (message.attachments().isEmpty()) {
      body(email, message);
    } else {
      email.setContent(withAttachments(message));
    }
    email.saveChanges();
    return email;
  }

  private static String domain(InternetAddress sender) {
    return sender.getAddress().substring(sender.getAddress().indexOf('@') + 1);
  }

  private static void body(MimePart part, Message message) throws MessagingException {
    if (message.html().isEmpty()) {
      part.setText(message.text(), UTF_8);
      return;
    }
    MimeBodyPart html = new MimeBodyPart();
    html.setText(message.html().get(), UTF_8, "html");
    if (message.text().isEmpty()) {
      part.setContent(new MimeMultipart(html));
      return;
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(message.text(), UTF_8);
    // RFC 2046, 5.1.4: the richest form is the last.
    part.setContent(new MimeMultipart("alternative", text, html));
  }

  private static Multipart withAttachments(Message message) throws MessagingException, IOException {
    MimeBodyPart first = new MimeBodyPart();
    body(first, message);
    MimeMultipart all = new MimeMultipart(first);
    for (Message.Attachment each : message.attachments()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(each.content(), each.type())));
      part.setFileName(each.name());
      all.addBodyPart(part);
    }
    return all;
  }

  /** Has a Message-ID of ours; else the library would make a new one at each attempt. */
  private static final class WithId extends MimeMessage {
    private final String id;

    WithId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
