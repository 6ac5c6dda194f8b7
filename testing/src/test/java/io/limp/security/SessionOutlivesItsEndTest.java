package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.FakeClock;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S15: whatever ends or narrows a session is obeyed by the next call on every open socket. */
class SessionOutlivesItsEndTest {
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

  private static String idOf(TestClient client) {
    return client.call("user/read").expect(200).doc().get("_id").toString();
  }

  /** The session is over: its calls are refused, and the connection has nobody's rights. */
  private static void isOver(TestClient client) {
    client.call("note/read").expect(403, "CORE_SESSION_INVALID_SESSION");
    client.call("note/read").expect(403, "CORE_REQ_INVALID_TOKEN");
    client.callPlain("user/read", query(), doc()).expect(403, "CORE_SESSION_FORBIDDEN");
    client.callPlain("note/read", query(), doc()).expect(200);
    client.reauthenticate(client.session().id()).expect(403);
  }

  @Test
  void signedOutElsewhere() {
    try (TestClient first = app.user("signedout");
        TestClient second = app.client()) {
      second.reauthenticate(first.session().id()).expect(200);
      first.call("user/read").expect(200);
      second.signOut().expect(200);
      isOver(first);
    }
  }

  @Test
  void signedOutByTheListOfSessions() {
    try (TestClient first = app.user("revoked", Map.of("session", List.of("delete")));
        TestClient second = app.client().signIn("revoked@example.com", TestApp.PASSWORD)) {
      second.call("session/delete", byId(first.session().id())).expect(200);
      isOver(first);
      second.call("user/read").expect(200);
    }
  }

  @Test
  void banned() {
    try (TestClient joe = app.user("banned")) {
      String id = idOf(joe);
      admin.call("user/update", byId(id), doc("status", "banned")).expect(200);
      isOver(joe);
      try (TestClient again = app.client()) {
        var answer = again.authenticate("email", "banned@example.com", TestApp.PASSWORD);
        answer.expect(403, "CORE_SESSION_INVALID_USER");
        assertThat(answer.msg()).isEqualTo("User is banned.");
        again
            .authenticate("email", "banned@example.com", "wrong")
            .expect(403, "CORE_SESSION_INVALID_CREDS");
      }
      admin.call("user/update", byId(id), doc("status", "active")).expect(200);
      app.client().signIn("banned@example.com", TestApp.PASSWORD).close();
    }
  }

  @Test
  void deleted() {
    try (TestClient joe = app.user("deleted")) {
      admin.call("user/delete", byId(idOf(joe))).expect(200);
      isOver(joe);
    }
  }

  @Test
  void deletedByThemselves() {
    try (TestClient joe = app.user("leaver");
        TestClient elsewhere = app.client().signIn("leaver@example.com", TestApp.PASSWORD)) {
      joe.call("user/delete", byId(idOf(joe))).expect(200);
      isOver(joe);
      isOver(elsewhere);
    }
  }

  @Test
  void strippedOfAPrivilege() {
    try (TestClient joe = app.user("stripped", Map.of("group", List.of("read")))) {
      joe.call("group/read").expect(200);
      admin.call("user/update", byId(idOf(joe)), doc("privileges", doc())).expect(200);
      joe.call("group/read").expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void givenAPrivilege() {
    try (TestClient joe = app.user("promoted")) {
      joe.call("group/read").expect(403);
      admin
          .call("user/update", byId(idOf(joe)), doc("privileges", doc("group", List.of("read"))))
          .expect(200);
      joe.call("group/read").expect(200);
    }
  }

  @Test
  void takenOutOfAGroupOrLeftByIt() {
    try (TestClient joe = app.user("grouped")) {
      String id = idOf(joe);
      Map<String, Object> group =
          doc(
              "name",
              locales("G"),
              "bio",
              locales("B"),
              "privileges",
              doc("group", List.of("read")));
      String first = admin.call("group/create", query(), group).id();
      String second = admin.call("group/create", query(), group).id();
      admin.call("user/add_group", byId(id), doc("group", first)).expect(200);
      joe.call("group/read").expect(200);
      admin.call("user/delete_group", byId(id), doc("group", first)).expect(200);
      joe.call("group/read").expect(403);
      admin.call("user/add_group", byId(id), doc("group", second)).expect(200);
      joe.call("group/read").expect(200);
      admin.call("group/delete", byId(second)).expect(200);
      joe.call("group/read").expect(403);
    }
  }

  @Test
  void expired() {
    FakeClock clock = FakeClock.now();
    try (TestApp timed = Spike.setup().clock(clock).start();
        TestClient client = timed.admin()) {
      clock.forward(Duration.ofDays(30).minusSeconds(1));
      client.call("user/read").expect(200);
      clock.forward(Duration.ofSeconds(1));
      client.call("user/read").expect(403, "CORE_SESSION_SESSION_EXPIRED");
      client.call("user/read").expect(403, "CORE_REQ_INVALID_TOKEN");
      client.reauthenticate(client.session().id()).expect(403, "CORE_SESSION_SESSION_EXPIRED");
      client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      client.call("user/read").expect(200);
    }
  }

  @Test
  void withAnotherPassword() {
    try (TestClient here = app.user("changer");
        TestClient elsewhere = app.client().signIn("changer@example.com", TestApp.PASSWORD)) {
      String hash = Jwt.passwordHash("email", "changer@example.com", "new password");
      here.call("user/update", byId(idOf(here)), doc("email_hash", hash)).expect(200);
      isOver(elsewhere);
      here.call("user/read").expect(200);
      try (TestClient again = app.client()) {
        again
            .authenticate("email", "changer@example.com", TestApp.PASSWORD)
            .expect(403, "CORE_SESSION_INVALID_CREDS");
        again.signIn("changer@example.com", "new password");
      }
    }
  }

  @Test
  void withAPasswordResetByTheAdministrator() {
    try (TestClient joe = app.user("reset")) {
      String hash = Jwt.passwordHash("email", "reset@example.com", "by the admin");
      admin.call("user/update", byId(idOf(joe)), doc("email_hash", hash)).expect(200);
      isOver(joe);
    }
  }
}
