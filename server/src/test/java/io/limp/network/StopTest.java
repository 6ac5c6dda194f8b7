package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server stops while clients are connected. */
class StopTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsInFlightIsAnsweredBeforeTheGoodbye(boolean http2) throws Exception {
    TestServer server = TestServer.start();
    int port = server.web.port();
    WebSocketClient client = Talker.client(http2);
    Talker busy = Talker.connect(client, server.ws());
    Talker idle = Talker.connect(client, server.ws());
    busy.say("wait");
    busy.say("queued");
    server.conversations.waiting.await();
    TestServer.await(
        "the second frame is here",
        () -> server.web.connections().all().stream().anyMatch(c -> c.inbox().size() == 1));
    Thread stop = Thread.startVirtualThread(server.web::close);
    assertThat(idle.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    assertThat(stop.isAlive()).isTrue();
    // Refused by the system, or for a moment by the server, whose selector still lets go of the
    // port.
    assertThatThrownBy(() -> new RawWebSocket(port).close()).isInstanceOf(IOException.class);
    server.conversations.goOn.countDown();
    assertThat(busy.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    assertThat(busy.heard).endsWith("echo:wait", "echo:queued");
    stop.join();
    // Every one that was opened: over HTTP/2 a Talker may have needed more than one try.
    assertThat(server.conversations.closed).hasSameSizeAs(server.conversations.origins);
    client.stop();
  }

  @Test
  void aCallThatDoesNotEndIsCutOff() throws Exception {
    Patience impatient =
        new Patience(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(300));
    TestServer server = new TestServer.Setup().patience(impatient).start();
    RawWebSocket socket = new RawWebSocket(server.web.port());
    socket.say("wait");
    server.conversations.waiting.await();
    server.web.close();
    assertThat(server.web.connections().all()).isEmpty();
    server.close();
    socket.close();
  }

  @Test
  void aGetInFlightIsAnswered() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TestServer server =
        new TestServer.Setup()
            .calls(
                request -> {
                  running.countDown();
                  try {
                    goOn.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return new Reply.Text("done");
                })
            .start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(
              HttpRequest.newBuilder(URI.create(server.http("/a/b/c/d"))).build(),
              HttpResponse.BodyHandlers.ofString());
      running.await();
      Thread stop = Thread.startVirtualThread(server.web::close);
      goOn.countDown();
      assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
      stop.join();
    }
  }

  @Test
  void stoppingTwiceIsFine() {
    TestServer server = TestServer.start();
    server.close();
    server.close();
  }

  @Test
  void aPortThatIsTakenIsSaidInOneSentence() {
    try (TestServer server = TestServer.start()) {
      WebServer second =
          new WebServer(
              new Listen("127.0.0.1", server.web.port(), Optional.empty(), java.util.Set.of()),
              server.conversations,
              new PathsOfFour(request -> new Reply.Empty()),
              new TestServer.FolderStore(java.nio.file.Path.of("nowhere")),
              Optional::empty);
      assertThatThrownBy(second::start)
          .isInstanceOf(CannotListen.class)
          .hasMessageContainingAll("127.0.0.1", String.valueOf(server.web.port()));
    }
  }

  @Test
  void manyConnectionsAreServedAndClosed() throws Exception {
    TestServer server = TestServer.start();
    List<RawWebSocket> sockets = new java.util.ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sockets.add(new RawWebSocket(server.web.port()));
    }
    for (RawWebSocket socket : sockets) {
      socket.say("hi");
    }
    for (RawWebSocket socket : sockets) {
      socket.hear();
      assertThat(socket.hear()).isEqualTo("echo:hi");
    }
    for (RawWebSocket socket : sockets) {
      socket.close();
    }
    TestServer.await("all are gone", () -> server.conversations.closed.size() == 500);
    assertThat(server.web.connections().all()).isEmpty();
    server.close();
  }
}
