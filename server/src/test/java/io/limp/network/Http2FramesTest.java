package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 frame by frame: websockets, windows that stay closed, floods (S22). */
class Http2FramesTest {
  private HTTP2Client client;

  @BeforeEach
  void start() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(16);
    threads.setStopTimeout(100); // ms; else it waits for streams that the tests leave open
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    client = new HTTP2Client(connector);
    client.addBean(threads, true);
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
  }

  @Test
  void aWebsocketIsAStreamAmongOthers() throws Exception {
    try (TestServer server = TestServer.start()) {
      Peer peer = new Peer(server);
      Heard first = peer.websocket(true);
      Heard second = peer.websocket(true);
      assertThat(first.next()).isEqualTo("200").isEqualTo(second.next());
      assertThat(first.next()).contains("Connection ready");
      assertThat(second.next()).contains("Connection ready");
      first.send(RawWebSocket.frame(RawWebSocket.TEXT, true, new byte[] {'a'}));
      second.send(RawWebSocket.frame(RawWebSocket.TEXT, true, new byte[] {'b'}));
      assertThat(first.next()).endsWith("echo:a");
      assertThat(second.next()).endsWith("echo:b");
      first.stream.reset(new ResetFrame(first.stream.getId(), 8), Callback.NOOP);
      TestServer.await("the first is gone", () -> server.conversations.closed.size() == 1);
      second.send(RawWebSocket.frame(RawWebSocket.TEXT, true, new byte[] {'c'}));
      assertThat(second.next()).endsWith("echo:c");
    }
  }

  @Test
  void aStreamThatIsNotReadFillsItsInboxAndIsEnded() throws Exception {
    Patience impatient =
        new Patience(
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));
    try (TestServer server = new TestServer.Setup().patience(impatient).start()) {
      Peer peer = new Peer(server);
      Heard slow = peer.websocket(false);
      Heard other = peer.websocket(true);
      byte[] frame =
          RawWebSocket.frame(
              RawWebSocket.TEXT,
              true,
              "big:100000".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      byte[] many = new byte[frame.length * 1000];
      for (int i = 0; i < 1000; i++) {
        System.arraycopy(frame, 0, many, i * frame.length, frame.length);
      }
      slow.stream.data(
          new DataFrame(slow.stream.getId(), ByteBuffer.wrap(many), false), Callback.NOOP);
      TestServer.await(
          "its inbox is full",
          () -> server.web.connections().all().stream().anyMatch(c -> c.inbox().isHolding()));
      assertThat(server.budget.used()).isLessThan(Inbox.MAX_BYTES);
      other.next();
      other.next();
      other.send(RawWebSocket.frame(RawWebSocket.TEXT, true, new byte[] {'o'}));
      assertThat(other.next()).endsWith("echo:o");
      TestServer.await("it is ended", () -> server.web.connections().all().size() <= 1);
      TestServer.await("its memory is free", () -> server.budget.used() == 0);
    }
  }

  @Test
  void rapidResetsEndTheConnectionAndHurtNobodyElse() throws Exception {
    try (TestServer server = TestServer.start()) {
      Peer attacker = new Peer(server);
      for (int i = 0; i < 5000 && !attacker.ended.isDone(); i++) {
        try {
          Stream stream =
              attacker
                  .session
                  .newStream(new HeadersFrame(attacker.get("/a/b/c/d"), null, true), null)
                  .get(5, TimeUnit.SECONDS);
          stream.reset(new ResetFrame(stream.getId(), 8), Callback.NOOP);
        } catch (ExecutionException e) {
          break; // the connection is closed
        }
      }
      attacker.ended.get(10, TimeUnit.SECONDS);
      Heard other = new Peer(server).websocket(true);
      assertThat(other.next()).isEqualTo("200");
    }
  }

  @Test
  void pingAndSettingsFloodsEndTheConnection() throws Exception {
    try (TestServer server = TestServer.start()) {
      Peer pinging = new Peer(server);
      for (int i = 0; i < 5000 && !pinging.ended.isDone(); i++) {
        pinging.session.ping(new PingFrame(i, false), Callback.NOOP);
      }
      pinging.ended.get(10, TimeUnit.SECONDS);
      Peer setting = new Peer(server);
      for (int i = 0; i < 5000 && !setting.ended.isDone(); i++) {
        setting.session.settings(new SettingsFrame(java.util.Map.of(), false), Callback.NOOP);
      }
      setting.ended.get(10, TimeUnit.SECONDS);
      assertThat(new Peer(server).websocket(true).next()).isEqualTo("200");
    }
  }

  /** An HTTP/2 connection. */
  private final class Peer {
    final Session session;
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final int port;

    Peer(TestServer server) throws Exception {
      port = server.web.port();
      CountDownLatch settings = new CountDownLatch(1);
      session =
          client
              .connect(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  new Session.Listener() {
                    @Override
                    public void onSettings(Session s, SettingsFrame frame) {
                      settings.countDown();
                    }

                    @Override
                    public void onGoAway(Session s, GoAwayFrame frame) {
                      ended.complete(null);
                    }

                    @Override
                    public void onClose(Session s, GoAwayFrame frame, Callback callback) {
                      ended.complete(null);
                      callback.succeeded();
                    }

                    @Override
                    public void onFailure(Session s, Throwable failure, Callback callback) {
                      ended.complete(null);
                      callback.succeeded();
                    }
                  })
              .get(10, TimeUnit.SECONDS);
      assertThat(settings.await(10, TimeUnit.SECONDS)).isTrue();
    }

    MetaData.Request get(String path) {
      return new MetaData.Request(
          "GET",
          HttpURI.from("http://localhost:" + port + path),
          HttpVersion.HTTP_2,
          HttpFields.EMPTY);
    }

    Heard websocket(boolean reading) throws Exception {
      HttpFields.Mutable fields = HttpFields.build().put("Sec-WebSocket-Version", "13");
      MetaData.ConnectRequest connect =
          new MetaData.ConnectRequest(
              "http", new HostPortHttpField("localhost:" + port), "/ws", fields, "websocket");
      Heard heard = new Heard(reading);
      heard.stream =
          session
              .newStream(new HeadersFrame(connect, null, false), heard)
              .get(10, TimeUnit.SECONDS);
      return heard;
    }
  }

  /** What comes on a stream; one that does not read gives back no window. */
  private static final class Heard implements Stream.Listener {
    private final BlockingQueue<String> parts = new LinkedBlockingQueue<>();
    private final boolean reading;
    private Stream stream;

    Heard(boolean reading) {
      this.reading = reading;
    }

    @Override
    public void onHeaders(Stream from, HeadersFrame frame) {
      parts.add(String.valueOf(((MetaData.Response) frame.getMetaData()).getStatus()));
      if (reading) {
        from.demand();
      }
    }

    @Override
    public void onDataAvailable(Stream from) {
      Stream.Data data = from.readData();
      boolean ended = data != null && data.frame().isEndStream();
      if (data != null) {
        ByteBuffer bytes = data.frame().getByteBuffer();
        parts.add(java.nio.charset.StandardCharsets.ISO_8859_1.decode(bytes.slice()).toString());
        data.release();
      }
      if (!ended) {
        from.demand(); // the end of a stream would be told again and again
      }
    }

    void send(byte[] frame) throws Exception {
      stream
          .data(new DataFrame(stream.getId(), ByteBuffer.wrap(frame), false))
          .get(10, TimeUnit.SECONDS);
    }

    String next() throws InterruptedException {
      String part = parts.poll(10, TimeUnit.SECONDS);
      if (part == null) {
        throw new AssertionError("Nothing heard within 10 s");
      }
      return part;
    }
  }
}
