package io.limp.testing;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A level-1 client on a websocket of its own. As the old clients do, it sends plain frames while
 * nobody is signed in, and signs with the session's token from then on.
 *
 * <pre>{@code
 * TestClient admin = app.client().signIn("ADMIN@LIMP.MASAAR.COM", "__ADMIN");
 * admin.call("note/create", query(), doc("title", "Alpha")).expect(200);
 * }</pre>
 *
 * <p>Whatever waits does so with a deadline, after which the test fails and says what came instead.
 */
public final class TestClient implements AutoCloseable {
  public static final String ANON_SESSION = "f00000000000000000000012";
  public static final String ANON_TOKEN = "__ANON";

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What signs its calls. */
  public record Session(String id, String token) {
    static final Session ANON = new Session(ANON_SESSION, ANON_TOKEN);

    public boolean isAnonymous() {
      return equals(ANON);
    }
  }

  private final WebSocket socket;
  private final Incoming incoming;
  private final InstantSource clock;
  private final Answer greeting;
  private Session session = Session.ANON;
  private int calls;

  private TestClient(WebSocket socket, Incoming incoming, InstantSource clock) {
    this.socket = socket;
    this.incoming = incoming;
    this.clock = clock;
    greeting = incoming.take(frame -> true, "greeting");
  }

  /** Connects and takes the greeting. */
  public static TestClient connect(URI uri) {
    return connect(uri, InstantSource.system(), Map.of());
  }

  /**
   * Connects and takes the greeting.
   *
   * @param clock by which its tokens are dated
   * @param headers of the upgrade request
   */
  public static TestClient connect(URI uri, InstantSource clock, Map<String, String> headers) {
    Incoming incoming = new Incoming();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    return new TestClient(builder.buildAsync(uri, incoming).join(), incoming, clock);
  }

  /** The first frame of the connection. */
  public Answer greeting() {
    return greeting;
  }

  public Session session() {
    return session;
  }

  /** Signs in with an e-mail address; the session signs the calls from then on. */
  public TestClient signIn(String email, String password) {
    authenticate("email", email, password).expect(200);
    return this;
  }

  /**
   * {@code session/auth}; a good answer gives this client its session.
   *
   * @param key username, email or phone
   */
  public Answer authenticate(String key, String value, String password) {
    Map<String, @Nullable Object> credentials =
        doc(key, value, "hash", Jwt.passwordHash(key, value, password));
    return adopt(callPlain("session/auth", query(), credentials));
  }

  /** {@code session/reauth}; a good answer gives this client that session. */
  public Answer reauthenticate(String sid) {
    return adopt(callPlain("session/reauth", Wire.byId(sid), doc()));
  }

  /** {@code session/signout} of its own session; a good answer makes this client anonymous. */
  public Answer signOut() {
    Answer answer = call("session/signout", Wire.byId(session.id()));
    if (answer.status() == 200) {
      session = Session.ANON;
    }
    return answer;
  }

  /** Signs the calls from now on with that session, whatever the server thinks of it. */
  public void pretend(Session other) {
    session = other;
  }

  public Answer call(String endpoint) {
    return call(endpoint, query(), doc());
  }

  public Answer call(String endpoint, Map<String, ? extends @Nullable Object> query) {
    return call(endpoint, query, doc());
  }

  /** Calls as the old clients do: plain while anonymous, then signed. Waits for the answer. */
  public Answer call(
      String endpoint,
      Map<String, ? extends @Nullable Object> query,
      Map<String, ? extends @Nullable Object> doc) {
    Map<String, @Nullable Object> frame = frame(endpoint, query, doc);
    if (session.isAnonymous()) {
      send(Wire.write(frame));
    } else {
      sendSigned(frame, session.token());
    }
    return answerTo(frame.get("call_id"));
  }

  /** Calls with a plain frame, signed in or not. */
  public Answer callPlain(
      String endpoint,
      Map<String, ? extends @Nullable Object> query,
      Map<String, ? extends @Nullable Object> doc) {
    Map<String, @Nullable Object> frame = frame(endpoint, query, doc);
    send(Wire.write(frame));
    return answerTo(frame.get("call_id"));
  }

  /** Calls with a frame that is signed with the key. */
  public Answer callSigned(
      String key,
      String endpoint,
      Map<String, ? extends @Nullable Object> query,
      Map<String, ? extends @Nullable Object> doc) {
    Map<String, @Nullable Object> frame = frame(endpoint, query, doc);
    sendSigned(frame, key);
    return answerTo(frame.get("call_id"));
  }

  /** Sends a frame of the test's own and waits for the next frame, which should be its answer. */
  public Answer exchange(String text) {
    send(text);
    return next();
  }

  /** A call's object, with the next call id of this client. */
  public Map<String, @Nullable Object> frame(
      String endpoint,
      Map<String, ? extends @Nullable Object> query,
      Map<String, ? extends @Nullable Object> doc) {
    return doc(
        "sid",
        session.id(),
        "token",
        session.token(),
        "query",
        query,
        "doc",
        doc,
        "endpoint",
        endpoint,
        "call_id",
        "c" + ++calls);
  }

  /** Sends a text frame as it is. */
  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends the object as clients sign it: valid for a day from now. */
  public void sendSigned(Map<String, ? extends @Nullable Object> frame, String key) {
    send(Wire.write(doc("token", Jwt.sign(dated(frame), key))));
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

  /** Sends a binary frame. */
  public void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
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

  private Answer adopt(Answer answer) {
    if (answer.status() == 200) {
      Map<String, @Nullable Object> doc = answer.doc();
      session = new Session(answer.id(), String.valueOf(doc.get("token")));
    }
    return answer;
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

  /** The frames in the order in which they came, until somebody takes them. */
  private static final class Incoming implements WebSocket.Listener {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below: under the lock.
    private final List<Answer> frames = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private Optional<Integer> closed = Optional.empty();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      change(
          () -> {
            partial.append(data);
            if (last) {
              frames.add(Answer.of(partial.toString()));
              partial.setLength(0);
            }
          });
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      change(() -> closed = Optional.of(code));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      change(() -> closed = Optional.of(1006));
    }

    private void change(Runnable change) {
      lock.lock();
      try {
        change.run();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    Answer take(Predicate<Answer> wanted, String what) {
      long left = DEADLINE.toNanos();
      lock.lock();
      try {
        while (true) {
          for (Iterator<Answer> each = frames.iterator(); each.hasNext(); ) {
            Answer frame = each.next();
            if (wanted.test(frame)) {
              each.remove();
              return frame;
            }
          }
          if (closed.isPresent()) {
            throw new AssertionError("No " + what + ": closed with " + closed.get() + came());
          }
          if (left <= 0) {
            throw new AssertionError("No " + what + " within " + DEADLINE + came());
          }
          left = changed.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted while waiting for the " + what, e);
      } finally {
        lock.unlock();
      }
    }

    int awaitClose() {
      long left = DEADLINE.toNanos();
      lock.lock();
      try {
        while (closed.isEmpty()) {
          if (left <= 0) {
            throw new AssertionError("Not closed within " + DEADLINE + came());
          }
          left = changed.awaitNanos(left);
        }
        return closed.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted while waiting for the close", e);
      } finally {
        lock.unlock();
      }
    }

    private String came() {
      return frames.isEmpty() ? "" : "; what came: " + frames;
    }
  }
}
