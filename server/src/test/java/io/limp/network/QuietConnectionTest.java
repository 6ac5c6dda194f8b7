package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections on which nothing is said. */
class QuietConnectionTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1));

  /** Longer than the idle timeout. */
  private static final int PINGS = 30;

  @Test
  void aClientThatAnswersPingsStays() throws Exception {
    try (TestServer server = new TestServer.Setup().patience(SHORT).start();
        RawWebSocket socket = new RawWebSocket(server.web.port())) {
      socket.hear();
      for (int i = 0; i < PINGS; i++) {
        RawWebSocket.Frame ping = socket.read();
        assertThat(ping.opcode()).isEqualTo(RawWebSocket.PING);
        socket.send(RawWebSocket.PONG, true, ping.payload());
      }
      socket.say("awake");
      assertThat(socket.hear()).isEqualTo("echo:awake");
    }
  }

  @Test
  void aClientThatDoesNotAnswerPingsIsEnded() throws Exception {
    try (TestServer server = new TestServer.Setup().patience(SHORT).start();
        RawWebSocket socket = new RawWebSocket(server.web.port())) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.read();
                }
              })
          .isInstanceOf(IOException.class);
      TestServer.await("the conversation is told", () -> server.conversations.closed.size() == 1);
    }
  }

  @Test
  void aLongCallIsNoIdleTime() throws Exception {
    try (TestServer server = new TestServer.Setup().patience(SHORT).start();
        RawWebSocket socket = new RawWebSocket(server.web.port())) {
      socket.hear();
      socket.say("wait");
      for (int i = 0; i < PINGS; i++) {
        assertThat(socket.read().opcode()).isEqualTo(RawWebSocket.PING);
        socket.send(RawWebSocket.PONG, true, new byte[0]);
      }
      server.conversations.goOn.countDown();
      String heard = socket.hear();
      while (heard.isEmpty()) { // a ping
        heard = socket.hear();
      }
      assertThat(heard).isEqualTo("echo:wait");
    }
  }
}
