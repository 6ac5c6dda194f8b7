package io.limp.testing;

import static io.limp.testing.Wire.doc;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A level-6 client on a websocket of its own. Every frame is signed: with the token that everybody
 * knows while nobody is signed in, then with the session's.
 *
 * <pre>{@code
 * TestClient6 admin = app.client6().signIn("ADMIN@LIMP.MASAAR.COM", "__ADMIN");
 * admin.call("note/read", steps(doc("title", "Alpha"))).expect(200);
 * }</pre>
 */
public final class TestClient6 extends SocketClient {
  public static final String ANON_TOKEN = "__ANON_TOKEN_f00000000000000000000012";

  private static final Session ANON = new Session(ANON_SESSION, ANON_TOKEN);

  private Session session = ANON;

  private TestClient6(URI uri, InstantSource clock, Map<String, String> headers) {
    super(uri, clock, headers);
  }

  /**
   * Connects and takes the greeting; nothing is verified yet.
   *
   * @param clock by which its tokens are dated
   * @param headers of the upgrade request
   */
  public static TestClient6 connect(URI uri, InstantSource clock, Map<String, String> headers) {
    return new TestClient6(uri, clock, headers);
  }

  public Session session() {
    return session;
  }

  /** Signs the calls from now on with that session, whatever the server thinks of it. */
  public void pretend(Session other) {
    session = other;
  }

  /** {@code conn/verify}, which must be the first call. */
  public TestClient6 verify() {
    verify(doc()).expect(200, "CORE_CONN_OK");
    return this;
  }

  /** {@code conn/verify} with what the client says of itself: {@code app}, {@code level}. */
  public Answer verify(Map<String, ? extends @Nullable Object> doc) {
    return call("conn/verify", List.of(), doc);
  }

  /** Signs in with an e-mail address; the session signs the calls from then on. */
  public TestClient6 signIn(String email, String password) {
    authenticate("email", email, password).expect(200);
    return this;
  }

  /**
   * {@code session/auth}; a good answer gives this client its session.
   *
   * @param key username, email or phone
   */
  public Answer authenticate(String key, String value, String password) {
    String hash = Jwt.passwordHash(key, value, password, ANON_TOKEN);
    return adopt(call("session/auth", List.of(), doc("hash", hash, key, value)));
  }

  /** {@code session/reauth}; a good answer gives this client that session. */
  public Answer reauthenticate(Session other) {
    Map<String, @Nullable Object> step =
        doc("_id", other.id(), "hash", Jwt.tokenHash(other.token()));
    return adopt(call("session/reauth", List.of(step), doc()));
  }

  /** {@code session/signout} of its own session; a good answer makes this client anonymous. */
  public Answer signOut() {
    Answer answer = call("session/signout", List.of(doc("_id", session.id())));
    if (answer.status() == 200) {
      session = ANON;
    }
    return answer;
  }

  /** A good answer to a sign-in gives this client that session. */
  public Answer adopt(Answer answer) {
    if (answer.status() == 200) {
      Map<String, @Nullable Object> given =
          Wire.object(Objects.requireNonNull(answer.args().get("session")), answer);
      session = new Session(String.valueOf(given.get("_id")), String.valueOf(given.get("token")));
    }
    return answer;
  }

  public Answer call(String endpoint) {
    return call(endpoint, List.of(), doc());
  }

  /**
   * Calls and waits for the answer.
   *
   * @param query a list of steps
   */
  public Answer call(String endpoint, Object query) {
    return call(endpoint, query, doc());
  }

  public Answer call(String endpoint, Object query, Map<String, ? extends @Nullable Object> doc) {
    return answerTo(send(endpoint, query, doc));
  }

  /** Calls with a frame that is signed with the key. */
  public Answer callSigned(String key, String endpoint) {
    Map<String, @Nullable Object> frame = frame(endpoint, List.of(), doc());
    sendSigned(frame, key);
    return answerTo(frame.get("call_id"));
  }

  /** Calls and does not wait; the call id, by which {@link #answerTo} finds the answer. */
  public Object send(String endpoint, Object query, Map<String, ? extends @Nullable Object> doc) {
    Map<String, @Nullable Object> frame = frame(endpoint, query, doc);
    sendSigned(frame, session.token());
    return Objects.requireNonNull(frame.get("call_id"));
  }

  /** A call's object, with the next call id of this client. */
  public Map<String, @Nullable Object> frame(
      String endpoint, Object query, Map<String, ? extends @Nullable Object> doc) {
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
        nextCallId());
  }

  /** Sends the object as clients sign it: valid for a day from now, the call id beside it. */
  public void sendSigned(Map<String, ? extends @Nullable Object> frame, String key) {
    send(signed(frame, key));
  }

  /** The frame that {@link #sendSigned} sends. */
  public String signed(Map<String, ? extends @Nullable Object> frame, String key) {
    return Wire.write(doc("token", Jwt.sign(dated(frame), key), "call_id", frame.get("call_id")));
  }
}
