package io.limp.level1;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 1.2 and 0.5: the fields of a frame, its two forms, and who must sign. */
class RequestTest {
  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    app.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"A01\"",
        "\"\"",
        "42",
        "-1",
        "1.5",
        "true",
        "false",
        "null",
        "[1,\"a\",null]",
        "{\"a\":{\"b\":[]}}",
        "9007199254740993",
        "\"\\u0000\\ud83d\\ude00\""
      })
  void aCallIdOfAnyJsonTypeIsEchoedUnchanged(String callId) {
    try (TestClient client = app.client()) {
      String frame = "{\"endpoint\":\"note/nothing\",\"sid\":\"x\",\"call_id\":" + callId + "}";
      Answer good = client.exchange(frame);
      assertThat(good.status()).isEqualTo(204);
      assertThat(good.args()).containsEntry("call_id", Wire.read(callId));
      Answer refused = client.exchange(frame.replace("nothing", "nosuch"));
      assertThat(refused.code()).isEqualTo("CORE_REQ_INVALID_METHOD");
      assertThat(refused.args()).containsEntry("call_id", Wire.read(callId));
      Answer failed = client.exchange(frame.replace("nothing", "boom"));
      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.args()).containsEntry("call_id", Wire.read(callId));
    }
  }

  @Test
  void aMissingCallIdIsAnsweredAsTheEmptyText() {
    try (TestClient client = app.client()) {
      Answer answer = client.exchange("{\"endpoint\":\"note/nothing\",\"sid\":\"x\"}");
      assertThat(answer.args()).containsEntry("call_id", "");
    }
  }

  @Test
  void queryAndDocMayBeMissing() {
    try (TestClient client = app.client()) {
      client.exchange("{\"endpoint\":\"note/read\",\"sid\":\"x\"}").expect(200);
    }
  }

  @Test
  void keysThatMeanNothingAreIgnored() {
    try (TestClient client = app.client()) {
      client
          .exchange("{\"endpoint\":\"note/read\",\"sid\":\"x\",\"token\":\"y\",\"foo\":{\"a\":1}}")
          .expect(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTE/READ", "Note/Read", "note/READ"})
  void endpointsAreMatchedWhateverTheCaseOfTheirLetters(String endpoint) {
    try (TestClient client = app.client()) {
      client.call(endpoint).expect(200);
    }
  }

  @Test
  void nobodysCallsMayBePlainOrSignedWithTheAnonymousSecret() {
    try (TestClient client = app.client()) {
      client.callPlain("note/read", query(), doc()).expect(200);
      client.callSigned(TestClient.ANON_TOKEN, "note/read", query(), doc()).expect(200);
    }
  }

  @Test
  void theAnonymousSecretGivesNoPrivilege() {
    try (TestClient client = app.client()) {
      client
          .callSigned(TestClient.ANON_TOKEN, "user/read", query(), doc())
          .expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void aSessionsCallsMustBeSignedWithItsToken() {
    admin.callSigned(admin.session().token(), "user/read", query(), doc()).expect(200);
    admin.callPlain("user/read", query(), doc()).expect(403, "CORE_REQ_INVALID_TOKEN");
    admin
        .callSigned(TestClient.ANON_TOKEN, "user/read", query(), doc())
        .expect(403, "CORE_REQ_INVALID_TOKEN");
    admin.callPlain("note/nothing", query(), doc()).expect(403, "CORE_REQ_INVALID_TOKEN");
  }

  @Test
  void authAndReauthAreNeverSignedWithASessionsToken() {
    try (TestClient client = app.admin()) {
      Map<String, Object> credentials =
          doc(
              "email",
              TestApp.ADMIN_EMAIL,
              "hash",
              Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD));
      client.callPlain("session/auth", query(), credentials).expect(200);
      client.callSigned(TestClient.ANON_TOKEN, "SESSION/AUTH", query(), credentials).expect(200);
      client.callPlain("session/reauth", Wire.byId(client.session().id()), doc()).expect(200);
    }
  }

  @Test
  void aSignedFrameHasTheTokenAndNothingElse() {
    try (TestClient client = app.client()) {
      String token =
          Jwt.sign(
              client.dated(client.frame("note/nothing", query(), doc())), TestClient.ANON_TOKEN);
      client.exchange(Wire.write(doc("token", token))).expect(204);
      // With an endpoint beside it, the frame is a plain one.
      Answer plain =
          client.exchange(Wire.write(doc("token", token, "endpoint", "note/nosuch", "sid", "x")));
      plain.expect(400, "CORE_REQ_INVALID_METHOD");
    }
  }

  @Test
  void anExpiredTokenIsRefusedWithItsCallId() {
    Map<String, Object> frame = admin.frame("user/read", query(), doc());
    long now = Instant.now().getEpochSecond();
    frame.put("iat", now - 100);
    frame.put("exp", now - 1);
    admin.send(Wire.write(doc("token", Jwt.sign(frame, admin.session().token()))));
    admin.answerTo(frame.get("call_id")).expect(403, "CORE_REQ_INVALID_TOKEN");
  }

  @Test
  void theMomentOfSigningIsNotComparedWithTheClock() {
    Map<String, Object> frame = admin.dated(admin.frame("user/read", query(), doc()));
    long now = Instant.now().getEpochSecond();
    for (Object iat : new Object[] {now + 3600, now - 3600, 0L}) {
      frame.put("iat", iat);
      admin.send(Wire.write(doc("token", Jwt.sign(frame, admin.session().token()))));
      admin.answerTo(frame.get("call_id")).expect(200);
    }
    frame.remove("iat");
    admin.send(Wire.write(doc("token", Jwt.sign(frame, admin.session().token()))));
    admin.answerTo(frame.get("call_id")).expect(200);
  }

  @Test
  void aTokenSignedWithAnotherKeyIsRefusedWithItsCallId() {
    Answer answer = admin.callSigned("another key", "user/read", query(), doc());
    answer.expect(403, "CORE_REQ_INVALID_TOKEN");
    assertThat(answer.msg()).isEqualTo("Request token is not accepted.");
  }

  @Test
  void aTokenThatIsNoneIsRefused() {
    for (String token : List.of("", "a", "aaa.bbb.ccc", "..", "a.b", "....", "\u0000")) {
      Answer answer = admin.exchange(Wire.write(doc("token", token)));
      answer.expect(403, "CORE_REQ_INVALID_TOKEN");
      assertThat(answer.args()).containsKey("call_id");
    }
  }
}
