package io.limp.level6;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.Answer;
import io.limp.testing.FakeClock;
import io.limp.testing.Jwt;
import io.limp.testing.SocketClient.Session;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at level 6, and whatever ends a session while its socket is open. */
class SessionTest {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike6.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static TestClient6 user(String name) {
    app.user(name).close();
    return app.client6().signIn(name + "@example.com", TestApp.PASSWORD);
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The session is over: it is told once, and the connection has nobody's rights. */
  private static void isOver(TestClient6 client) {
    Session session = client.session();
    client.call("user/read").expect(403, "CORE_SESSION_INVALID_SESSION");
    client.call("user/read").expect(403, "CORE_REQ_INVALID_TOKEN");
    client.pretend(new Session(TestClient6.ANON_SESSION, TestClient6.ANON_TOKEN));
    client.call("user/read").expect(403, "CORE_SESSION_FORBIDDEN");
    client.call("staff/read").expect(200);
    client.reauthenticate(session).expect(403);
  }

  @Test
  void everyGenerationsHashSignsIn() {
    String email = TestApp.ADMIN_EMAIL;
    String password = TestApp.ADMIN_PASSWORD;
    List<String> hashes =
        List.of(
            Jwt.passwordHash("email", email, password),
            base64(Wire.write(doc("hash", List.of("email", email, password)))),
            Jwt.passwordHash("email", email, password, TestClient6.ANON_TOKEN),
            "email" + email + password + TestClient6.ANON_TOKEN);
    for (String hash : hashes) {
      try (TestClient6 client = app.client6()) {
        client
            .adopt(client.call("session/auth", steps(), doc("hash", hash, "email", email)))
            .expect(200);
        client.call("user/read").expect(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "%%%",
        "e30",
        "bnVsbA",
        "eyJoYXNoIjoxfQ",
        "eyJoYXNoIjpbXX0",
        "eyJoYXNoIjpbMSwyLDNdfQ",
        "eyJoYXNoIjpbImVtYWlsIiwiQURNSU5ATElNUC5NQVNBQVIuQ09NIl19"
      })
  void aHashThatIsNoneIsAWrongCredential(String hash) {
    try (TestClient6 client = app.client6()) {
      client
          .call("session/auth", steps(), doc("hash", hash, "email", TestApp.ADMIN_EMAIL))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
      client.call("user/read").expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void aHashMadeForAnotherAddressIsNotTaken() {
    String other =
        Jwt.passwordHash("email", "other@x.com", TestApp.ADMIN_PASSWORD, TestClient6.ANON_TOKEN);
    try (TestClient6 client = app.client6()) {
      client
          .call("session/auth", steps(), doc("hash", other, "email", TestApp.ADMIN_EMAIL))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void whoIsInNoneOfTheGroupsDoesNotGetIn() {
    String group = "f00000000000000000000013";
    String hash =
        Jwt.passwordHash("email", "grouped6@example.com", TestApp.PASSWORD, TestClient6.ANON_TOKEN);
    try (TestClient6 joe = user("grouped6");
        TestClient6 other = app.client6()) {
      Map<String, @Nullable Object> credentials =
          doc("hash", hash, "email", "grouped6@example.com");
      credentials.put("groups", List.of(TestApp.ADMIN_ID));
      other.call("session/auth", steps(), credentials).expect(403, "CORE_SESSION_INVALID_CREDS");
      credentials.put("groups", List.of(group));
      Answer signedIn = other.adopt(other.call("session/auth", steps(), credentials)).expect(200);
      assertThat(Wire.object(signedIn.args().get("session"), signedIn))
          .containsEntry("groups", List.of(group));
      joe.call("user/read").expect(200);
    }
  }

  @Test
  void aSessionIsTakenUpWithItsTokenAlone() {
    try (TestClient6 first = user("taker");
        TestClient6 second = app.client6()) {
      Session session = first.session();
      second
          .call("session/reauth", steps(doc("_id", session.id())))
          .expect(400, "CORE_SESSION_INVALID_QUERY");
      second
          .reauthenticate(new Session(session.id(), "wrong"))
          .expect(403, "CORE_SESSION_INVALID_REAUTH_HASH");
      second.reauthenticate(session).expect(200);
      second.call("user/read").expect(200);
      first.call("user/read").expect(200);
    }
  }

  @Test
  void aTokenOfAnotherConnectionSignsNothing() {
    try (TestClient6 first = user("owner");
        TestClient6 second = app.client6();
        TestClient6 third = user("third")) {
      String replayed =
          first.signed(first.frame("user/read", steps(), doc()), first.session().token());
      second.exchange(replayed).expect(403, "CORE_REQ_INVALID_TOKEN");
      third.exchange(replayed).expect(403, "CORE_REQ_INVALID_TOKEN");
      first.exchange(replayed).expect(200);
    }
  }

  @Test
  void theAnonymousTokenSignsNothingForASession() {
    try (TestClient6 client = user("signer")) {
      client.callSigned(TestClient6.ANON_TOKEN, "user/read").expect(403, "CORE_REQ_INVALID_TOKEN");
      client.call("user/read").expect(200);
    }
  }

  @Test
  void signedOutElsewhere() {
    try (TestClient6 first = user("gone");
        TestClient6 second = app.client6()) {
      second.reauthenticate(first.session()).expect(200);
      second.signOut().expect(200);
      isOver(first);
    }
  }

  @Test
  void banned() {
    try (TestClient6 joe = user("banned6");
        TestClient admin = app.admin()) {
      String id = joe.call("user/read").id();
      admin.call("user/update", byId(id), doc("status", "banned")).expect(200);
      isOver(joe);
    }
  }

  @Test
  void expired() {
    FakeClock clock = FakeClock.now();
    try (TestApp timed = Spike6.setup().clock(clock).start();
        TestClient6 client = timed.admin6()) {
      clock.forward(Duration.ofDays(30).minusSeconds(1));
      client.call("user/read").expect(200);
      clock.forward(Duration.ofSeconds(1));
      client.call("user/read").expect(403, "CORE_SESSION_SESSION_EXPIRED");
      client.call("user/read").expect(403, "CORE_REQ_INVALID_TOKEN");
    }
  }

  @Test
  void aSignOutAndTheFramesAroundIt() {
    try (TestClient6 client = user("leaver6")) {
      String session = client.session().id();
      Object before = client.send("user/read", steps(), doc());
      Object out = client.send("session/signout", steps(doc("_id", session)), doc());
      Object after = client.send("user/read", steps(), doc());
      client.answerTo(before).expect(200);
      client.answerTo(out).expect(200);
      client.answerTo(after).expect(403, "CORE_REQ_INVALID_TOKEN");
    }
  }
}
