package io.limp.network;

import io.limp.call.Conversations;
import io.limp.call.HttpCalls;
import io.limp.call.ReadBody;
import io.limp.data.FileStore;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port for everything: websockets and HTTP, over HTTP/1.1 and HTTP/2, in cleartext or with TLS.
 *
 * <pre>
 * Server
 * └── GracefulHandler        when the server stops, running requests end first
 *     └── AnswerHeaders      on every answer
 *         └── Routes
 *             ├── WebSocketEndpoint  /ws                         one Connection each
 *             ├── ConsoleFiles       /  and  /console/...        from the class path
 *             └── HttpEndpoint       /module/method/arg/arg...   FileAnswer streams what is stored
 * PlainErrors                what Jetty itself refuses
 * </pre>
 *
 * {@link JettySettings} has every limit and timeout.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** A body over HTTP may be as long as a text over the websocket. */
  public static final ReadBody.Limits BODY_LIMITS =
      new ReadBody.Limits(PartialText.ANONYMOUS_LIMIT, PartialText.SIGNED_IN_LIMIT);

  /** For HTTP/2's GOAWAY frames to leave. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private final Listen listen;
  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler requestsInFlight;
  private final Patience patience;
  private final OpenConnections connections;
  private final ReceiveBudget budget;

  /**
   * A server that does not listen yet.
   *
   * @param modulesJson what {@code /console/modules.json} answers; empty: 404
   * @throws CannotListen when the certificate cannot be used
   */
  public WebServer(
      Listen listen,
      Conversations conversations,
      HttpCalls calls,
      FileStore files,
      Supplier<Optional<String>> modulesJson) {
    this(
        listen, conversations, calls, files, modulesJson, Patience.DEFAULT, ReceiveBudget.ofHeap());
  }

  WebServer(
      Listen listen,
      Conversations conversations,
      HttpCalls calls,
      FileStore files,
      Supplier<Optional<String>> modulesJson,
      Patience patience,
      ReceiveBudget budget) {
    this.listen = listen;
    this.patience = patience;
    this.budget = budget;
    connections = new OpenConnections(patience);
    server =
        new Server(
            JettySettings.threads(),
            new ScheduledExecutorScheduler("network-timer", true),
            JettySettings.buffers());
    List<ConnectionFactory> protocols =
        listen
            .tls()
            .map(tls -> JettySettings.secure(Certificates.of(tls).forJetty()))
            .orElseGet(JettySettings::cleartext);
    connector = new ServerConnector(server, 1, 1, protocols.toArray(ConnectionFactory[]::new));
    JettySettings.connector(connector, patience);
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    server.addConnector(connector);
    CrossOrigin crossOrigin = new CrossOrigin(listen.origins());
    WebSocketEndpoint websocket =
        new WebSocketEndpoint(
            conversations,
            connections,
            budget,
            crossOrigin,
            WebSocketServerComponents.ensureWebSocketComponents(server));
    Routes routes =
        new Routes(
            websocket,
            new ConsoleFiles(modulesJson),
            new HttpEndpoint(calls, new FileAnswer(files), crossOrigin, budget));
    requestsInFlight = new GracefulHandler(new AnswerHeaders(routes));
    server.setHandler(requestsInFlight);
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(
        0); // close() waits for what is worth it; Jetty would wait for idle peers too
    server.setStopAtShutdown(false); // whoever started us stops us, in the right order
  }

  /**
   * Listens; returns when clients can connect.
   *
   * @throws CannotListen when the port is taken
   */
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      stopJetty();
      if (e.getCause() instanceof BindException || e instanceof BindException) {
        throw new CannotListen(
            "Nobody can listen at %s port %d twice: another program (or another limpd) is there already."
                .formatted(listen.host(), listen.port()),
            e);
      }
      throw new CannotListen(
          "The server cannot listen at %s: %s".formatted(listen.host(), e.getMessage()), e);
    }
    connections.keepAlive(server.getScheduler());
    String scheme = listen.tls().isPresent() ? "https" : "http";
    LOG.info("Listening at {}://{}:{}", scheme, listen.host(), port());
    if (listen.tls().isPresent() && listen.tls().get() instanceof Tls.SelfSigned) {
      LOG.warn("The certificate is self-signed and made for development: browsers will warn of it");
    }
  }

  /** The port that it listens at, also when any was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Stops: no new connections, what has been received is answered, each websocket gets a close
   * frame 1001. What takes longer than {@link Patience#stop} is cut off.
   */
  @Override
  public void close() {
    if (!server.isRunning()) {
      return;
    }
    connector.close(); // nobody new; those who are connected stay
    CompletableFuture<Void> requests = requestsInFlight.shutdown(); // the next ones get 503
    connections.close();
    await(requests, patience.stop());
    await(connector.shutdown(), LAST_WORDS);
    stopJetty();
    LOG.info("Stopped listening");
  }

  private static void await(Future<Void> end, Duration patience) {
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Not all has ended before the stop: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopJetty() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.debug("Jetty did not stop cleanly", e);
    }
  }

  OpenConnections connections() {
    return connections;
  }

  ReceiveBudget budget() {
    return budget;
  }
}
