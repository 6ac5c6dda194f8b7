package io.limp.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A websocket frame that is ready to be sent, and how its answer begins and ends. All questions are
 * made before the clock runs: signing is the client's work, and what is measured is the server.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(byte[] frame, byte[] begin, byte[] end) {
  /** Clients must mask what they send (RFC 6455, 5.3); any mask does. */
  private static final byte[] MASK = {0x5a, 0x13, 0x7c, 0x21};

  /** An empty pong. */
  static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};

  static Question of(String text, String begin, String end) {
    return new Question(
        frame(text), begin.getBytes(StandardCharsets.UTF_8), end.getBytes(StandardCharsets.UTF_8));
  }

  /** A text as one masked frame. */
  static byte[] frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) 0x81);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % 4]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** How many bytes of text are in the frame. */
  int textLength() {
    int head = (frame[1] & 0x7f) < 126 ? 2 : 4;
    return frame.length - head - MASK.length;
  }

  boolean isAnsweredBy(ByteBuffer buffer, int start, int length) {
    return length >= Math.max(begin.length, end.length)
        && matches(buffer, start, begin)
        && matches(buffer, start + length - end.length, end);
  }

  private static boolean matches(ByteBuffer buffer, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (buffer.get(at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
