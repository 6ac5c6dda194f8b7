package io.limp.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/**
 * What the same Jetty does when there is nothing to do: answers every text with its beginning, on
 * Jetty's own thread. No JSON, no queue, no thread of ours. It is in this package to run with the
 * very {@link JettySettings} of the server.
 *
 * <p>{@code java io.limp.network.EchoServer PORT CHARACTERS}
 */
public final class EchoServer {
  private EchoServer() {}

  public static void main(String[] args) throws Exception {
    start(Integer.parseInt(args[0]), Integer.parseInt(args[1])).join();
  }

  /** An echo that listens at 127.0.0.1; port 0 takes a free one. */
  public static Server start(int port, int characters) throws Exception {
    Server server =
        new Server(
            JettySettings.threads(),
            new ScheduledExecutorScheduler("network-timer", true),
            JettySettings.buffers());
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, JettySettings.cleartext().toArray(ConnectionFactory[]::new));
    JettySettings.connector(connector, Patience.DEFAULT);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    WebSocketComponents components = WebSocketServerComponents.ensureWebSocketComponents(server);
    server.setHandler(new Upgrade(new WebSocketMappings(components), characters));
    server.start();
    return server;
  }

  private static final class Upgrade extends Handler.Abstract {
    private final WebSocketMappings upgrader;
    private final int characters;
    private final Configuration.Customizer settings = JettySettings.websocket(Patience.DEFAULT);

    Upgrade(WebSocketMappings upgrader, int characters) {
      this.upgrader = upgrader;
      this.characters = characters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return upgrader.upgrade(
          (negotiation, answer, done) -> new Echo(characters),
          request,
          response,
          callback,
          settings);
    }
  }

  private static final class Echo implements FrameHandler {
    private final int characters;
    private @Nullable CoreSession session;

    Echo(int characters) {
      this.characters = characters;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      opened.sendFrame(new Frame(OpCode.TEXT, "{\"status\":200}"), Callback.NOOP, false);
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      CoreSession open = Objects.requireNonNull(session);
      if (frame.getOpCode() == OpCode.TEXT) {
        ByteBuffer payload = frame.getPayload();
        String text = StandardCharsets.UTF_8.decode(payload).toString();
        String answer = text.substring(0, Math.min(characters, text.length()));
        open.sendFrame(new Frame(OpCode.TEXT, answer), Callback.NOOP, false);
      }
      callback.succeeded();
      if (open.isInputOpen()) {
        open.demand();
      }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
