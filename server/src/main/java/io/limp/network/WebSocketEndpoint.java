package io.limp.network;

import io.limp.call.Conversations;
import io.limp.call.Request.Origin;
import io.limp.call.Request.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/**
 * {@code /ws}: turns a request into a {@link Connection}, over HTTP/1.1 by upgrade and over HTTP/2
 * by extended CONNECT.
 */
final class WebSocketEndpoint {
  private final Conversations conversations;
  private final OpenConnections connections;
  private final ReceiveBudget budget;
  private final CrossOrigin crossOrigin;
  private final WebSocketMappings upgrader;
  private final Configuration.Customizer settings;

  WebSocketEndpoint(
      Conversations conversations,
      OpenConnections connections,
      ReceiveBudget budget,
      CrossOrigin crossOrigin,
      WebSocketComponents components) {
    this.conversations = conversations;
    this.connections = connections;
    this.budget = budget;
    this.crossOrigin = crossOrigin;
    this.upgrader = new WebSocketMappings(components);
    this.settings = JettySettings.websocket(connections.patience());
  }

  void handle(Request request, Response response, Callback callback) {
    if (crossOrigin.isForeign(request)) {
      CrossOrigin.refuse(request, response, callback);
      return;
    }
    Origin from = origin(request, Transport.WEBSOCKET);
    WebSocketNegotiator negotiator =
        (upgrade, answer, done) -> {
          answer.setExtensions(
              List.of()); // no permessage-deflate: 90 KB and half the speed of every connection
          return new Connection(() -> conversations.open(from), connections, budget);
        };
    if (!upgrader.upgrade(negotiator, request, response, callback, settings)) {
      explain(response, callback);
    }
  }

  /** Where a request comes from: the peer's own address, whatever a forwarding header claims. */
  static Origin origin(Request request, Transport transport) {
    return new Origin(
        transport,
        Request.getRemoteAddr(request),
        header(request, HttpHeader.USER_AGENT),
        header(request, HttpHeader.ORIGIN));
  }

  private static String header(Request request, HttpHeader name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  private static void explain(Response response, Callback callback) {
    response.setStatus(400);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    String text =
        "This is where websockets connect: open it with a websocket client, not as a page.\n";
    response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
