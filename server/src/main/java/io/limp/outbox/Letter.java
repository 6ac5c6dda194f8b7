package io.limp.outbox;

import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.Message;
import io.limp.api.Secret;
import io.limp.core.Outbox;
import io.limp.data.FileStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A document of the outbox as the message that it was. */
final class Letter {
  private Letter() {}

  /**
   * @throws IOException when an attachment cannot be read
   */
  static Message of(Doc doc, FileStore files) throws IOException {
    List<Message.Attachment> attachments = new ArrayList<>();
    for (FileRef file : doc.find(Outbox.ATTACHMENTS).orElse(List.of())) {
      attachments.add(new Message.Attachment(file.name(), file.type(), content(file, files)));
    }
    return new Message(
        doc.get(Outbox.GATEWAY),
        doc.get(Outbox.TO),
        doc.find(Outbox.SUBJECT),
        doc.find(Outbox.TEXT).map(Secret::reveal).orElse(""),
        doc.find(Outbox.HTML).map(Secret::reveal),
        attachments,
        Duration.between(doc.get(Outbox.CREATE_TIME), doc.get(Outbox.EXPIRY)));
  }

  private static byte[] content(FileRef file, FileStore files) throws IOException {
    try (SeekableByteChannel channel =
            files
                .open(file.hash())
                .orElseThrow(() -> new FileNotFoundException(file.name() + " is gone"));
        InputStream in = Channels.newInputStream(channel)) {
      return in.readAllBytes();
    }
  }
}
