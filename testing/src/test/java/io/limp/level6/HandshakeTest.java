package io.limp.level6;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a connection of level 6 begins, and which frames it takes. */
class HandshakeTest {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike6.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void whatIsNotVerifiedFirstIsClosed() {
    try (TestClient6 client = app.unverified6(Map.of())) {
      Answer answer = client.call("heart/beat").expect(1008, "CORE_REQ_NO_VERIFY");
      assertThat(answer.callId()).isEqualTo("c1");
      assertThat(client.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void aWrongSignatureFirstIsClosed() {
    try (TestClient6 client = app.unverified6(Map.of())) {
      client.callSigned("another key", "conn/verify").expect(403, "CORE_REQ_INVALID_TOKEN");
      assertThat(client.awaitClose()).isEqualTo(1000);
    }
  }

  @Test
  void whatIsNoJsonLeavesTheLevelOpen() {
    try (TestClient6 client = app.unverified6(Map.of())) {
      client.exchange("{nope").expect(400, "CORE_REQ_INVALID_FRAME");
      client.verify();
      client.call("heart/beat").expect(200, "CORE_HEARTBEAT_OK");
    }
  }

  @Test
  void aPlainFrameAfterTheHandshakeIsRefused() {
    try (TestClient6 client = app.client6()) {
      Map<String, @Nullable Object> call = client.frame("staff/read", List.of(), doc());
      client.exchange(Wire.write(call)).expect(403, "CORE_REQ_INVALID_TOKEN");
      Map<String, @Nullable Object> auth =
          client.frame("session/auth", query(), doc("email", TestApp.ADMIN_EMAIL, "hash", "x"));
      client.exchange(Wire.write(auth)).expect(403, "CORE_REQ_INVALID_TOKEN");
      client.call("staff/read").expect(200);
    }
  }

  @Test
  void levelOneAndSixAreServedSideBySide() {
    try (TestClient old = app.client();
        TestClient6 client = app.client6()) {
      assertThat(old.call("staff/read").expect(200).total()).isZero();
      assertThat(client.call("staff/read").expect(200).total()).isZero();
      // The level is the connection's: what begins at level 1 cannot be verified any more.
      old.callSigned(TestClient6.ANON_TOKEN, "conn/verify", query(), doc()).expect(403);
    }
  }

  @Test
  void levelSevenSaysThatItsMomentsAreUtc() {
    try (TestClient6 client = app.unverified6(Map.of())) {
      client.verify(doc("level", 7)).expect(200, "CORE_CONN_OK");
      client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      Answer users = client.call("user/read", steps(doc("_id", TestApp.ADMIN_ID)));
      assertThat((String) users.doc().get("create_time")).matches("\\d{4}-.*T.*[0-9]Z");
    }
  }

  @Test
  void levelSixSaysMomentsWithoutAZone() {
    try (TestClient6 admin = app.admin6()) {
      Answer users = admin.call("user/read", steps(doc("_id", TestApp.ADMIN_ID)));
      assertThat((String) users.doc().get("create_time"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
    }
  }

  @Test
  void whatIsNotServedIsSaidBeforeTheGoodbye() {
    for (Map<String, @Nullable Object> wish :
        List.of(doc("level", 8), doc("level", "seven"), doc("level", 7, "reply", "signed"))) {
      try (TestClient6 client = app.unverified6(Map.of())) {
        assertThat(client.verify(wish).expect(400).code()).startsWith("CORE_CONN_INVALID_");
        assertThat(client.awaitClose()).isEqualTo(1000);
      }
    }
  }

  @Test
  void everyFrameIsAnsweredOnceWithItsCallId() {
    try (TestClient6 client = app.client6()) {
      Map<String, @Nullable Object> call = client.frame("staff/read", List.of(), doc());
      call.put("call_id", null);
      client.sendSigned(call, TestClient6.ANON_TOKEN);
      assertThat(client.next().expect(200).callId()).isNull();
      call.put("call_id", 42);
      call.remove("sid");
      client.sendSigned(call, TestClient6.ANON_TOKEN);
      assertThat(client.next().expect(400, "CORE_REQ_INVALID_FRAME").callId()).isEqualTo(42L);
      client.call("heart/beat").expect(200);
    }
  }

  @Test
  void eitherFormOfAQueryIsTaken() {
    try (TestClient6 admin = app.admin6()) {
      Object byObject = query("_id", Wire.val(TestApp.ADMIN_ID));
      assertThat(admin.call("user/read", byObject).expect(200).id()).isEqualTo(TestApp.ADMIN_ID);
      Object bare = doc("_id", TestApp.ADMIN_ID);
      admin.call("user/read", bare).expect(400, "CORE_REQ_INVALID_FRAME");
      admin.call("user/read", "x").expect(400, "CORE_REQ_INVALID_FRAME");
    }
  }

  @Test
  void theServerClosesWhereItIsAsked() {
    try (TestClient6 client = app.client6()) {
      Object last = client.send("staff/read", List.of(), doc());
      client.send("conn/close", List.of(), doc());
      client.answerTo(last).expect(200);
      assertThat(client.awaitClose()).isEqualTo(1000);
    }
  }
}
