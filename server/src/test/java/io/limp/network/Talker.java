package io.limp.network;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * A websocket client that collects what it hears. Public, because Jetty looks for its methods by
 * reflection.
 */
public final class Talker implements Session.Listener.AutoDemanding {
  private static final int MOST_ATTEMPTS = 5;

  final LinkedBlockingDeque<String> heard = new LinkedBlockingDeque<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private Session session;

  /** Jetty's client for one protocol. The caller stops it. */
  static WebSocketClient client(boolean http2) throws Exception {
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(new SslContextFactory.Client(true));
    HttpClient http =
        new HttpClient(
            http2
                ? new HttpClientTransportDynamic(
                    connector,
                    new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)))
                : new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11));
    WebSocketClient client = new WebSocketClient(http);
    client.addManaged(http);
    client.start();
    return client;
  }

  static Talker connect(WebSocketClient client, String uri) throws Exception {
    return connect(client, uri, null);
  }

  /**
   * Over HTTP/2 Jetty's client sometimes misses what comes right behind the answer to its CONNECT,
   * and hears nothing after it either. Http2FramesTest shows that the server says it; here such a
   * connection is given up and another one made.
   */
  static Talker connect(WebSocketClient client, String uri, String origin) throws Exception {
    for (int attempt = 1; ; attempt++) {
      Talker talker = connectOnce(client, uri, origin);
      boolean http2 = talker.session.getUpgradeRequest().getHttpVersion().equals("HTTP/2.0");
      if (!http2 || talker.hasHeard() || attempt == MOST_ATTEMPTS) {
        return talker;
      }
      talker.session.disconnect();
    }
  }

  /** True when something is there to be heard, or comes within two seconds. */
  boolean hasHeard() throws InterruptedException {
    String first = heard.pollFirst(2, TimeUnit.SECONDS);
    if (first != null) {
      heard.addFirst(first);
    }
    return first != null;
  }

  private static Talker connectOnce(WebSocketClient client, String uri, String origin)
      throws Exception {
    Talker talker = new Talker();
    ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create(uri));
    if (origin != null) {
      request.setHeader("Origin", origin);
    }
    talker.session = client.connect(talker, request).get(10, TimeUnit.SECONDS);
    talker.session.setMaxTextMessageSize(-1);
    return talker;
  }

  Session session() {
    return session;
  }

  void say(String text) {
    session.sendText(text, Callback.NOOP);
  }

  void sayBytes(byte[] bytes) {
    session.sendBinary(ByteBuffer.wrap(bytes), Callback.NOOP);
  }

  String hear() throws InterruptedException {
    String text = heard.poll(20, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("Nothing heard within 20 s");
    }
    return text;
  }

  @Override
  public void onWebSocketText(String message) {
    heard.add(message);
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    closed.complete(statusCode);
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {}
}
