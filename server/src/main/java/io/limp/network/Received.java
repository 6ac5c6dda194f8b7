package io.limp.network;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What waits in a connection's {@link Inbox}. */
sealed interface Received {
  /** How many bytes of the {@link ReceiveBudget} it holds. */
  default int bytes() {
    return 0;
  }

  /** A text frame that came in one piece. */
  record Text(String text, int bytes) implements Received {}

  /** A text that came in several pieces, not decoded yet. */
  final class Pieces implements Received {
    private byte[] content;
    private final int length;
    private final int bytes;

    Pieces(byte[] content, int length) {
      this.content = content;
      this.length = length;
      this.bytes = content.length;
    }

    @Override
    public int bytes() {
      return bytes;
    }

    /** The text; the bytes are gone then, which halves what a large upload needs. */
    String takeText() throws CharacterCodingException {
      String text = decode(content, 0, length);
      content = new byte[0];
      return text;
    }
  }

  /** A text of which nothing was kept. */
  record TooLarge(long limit) implements Received {}

  /** The server stops: what came before is answered, then the connection is closed. */
  record Farewell() implements Received {}

  /** The connection is gone. */
  record Gone() implements Received {}

  /**
   * Decodes UTF-8, strictly. Java's fast decoder replaces what is malformed; only a text that has
   * the replacement character is looked at again.
   */
  static String decode(byte[] bytes, int offset, int length) throws CharacterCodingException {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    }
    return text;
  }
}
