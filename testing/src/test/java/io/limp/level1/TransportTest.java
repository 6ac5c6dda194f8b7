package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wire contract 0 and 1.1: one connection, its frames and its session. */
class TransportTest {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void everyConnectionIsGreetedAtLevelSixWhichOldClientsTakeAsAnyJson() {
    try (TestClient client = app.client()) {
      assertThat(client.greeting().toString())
          .isEqualTo(
              "{\"status\":200,\"msg\":\"Connection"
                  + " ready\",\"args\":{\"code\":\"CORE_CONN_READY\"}}");
    }
  }

  @Test
  void aScriptFromAnyOriginMayConnect() {
    try (TestClient client = app.client(Map.of("Origin", "https://elsewhere.example"))) {
      client.call("note/read").expect(200);
    }
  }

  @Test
  void binaryFramesAreIgnoredSilently() {
    try (TestClient client = app.client()) {
      client.sendBinary(new byte[] {1, 2});
      client.sendBinary(new byte[0]);
      client.send(Wire.write(client.frame("note/nothing", query(), doc())));
      assertThat(client.next().status()).isEqualTo(204); // the first frame that came
    }
  }

  @Test
  void framesOfOneConnectionAreAnsweredInTheirOrder() {
    try (TestClient client = app.client()) {
      List<Object> sent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        // Reads take longer than refusals: without an order the latter would overtake.
        Map<String, Object> frame =
            client.frame(i % 2 == 0 ? "note/read" : "note/nosuch", query(), doc());
        sent.add(frame.get("call_id"));
        client.send(Wire.write(frame));
      }
      List<Object> answered = new ArrayList<>();
      sent.forEach(ignored -> answered.add(client.next().callId()));
      assertThat(answered).isEqualTo(sent);
    }
  }

  @Test
  void aWriteIsSeenByTheNextFrameOfTheConnection() {
    try (TestClient client = app.client()) {
      String id = client.call("item/create", query(), doc("name", "x")).expect(200).id();
      Map<String, Object> update = client.frame("item/update", byId(id), doc("name", "y"));
      Map<String, Object> read = client.frame("item/read", byId(id), doc());
      client.send(Wire.write(update));
      client.send(Wire.write(read));
      client.next().expect(200);
      assertThat(client.next().each("name")).containsExactly("y");
    }
  }

  @Test
  void everyConnectionStartsAnonymousWhateverOthersDid() {
    try (TestClient admin = app.admin();
        TestClient other = app.client()) {
      admin.call("user/read").expect(200);
      other.call("user/read").expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void theSidInsideAFrameIsRequiredButItsValueIsIgnored() {
    try (TestClient admin = app.admin()) {
      Map<String, Object> frame = admin.frame("user/read", query("$limit", 1L), doc());
      for (Object sid : new Object[] {"", "x", null, 5L, TestClient.ANON_SESSION}) {
        frame.put("sid", sid);
        admin.sendSigned(frame, admin.session().token());
        admin.next().expect(200);
      }
      frame.remove("sid");
      admin.sendSigned(frame, admin.session().token());
      admin.next().expect(400, "CORE_REQ_INVALID_FRAME");
    }
  }

  @Test
  void onlyAGoodAnswerToAuthOrReauthReplacesTheSession() {
    try (TestClient client = app.admin()) {
      client.authenticate("email", TestApp.ADMIN_EMAIL, "wrong").expect(403);
      client.reauthenticate("5c4b0f0f0f0f0f0f0f0f0f0f").expect(403);
      client.call("user/read").expect(200);
    }
  }

  @Test
  void signingInAgainReplacesTheSession() {
    try (TestClient client = app.admin()) {
      SocketClient.Session first = client.session();
      client.authenticate("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD).expect(200);
      assertThat(client.session()).isNotEqualTo(first);
      client.call("user/read").expect(200);
      client
          .callSigned(first.token(), "user/read", query(), doc())
          .expect(403, "CORE_REQ_INVALID_TOKEN");
    }
  }

  @Test
  void manyConnectionsAreServedAtOnce() {
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(app.client());
    }
    clients.forEach(client -> client.call("note/nothing").expect(204));
    clients.forEach(TestClient::close);
  }
}
