package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that send and do not read. */
class SlowClientTest {
  private static final Duration SHORT = Duration.ofMillis(700);

  @Test
  void aClientThatNeverReadsFillsItsInboxAndNoMore() throws Exception {
    try (TestServer server = TestServer.start();
        RawWebSocket slow = new RawWebSocket(server.web.port());
        RawWebSocket other = new RawWebSocket(server.web.port())) {
      Thread flood = flood(slow);
      TestServer.await("some inbox is full", () -> holding(server) != null);
      Connection connection = holding(server);
      other.hear();
      for (int i = 0; i < 200; i++) {
        other.say("n" + i);
        assertThat(other.hear()).isEqualTo("echo:n" + i);
        assertThat(connection.inbox().size()).isLessThanOrEqualTo(Inbox.MAX_FRAMES);
        assertThat(connection.inbox().waitingBytes()).isLessThan(Inbox.MAX_BYTES + (8 << 10));
        assertThat(server.budget.used()).isLessThan(Inbox.MAX_BYTES + (16L << 10));
      }
      slow.socket.close();
      flood.join();
      TestServer.await("its memory is free", () -> server.budget.used() == 0);
    }
  }

  @Test
  void aClientThatNeverReadsIsEndedByTheIdleTimeout() throws Exception {
    Patience impatient = new Patience(Duration.ofMillis(100), SHORT, Duration.ofMinutes(1), SHORT);
    try (TestServer server = new TestServer.Setup().patience(impatient).start();
        RawWebSocket slow = new RawWebSocket(server.web.port())) {
      Thread flood = flood(slow);
      TestServer.await("the connection is gone", () -> server.conversations.closed.size() == 1);
      flood.join();
      assertThat(server.web.connections().all()).isEmpty();
      TestServer.await("its memory is free", () -> server.budget.used() == 0);
    }
  }

  @Test
  void pingsOfAClientThatNeverReadsDoNotPileUp() throws Exception {
    Patience impatient = new Patience(Duration.ofMillis(100), SHORT, Duration.ofMinutes(1), SHORT);
    try (TestServer server = new TestServer.Setup().patience(impatient).start();
        RawWebSocket slow = new RawWebSocket(server.web.port())) {
      byte[] ping = RawWebSocket.frame(RawWebSocket.PING, true, new byte[125]);
      Thread flood = flood(slow, ping);
      TestServer.await("the connection is gone", () -> server.web.connections().all().isEmpty());
      flood.join();
    }
  }

  @Test
  void aClientThatStopsInTheMiddleOfATextIsEnded() throws Exception {
    Patience impatient =
        new Patience(Duration.ofMillis(100), Duration.ofMinutes(1), SHORT, Duration.ofSeconds(1));
    try (TestServer server = new TestServer.Setup().patience(impatient).start();
        RawWebSocket slow = new RawWebSocket(server.web.port())) {
      slow.hear();
      slow.send(RawWebSocket.TEXT, false, "{\"endpoint\":".getBytes(StandardCharsets.UTF_8));
      RawWebSocket.Frame frame = slow.read();
      while (frame.opcode() == RawWebSocket.PING) {
        slow.send(RawWebSocket.PONG, true, new byte[0]);
        frame = slow.read();
      }
      assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(frame.closeCode()).isEqualTo(1008);
      slow.send(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xe8});
      TestServer.await("its memory is free", () -> server.budget.used() == 0);
    }
  }

  @Test
  void aClientThatDoesNotSayGoodbyeIsCutOff() throws Exception {
    Patience impatient =
        new Patience(
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));
    try (TestServer server = new TestServer.Setup().patience(impatient).start();
        RawWebSocket rude = new RawWebSocket(server.web.port())) {
      rude.hear();
      rude.send(RawWebSocket.TEXT, true, new byte[] {(byte) 0xff});
      RawWebSocket.Frame frame = rude.read();
      while (frame.opcode() != RawWebSocket.CLOSE) {
        frame = rude.read();
      }
      assertThat(frame.closeCode()).isEqualTo(1007);
      Thread flood = flood(rude);
      TestServer.await("it is cut off", () -> server.conversations.closed.size() == 1);
      flood.join();
      assertThat(server.budget.used()).isZero();
    }
  }

  private static Connection holding(TestServer server) {
    return server.web.connections().all().stream()
        .filter(connection -> connection.inbox().isHolding())
        .findFirst()
        .orElse(null);
  }

  /** Sends until the connection breaks: each frame asks for an answer of 100 kB. */
  private static Thread flood(RawWebSocket socket) {
    return flood(
        socket,
        RawWebSocket.frame(RawWebSocket.TEXT, true, "big:100000".getBytes(StandardCharsets.UTF_8)));
  }

  private static Thread flood(RawWebSocket socket, byte[] frame) {
    return Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              socket.socket.getOutputStream().write(frame);
            }
          } catch (SocketException e) {
            // the server or the test has had enough
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
