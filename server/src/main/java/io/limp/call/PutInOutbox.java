package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Caller;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.Refusal;
import io.limp.api.Secret;
import io.limp.call.base.StoreFiles;
import io.limp.core.Outbox;
import io.limp.data.Data;
import io.limp.data.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Messages become documents of the outbox, in the transaction of the write that they belong to or
 * in one of their own. From there on they are the courier's.
 */
final class PutInOutbox {
  private static final int MOST_RECIPIENTS = 100;
  private static final int LONGEST_RECIPIENT = 320;
  private static final int LARGEST_TEXT = 1 << 20;
  private static final long LARGEST_ATTACHMENTS = 20L << 20;

  private final ModuleTable modules;
  private final Data data;
  private final StoreFiles files;
  private final Set<String> gateways;

  /**
   * @param gateways the names of those that there are
   */
  PutInOutbox(ModuleTable modules, Data data, StoreFiles files, Set<String> gateways) {
    this.modules = modules;
    this.data = data;
    this.files = files;
    this.gateways = Set.copyOf(gateways);
  }

  /**
   * Looks at what can be seen now rather than by the gateway.
   *
   * @throws Refusal when it can never be sent
   */
  void check(Message message) {
    if (!gateways.contains(message.gateway())) {
      throw new IllegalArgumentException(
          "There is no gateway " + message.gateway() + ", only " + gateways);
    }
    if (message.to().isEmpty() || message.to().size() > MOST_RECIPIENTS) {
      throw Refusal.badRequest(
          "INVALID_RECIPIENTS",
          "A message has 1 to %d recipients, not %d.",
          MOST_RECIPIENTS,
          message.to().size());
    }
    for (String recipient : message.to()) {
      if (recipient.isBlank()
          || recipient.length() > LONGEST_RECIPIENT
          || recipient.chars().anyMatch(Character::isISOControl)) {
        throw Refusal.badRequest(
            "INVALID_RECIPIENTS",
            "No message can be sent to '%s'.",
            recipient.substring(0, Math.min(recipient.length(), LONGEST_RECIPIENT)));
      }
    }
    if (message.text().length() > LARGEST_TEXT
        || message.html().filter(html -> html.length() > LARGEST_TEXT).isPresent()) {
      throw Refusal.badRequest("MESSAGE_TOO_LARGE", "A message may have %d letters.", LARGEST_TEXT);
    }
    long bytes = message.attachments().stream().mapToLong(each -> each.content().length).sum();
    if (bytes > LARGEST_ATTACHMENTS) {
      throw Refusal.badRequest(
          "MESSAGE_TOO_LARGE",
          "Attachments may have %d bytes, not %d.",
          LARGEST_ATTACHMENTS,
          bytes);
    }
  }

  /** The writes that put them in; what is attached is stored already. */
  List<Write> writes(Call call, List<Message> messages) {
    List<Write> writes = new ArrayList<>(messages.size());
    for (Message message : messages) {
      writes.add(new Write.Insert(collection(), doc(call.caller(), call.now(), message)));
    }
    return writes;
  }

  /** Puts in what the call has not put in with a write of its own. */
  void rest(Call call) {
    List<Message> messages = InnerCalls.outgoing(call).take();
    if (!messages.isEmpty()) {
      data.write(call.caller().user(), writes(call, messages));
    }
  }

  private String collection() {
    return modules.of(Outbox.class).collection();
  }

  private Doc doc(Caller caller, Instant now, Message message) {
    Doc doc =
        Doc.of(LimpModule.ID, Id.next(now))
            .with(Outbox.USER, caller.user())
            .with(Outbox.CREATE_TIME, now)
            .with(Outbox.GATEWAY, message.gateway())
            .with(Outbox.TO, message.to())
            .with(Outbox.TEXT, Secret.of(message.text()))
            .with(Outbox.ATTACHMENTS, attachments(message, now))
            .with(Outbox.STATE, Outbox.WAITING)
            .with(Outbox.ATTEMPTS, 0L)
            .with(Outbox.NEXT_TIME, now)
            .with(Outbox.EXPIRY, now.plus(message.within()));
    if (message.subject().isPresent()) {
      doc = doc.with(Outbox.SUBJECT, message.subject().get());
    }
    return message.html().isPresent()
        ? doc.with(Outbox.HTML, Secret.of(message.html().get()))
        : doc;
  }

  private List<FileRef> attachments(Message message, Instant now) {
    List<FileRef> stored = new ArrayList<>();
    for (Message.Attachment each : message.attachments()) {
      stored.add(
          files.keep(
              new IncomingFile(
                  each.name(),
                  each.type(),
                  now.toEpochMilli(),
                  IncomingFile.Content.of(each.content()))));
    }
    return stored;
  }
}
