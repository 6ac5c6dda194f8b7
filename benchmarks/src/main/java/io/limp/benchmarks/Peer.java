package io.limp.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A client's end of one websocket connection. It blocks while it signs in; {@link Load} then drives
 * many of them from one thread. As lean as can be, for client and server share the machine.
 */
final class Peer implements AutoCloseable {
  // First bytes of frames that are whole messages.
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(256 << 10);
  private final ByteBuffer out = ByteBuffer.allocateDirect(256 << 10);

  private Peer(SocketChannel channel) {
    this.channel = channel;
    in.flip();
  }

  /** Connects, upgrades and hears the greeting. */
  static Peer open(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Peer peer = new Peer(channel);
      peer.upgrade(port);
      peer.hear();
      return peer;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void upgrade(int port) throws IOException {
    String request =
        """
        GET /ws HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: bGltcC1iZW5jaG1hcmstMQ==\r
        User-Agent: limp-benchmark\r
        \r
        """
            .formatted(port);
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      need(1);
      head.append((char) in.get());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("No websocket: " + head);
    }
  }

  // ---- one after the other

  void say(String text) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(Question.frame(text));
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  String hear() throws IOException {
    while (!hasFrame() || isPing()) {
      if (hasFrame()) {
        answerPing();
        send();
      } else {
        need(in.remaining() + 1);
      }
    }
    int start = payloadStart();
    int length = payloadLength();
    byte[] text = new byte[length];
    in.get(start, text);
    in.position(start + length);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void need(int bytes) throws IOException {
    in.compact();
    try {
      while (in.position() < bytes) {
        if (channel.read(in) < 0) {
          throw new EOFException("The server hung up");
        }
      }
    } finally {
      in.flip();
    }
  }

  // ---- many at once

  SocketChannel channel() {
    return channel;
  }

  /** Puts a question behind those that {@link #send} will send together. */
  void ask(Question question) {
    out.put(question.frame());
  }

  void send() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  /** What is done with each answer. */
  interface Answers {
    Question expected();

    void answered();
  }

  /** Reads what is there and checks every answer that is complete. */
  void receive(Answers answers) throws IOException {
    in.compact();
    int read = channel.read(in);
    in.flip();
    if (read < 0) {
      throw new EOFException("The server hung up");
    }
    while (hasFrame()) {
      if (isPing()) {
        answerPing();
        continue;
      }
      int start = payloadStart();
      int length = payloadLength();
      if (!answers.expected().isAnsweredBy(in, start, length)) {
        throw new IOException("Not the answer: " + hear());
      }
      in.position(start + length);
      answers.answered();
    }
  }

  private boolean hasFrame() {
    if (in.remaining() < 2) {
      return false;
    }
    int opening = in.get(in.position()) & 0xff;
    if (opening != TEXT && opening != PING) {
      throw new IllegalStateException("Not a whole text: " + Integer.toHexString(opening));
    }
    int head = payloadStart() - in.position();
    return in.remaining() >= head && in.remaining() - head >= payloadLength();
  }

  private boolean isPing() {
    return (in.get(in.position()) & 0xff) == PING;
  }

  /** A server asks so whether a quiet client is still there. */
  private void answerPing() {
    if (payloadLength() > 0) {
      throw new IllegalStateException("A ping with something in it");
    }
    in.position(payloadStart());
    out.put(Question.PONG);
  }

  private int payloadStart() {
    return in.position() + (isLong() ? 4 : 2);
  }

  private int payloadLength() {
    return isLong() ? in.getShort(in.position() + 2) & 0xffff : in.get(in.position() + 1);
  }

  private boolean isLong() {
    int length = in.get(in.position() + 1);
    if (length < 0 || length > 126) {
      throw new IllegalStateException("A masked answer, or one of more than 64 KB");
    }
    return length == 126;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static void closeAll(List<Peer> peers) throws IOException {
    for (Peer peer : peers) {
      peer.close();
    }
  }
}
