package io.limp.testing;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A level-1 client on a websocket of its own. As the old clients do, it sends plain frames while
 * nobody is signed in, and signs with the session's token from then on.
 *
 * <pre>{@code
 * TestClient admin = app.client().signIn("ADMIN@LIMP.MASAAR.COM", "__ADMIN");
 * admin.call("note/create", query(), doc("title", "Alpha")).expect(200);
 * }</pre>
 */
public final class TestClient extends SocketClient {
  public static final String ANON_TOKEN = "__ANON";

  private static final Session ANON = new Session(ANON_SESSION, ANON_TOKEN);

  private Session session = ANON;

  private TestClient(URI uri, InstantSource clock, Map<String, String> headers) {
    super(uri, clock, headers);
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
    return new TestClient(uri, clock, headers);
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
      session = ANON;
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
        nextCallId());
  }

  /** Sends the object as clients sign it: valid for a day from now. */
  public void sendSigned(Map<String, ? extends @Nullable Object> frame, String key) {
    send(Wire.write(doc("token", Jwt.sign(dated(frame), key))));
  }

  private Answer adopt(Answer answer) {
    if (answer.status() == 200) {
      Map<String, @Nullable Object> doc = answer.doc();
      session = new Session(answer.id(), String.valueOf(doc.get("token")));
    }
    return answer;
  }
}
