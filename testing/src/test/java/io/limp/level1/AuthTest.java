package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.FakeClock;
import io.limp.testing.Jwt;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wire contract 1.5 and the rows of 1.3 and 1.7 about sessions: auth, reauth, signout. */
class AuthTest {
  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Answer auth(TestClient client, Map<String, Object> doc) {
    return client.callPlain("session/auth", query(), doc);
  }

  @Test
  void aUserSignsInByNameByPhoneOrByEmail() {
    Map<String, Object> user = TestApp.userDoc("byall");
    admin.call("user/create", query(), user).expect(200);
    for (String key : new String[] {"username", "phone", "email"}) {
      try (TestClient client = app.client()) {
        Answer answer = client.authenticate(key, (String) user.get(key), TestApp.PASSWORD);
        assertThat(answer.status()).as(key).isEqualTo(200);
        assertThat(client.call("user/read").expect(200).doc()).containsEntry("username", "byall");
      }
    }
  }

  @Test
  void theKeysAreLookedAtInTheOrderUsernamePhoneEmail() {
    try (TestClient client = app.client()) {
      String hash = Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      auth(client, doc("email", TestApp.ADMIN_EMAIL, "username", "nobody", "hash", hash))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
      auth(client, doc("email", TestApp.ADMIN_EMAIL, "phone", "+1", "hash", hash))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void thePasswordInClearThatOldClientsSendBesideTheHashIsIgnored() {
    try (TestClient client = app.client()) {
      String hash = Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      auth(client, doc("password", "another", "email", TestApp.ADMIN_EMAIL, "hash", hash))
          .expect(200);
      auth(
              client,
              doc(
                  "password",
                  TestApp.ADMIN_PASSWORD,
                  "email",
                  TestApp.ADMIN_EMAIL,
                  "hash",
                  Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, "wrong")))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void aHashForAnotherNameDoesNotSignIn() {
    try (TestClient client = app.client()) {
      String hash = Jwt.passwordHash("email", "other@example.com", TestApp.ADMIN_PASSWORD);
      auth(client, doc("email", TestApp.ADMIN_EMAIL, "hash", hash))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void aHashThatCannotBeDecodedIsASecretInItself() {
    Map<String, Object> user = TestApp.userDoc("opaque");
    user.put("email_hash", "no base64, no JSON: %");
    admin.call("user/create", query(), user).expect(200);
    try (TestClient client = app.client()) {
      auth(client, doc("email", "opaque@example.com", "hash", "no base64, no JSON: %")).expect(200);
      auth(client, doc("email", "opaque@example.com", "hash", "no base64, no JSON: &"))
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void anEmptyPasswordIsNone() {
    for (String hash : List.of("", Jwt.passwordHash("email", "empty@example.com", ""))) {
      Map<String, Object> user = TestApp.userDoc("empty");
      user.put("email_hash", hash);
      admin.call("user/create", query(), user).expect(400, "CORE_USER_INVALID_ATTR");
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    try (TestClient client = app.client()) {
      Answer noHash = auth(client, doc("email", TestApp.ADMIN_EMAIL));
      noHash.expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
      assertThat(noHash.msg())
          .isEqualTo("Missing attr 'hash' from request on module 'BASE_MODULE_MODULE'.");
      Answer noKey = auth(client, doc("hash", "abc"));
      noKey.expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
      assertThat(noKey.msg())
          .isEqualTo(
              "Missing at least one attr from ['username', 'phone', 'email'] from request on module"
                  + " 'BASE_MODULE_MODULE'.");
    }
  }

  @Test
  void reauthTakesTheSessionUpAgainOnANewConnection() {
    try (TestClient first = app.admin();
        TestClient second = app.client()) {
      Answer answer = second.reauthenticate(first.session().id()).expect(200);
      assertThat(answer.msg()).isEqualTo("You were succefully reauthed.");
      assertThat(answer.args()).containsOnlyKeys("total", "count", "docs", "groups", "call_id");
      assertThat(second.session()).isEqualTo(first.session());
      second.call("user/read").expect(200);
      first.call("user/read").expect(200);
    }
  }

  @Test
  void reauthRenewsTheExpiryButShowsTheSessionAsItWasBefore() {
    FakeClock clock = FakeClock.now();
    try (TestApp timed = Spike.setup().clock(clock).start();
        TestClient first = timed.admin()) {
      double begun = clock.instant().toEpochMilli() / 1000.0;
      String sid = first.session().id();
      clock.forward(Duration.ofDays(20));
      try (TestClient second = timed.client()) {
        Map<String, Object> session = second.reauthenticate(sid).expect(200).doc();
        assertThat(((Number) session.get("expiry")).doubleValue())
            .isCloseTo(begun + Duration.ofDays(30).toSeconds(), within(0.01));
        assertThat(((Map<?, ?>) session.get("user")).get("login_time")).isNull();
        clock.forward(Duration.ofDays(20)); // past the first expiry
        Map<String, Object> now = second.call("session/read", byId(sid)).expect(200).doc();
        assertThat(((Number) now.get("expiry")).doubleValue())
            .isCloseTo(begun + Duration.ofDays(50).toSeconds(), within(0.01));
        assertThat((Double) ((Map<?, ?>) now.get("user")).get("login_time"))
            .isCloseTo(begun + Duration.ofDays(20).toSeconds(), within(0.01));
      }
    }
  }

  @Test
  void reauthOfWhatIsNoSessionIsRefused() {
    try (TestClient client = app.client()) {
      Answer unknown = client.reauthenticate("5c4b0f0f0f0f0f0f0f0f0f0f");
      unknown.expect(403, "CORE_SESSION_INVALID_SESSION");
      assertThat(unknown.msg()).isEqualTo("Session is invalid.");
      client.reauthenticate("zzz").expect(403, "CORE_SESSION_INVALID_SESSION");
      Answer anon = client.reauthenticate(TestClient.ANON_SESSION);
      anon.expect(400, "CORE_SESSION_ANON_REAUTH");
      assertThat(anon.msg()).isEqualTo("Reauth is not required for '__ANON' user.");
      client
          .callPlain("session/reauth", query(), doc())
          .expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
      client
          .callPlain("session/reauth", query("_id", val("")), doc())
          .expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
    }
  }

  @Test
  void reauthOfAnExpiredSessionIsRefused() {
    FakeClock clock = FakeClock.now();
    try (TestApp timed = Spike.setup().clock(clock).start();
        TestClient first = timed.admin();
        TestClient second = timed.client()) {
      clock.forward(Duration.ofDays(30));
      Answer answer = second.reauthenticate(first.session().id());
      answer.expect(403, "CORE_SESSION_SESSION_EXPIRED");
      assertThat(answer.msg()).isEqualTo("Session had expired.");
    }
  }

  @Test
  void signoutEndsTheSessionAndTheConnectionIsAnonymousAgain() {
    try (TestClient client = app.admin()) {
      SocketClient.Session session = client.session();
      Answer answer = client.signOut();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.msg()).isEqualTo("You are succefully signed-out.");
      assertThat(answer.args()).containsOnlyKeys("count", "docs", "call_id");
      assertThat(answer.id()).isEqualTo(session.id());
      client.call("user/read").expect(403, "CORE_SESSION_FORBIDDEN");
      client.call("note/read").expect(200);
      client
          .callSigned(session.token(), "note/read", query(), doc())
          .expect(403, "CORE_REQ_INVALID_TOKEN");
      client.reauthenticate(session.id()).expect(403, "CORE_SESSION_INVALID_SESSION");
    }
  }

  @Test
  void signoutOfNobodyAndOfWhatIsNoSessionIsRefused() {
    try (TestClient client = app.admin()) {
      Answer anon = client.call("session/signout", byId(TestClient.ANON_SESSION));
      anon.expect(400, "CORE_SESSION_ANON_SIGNOUT");
      assertThat(anon.msg()).isEqualTo("Singout is not allowed for '__ANON' user.");
      client
          .call("session/signout", byId("5c4b0f0f0f0f0f0f0f0f0f0f"))
          .expect(403, "CORE_SESSION_INVALID_SESSION");
      client.call("session/signout").expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
      client.call("user/read").expect(200);
    }
  }

  @Test
  void oneOfSeveralSessionsOfAUserCanBeSignedOutFromAnother() {
    try (TestClient phone = app.admin();
        TestClient laptop = app.admin()) {
      laptop.call("session/signout", byId(phone.session().id())).expect(200);
      phone.call("user/read").expect(403, "CORE_SESSION_INVALID_SESSION");
      laptop.call("user/read").expect(200);
    }
  }
}
