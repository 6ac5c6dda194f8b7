package io.limp.gateway;

import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In development: prints what would be sent, and counts it as sent. */
public final class LogGateway implements Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(LogGateway.class);

  @Override
  public Outcome send(Message message, String key) {
    LOG.info(
        "Would send by {} to {}: {}{}{}",
        message.gateway(),
        String.join(", ", message.to()),
        message.subject().map(subject -> subject + ": ").orElse(""),
        message.text().isEmpty() ? message.html().orElse("") : message.text(),
        message.attachments().isEmpty()
            ? ""
            : " " + message.attachments().stream().map(Message.Attachment::name).toList());
    return new Outcome.Sent("log");
  }
}
