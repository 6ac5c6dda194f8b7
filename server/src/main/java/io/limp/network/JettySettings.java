package io.limp.network;

import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.Configuration;

/**
 * Everything that Jetty leaves to its defaults unless told otherwise, set on purpose and in one
 * place.
 */
final class JettySettings {
  private JettySettings() {}

  /**
   * Jetty's threads only parse and hand over, calls run on virtual threads: more threads would only
   * be more stacks.
   */
  static QueuedThreadPool threads() {
    int most = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    QueuedThreadPool threads = new QueuedThreadPool(most, 4);
    threads.setName("network");
    threads.setReservedThreads(2);
    threads.setIdleTimeout(30_000); // ms; after a burst the threads go
    threads.setVirtualThreadsExecutor(
        null); // what may block goes to a virtual thread by our own hand
    return threads;
  }

  /**
   * Buffers that wait for their next use may take 8 MB of heap and 8 MB outside of it; Jetty's
   * default is an eighth of the heap.
   */
  static ByteBufferPool buffers() {
    return new ArrayByteBufferPool(0, 4096, 65_536, 1024, 8L << 20, 8L << 20);
  }

  static HttpConfiguration http(boolean secure) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false); // AnswerHeaders says who we are, without a version
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(
        8192); // a long path and a bearer fit; HTTP/2 header lists have the same limit
    http.setResponseHeaderSize(8192);
    http.setMaxResponseHeaderSize(16_384);
    http.setOutputBufferSize(32_768);
    http.setMaxUnconsumedRequestContentReads(4); // the body of a refused POST: not worth reading
    http.setRelativeRedirectAllowed(true);
    // %2F and %25 in a file's name are the caller's right: HttpEndpoint and ConsoleFiles split the
    // raw path by themselves.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "limp",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    if (secure) {
      // Whoever has come here by address or by another name of ours has checked the certificate, or
      // chosen not to.
      SecureRequestCustomizer customizer = new SecureRequestCustomizer();
      customizer.setSniHostCheck(false);
      customizer.setSniRequired(false);
      http.addCustomizer(customizer);
    }
    return http;
  }

  /** One port: HTTP/1.1 and HTTP/2, with prior knowledge and by upgrade. */
  static List<ConnectionFactory> cleartext() {
    HttpConfiguration http = http(false);
    return List.of(new HttpConnectionFactory(http), http2(new HTTP2CServerConnectionFactory(http)));
  }

  /** One port: HTTP/2 and HTTP/1.1, as the TLS handshake settles it. */
  static List<ConnectionFactory> secure(SslContextFactory.Server certificate) {
    HttpConfiguration http = http(true);
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol(http1.getProtocol());
    return List.of(
        new SslConnectionFactory(certificate, alpn.getProtocol()),
        alpn,
        http2(new HTTP2ServerConnectionFactory(http)),
        http1);
  }

  private static <T extends AbstractHTTP2ServerConnectionFactory> T http2(T http2) {
    http2.setConnectProtocolEnabled(true); // RFC 8441: websockets
    http2.setMaxConcurrentStreams(
        128); // a browser's tabs share a connection, and each websocket is a stream
    http2.setInitialStreamRecvWindow(
        256 << 10); // what a websocket that is not read may make us keep
    http2.setInitialSessionRecvWindow(
        1 << 20); // four of them until the whole connection stands still
    http2.setMaxFrameSize(16_384); // the protocol's least
    http2.setMaxSettingsKeys(32);
    http2.setMaxDecoderTableCapacity(4096);
    http2.setMaxEncoderTableCapacity(4096);
    // Resets, pings, settings, empty frames and the like, a second; more of them and the connection
    // is closed (CVE-2023-44487,
    // CVE-2025-8671). A page that is left while it loads resets its streams at once, so not less
    // than the number of streams.
    http2.setRateControlFactory(new WindowRateControl.Factory(128));
    return http2;
  }

  static void connector(ServerConnector connector, Patience patience) {
    connector.setIdleTimeout(patience.idle().toMillis());
    connector.setShutdownIdleTimeout(
        200); // ms; keep-alive connections without a request do not hold up the stop
    connector.setAcceptQueueSize(1024); // clients that all come back after a restart
    connector.setReuseAddress(true);
    connector.setAcceptedTcpNoDelay(true); // answers are small and each is awaited
  }

  static Configuration.Customizer websocket(Patience patience) {
    return settings -> {
      settings.setIdleTimeout(patience.idle()); // Connection's pings keep a living peer from it
      settings.setInputBufferSize(
          8192); // most frames in one piece; only held while something is read
      settings.setOutputBufferSize(4096); // for small frames that are written together
      settings.setAutoFragment(true); // hand on what is there: no frame is ever collected by Jetty
      settings.setMaxFrameSize(
          0); // PartialText limits, so that a frame beyond it gets an answer instead of a close
      settings.setMaxTextMessageSize(0); // same
      settings.setMaxBinaryMessageSize(0); // ignored piece by piece
      settings.setMaxOutgoingFrames(
          -1); // would drop silently; Connection waits for each frame instead
    };
  }
}
