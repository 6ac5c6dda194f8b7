package io.limp.testing;

import static io.limp.testing.Wire.doc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A client on a websocket of its own: what those of every level have in common.
 *
 * <p>Whatever waits does so with a deadline, after which the test fails and says what came instead.
 */
public abstract class SocketClient implements AutoCloseable {
  /** The session that every connection begins with. */
  public static final String ANON_SESSION = "f00000000000000000000012";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What signs its calls. */
  public record Session(String id, String token) {
    public boolean isAnonymous() {
      return id.equals(ANON_SESSION);
    }
  }

  private final WebSocket socket;
  private final Incoming incoming = new Incoming();
  private final InstantSource clock;
  private final Answer greeting;
  private int calls;

  /** Connects and takes the greeting. */
  SocketClient(URI uri, InstantSource clock, Map<String, String> headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(uri, incoming).join();
    this.clock = clock;
    greeting = incoming.take(frame -> true, "greeting");
  }

  /** The first frame of the connection. */
  public Answer greeting() {
    return greeting;
  }

  /** A call id that this client has not used yet. */
  String nextCallId() {
    return "c" + ++calls;
  }

  /** Sends a frame of the test's own and waits for the next frame, which should be its answer. */
  public Answer exchange(String text) {
    send(text);
    return next();
  }

  /** Sends a text frame as it is. */
  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends a binary frame. */
  public void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The object with {@code iat} now and {@code exp} a day later. */
  public Map<String, @Nullable Object> dated(Map<String, ? extends @Nullable Object> frame) {
    long now = clock.instant().getEpochSecond();
    Map<String, @Nullable Object> dated = doc();
    dated.putAll(frame);
    dated.put("iat", now);
    dated.put("exp", now + Duration.ofDays(1).toSeconds());
    return dated;
  }

  /** The next frame that nobody has taken yet. */
  public Answer next() {
    return incoming.take(frame -> true, "frame");
  }

  /** The answer to that call. */
  public Answer answerTo(@Nullable Object callId) {
    return incoming.take(
        frame -> frame.args().containsKey("call_id") && Objects.equals(frame.callId(), callId),
        "answer to call " + callId);
  }

  /** Waits until the server has closed the connection; its close code, 1006 when it just broke. */
  public int awaitClose() {
    return incoming.awaitClose();
  }

  /** Breaks the connection off, as a lost network does. */
  public void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    try {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    } catch (CompletionException e) {
      // The server was quicker.
    }
    socket.abort();
  }
}
