package io.limp.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said to somebody outside: an SMS, an e-mail, or what a package's own {@link Gateway}
 * carries. A value: every word returns a changed copy. {@link Call#send} sends it.
 *
 * <pre>{@code
 * call.send(Message.sms("+971500000000", "Your parcel is here."));
 * call.send(
 *     Message.email("ada@example.com")
 *         .subject("Your invoice")
 *         .text("It is attached.")
 *         .attach("invoice.pdf", "application/pdf", bytes));
 * }</pre>
 *
 * @param gateway the name of the gateway that carries it
 * @param to its recipients, in the form that the gateway knows; those of one e-mail see each other
 * @param subject in one line; whoever may read the outbox sees it
 * @param text the message itself
 * @param html the same for those who see HTML
 * @param attachments files that go with it
 * @param within how long it is worth sending; after that it is given up
 */
public record Message(
    String gateway,
    List<String> to,
    Optional<String> subject,
    String text,
    Optional<String> html,
    List<Attachment> attachments,
    Duration within) {
  /** The gateway of {@link #sms}. */
  public static final String SMS = "sms";

  /** The gateway of {@link #email}. */
  public static final String EMAIL = "email";

  private static final Duration A_DAY = Duration.ofDays(1);

  /**
   * A file that goes with a message.
   *
   * @param name the file's own name, without folders
   * @param type its media type, such as {@code application/pdf}
   * @param content the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and copied nowhere: files are large
  public record Attachment(String name, String type, byte[] content) {}

  public Message {
    to = List.copyOf(to);
    attachments = List.copyOf(attachments);
  }

  /**
   * A text to a telephone.
   *
   * @param number with its country, such as {@code +971500000000}
   */
  public static Message sms(String number, String text) {
    return by(SMS, number).text(text);
  }

  /** An e-mail to one or several. */
  public static Message email(String... to) {
    return by(EMAIL, to);
  }

  /** A message by that gateway. */
  public static Message by(String gateway, String... to) {
    return new Message(
        gateway, List.of(to), Optional.empty(), "", Optional.empty(), List.of(), A_DAY);
  }

  /** The subject; a line break in it becomes a space. */
  public Message subject(String line) {
    Optional<String> oneLine = Optional.of(line.replaceAll("\\p{Cntrl}+", " "));
    return new Message(gateway, to, oneLine, text, html, attachments, within);
  }

  public Message text(String plain) {
    return new Message(gateway, to, subject, plain, html, attachments, within);
  }

  public Message html(String page) {
    return new Message(gateway, to, subject, text, Optional.of(page), attachments, within);
  }

  public Message attach(String name, String type, byte[] content) {
    List<Attachment> more = new ArrayList<>(attachments);
    more.add(new Attachment(name, type, content));
    return new Message(gateway, to, subject, text, html, more, within);
  }

  /** Not worth sending after that time, counted from the call: a code that is old by then. */
  public Message within(Duration time) {
    return new Message(gateway, to, subject, text, html, attachments, time);
  }
}
