package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wire contract 1.4: the documents that are there from the first start. */
class FirstStartTest {
  private static final String ADMIN = "f00000000000000000000010";
  private static final String ANON = "f00000000000000000000011";
  private static final String DEFAULT_GROUP = "f00000000000000000000013";

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

  private static Map<String, Object> user(String id) {
    Map<String, Object> user = admin.call("user/read", byId(id)).expect(200).doc();
    assertThat(user.remove("create_time")).isInstanceOf(Double.class);
    return user;
  }

  @Test
  void theAdministratorMayDoEverything() {
    assertThat(user(ADMIN))
        .isEqualTo(systemUser(ADMIN, "ADMIN", "+971550000000", Map.of("*", "*")));
  }

  @Test
  void nobodyIsAUserWithoutPrivileges() {
    assertThat(user(ANON)).isEqualTo(systemUser(ANON, "ANON", "+971000000000", Map.of()));
  }

  private static Map<String, Object> systemUser(
      String id, String name, String phone, Map<String, String> privileges) {
    return doc(
        "_id",
        id,
        "username",
        "__" + name,
        "email",
        name + "@LIMP.MASAAR.COM",
        "name",
        locales("__" + name),
        "bio",
        locales("__" + name),
        "address",
        locales("__" + name),
        "postal_code",
        "__" + name,
        "phone",
        phone,
        "website",
        "https://" + name + ".limp.masaar.com",
        "locale",
        "en_AE",
        "login_time",
        null,
        "groups",
        List.of(),
        "privileges",
        privileges,
        "status",
        null,
        "attrs",
        null);
  }

  @Test
  void thereIsAGroupForEverybody() {
    assertThat(admin.call("group/read").expect(200).doc())
        .isEqualTo(
            doc(
                "_id",
                DEFAULT_GROUP,
                "user",
                ADMIN,
                "name",
                locales("__DEFAULT"),
                "bio",
                locales("__DEFAULT"),
                "privileges",
                Map.of(),
                "attrs",
                null));
  }

  @Test
  void theAnonymousSessionIsNobodysAndSoNotAmongTheAdministrators() {
    assertThat(admin.call("session/read").expect(200).each("_id"))
        .doesNotContain(TestClient.ANON_SESSION);
    // Its id is known: it can neither be taken up nor signed out (4.1, 1.7).
    try (TestClient client = app.client()) {
      client.reauthenticate(TestClient.ANON_SESSION).expect(400, "CORE_SESSION_ANON_REAUTH");
      client
          .call("session/signout", byId(TestClient.ANON_SESSION))
          .expect(400, "CORE_SESSION_ANON_SIGNOUT");
    }
  }

  @Test
  void thereIsNothingElse() {
    assertThat(admin.call("user/read").total()).isEqualTo(2);
    assertThat(admin.call("setting/read").total()).isZero();
    assertThat(admin.call("notification/read").total()).isZero();
  }

  @Test
  void theRecordedHashOfTheAdministratorSignsIn() {
    String recorded = "eyJwYXNzd29yZCI6Il9fQURNSU4iLCJlbWFpbCI6IkFETUlOQExJTVAuTUFTQUFSLkNPTSJ9";
    try (TestClient client = app.client()) {
      client
          .call("session/auth", query(), doc("email", TestApp.ADMIN_EMAIL, "hash", recorded))
          .expect(200);
    }
  }

  @Test
  void nobodyCannotSignIn() {
    try (TestClient client = app.client()) {
      for (String hash : List.of("__ANON", "", "null")) {
        client
            .call("session/auth", query(), doc("username", "__ANON", "hash", hash))
            .expect(403, "CORE_SESSION_INVALID_CREDS");
      }
      client
          .authenticate("email", "ANON@LIMP.MASAAR.COM", "__ANON")
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void aSecondStartChangesNothing() {
    try (TestApp other = Spike.start()) {
      String item;
      try (TestClient client = other.admin()) {
        client.call("user/update", byId(ADMIN), doc("postal_code", "changed")).expect(200);
        item = client.call("item/create", query(), doc("name", "kept")).id();
      }
      other.restart();
      try (TestClient client = other.admin()) {
        assertThat(client.call("user/read", byId(ADMIN)).doc())
            .containsEntry("postal_code", "changed");
        assertThat(client.call("user/read").total()).isEqualTo(2);
        assertThat(client.call("group/read").total()).isEqualTo(1);
        assertThat(client.call("item/read", query("_id", val(item))).doc())
            .containsEntry("name", "kept");
      }
    }
  }

  @Test
  void aSessionOutlivesARestart() {
    try (TestApp other = Spike.start()) {
      SocketClient.Session session;
      try (TestClient client = other.admin()) {
        session = client.session();
      }
      other.restart();
      try (TestClient client = other.client()) {
        client.reauthenticate(session.id()).expect(200);
        assertThat(client.session()).isEqualTo(session);
        client.call("user/read").expect(200);
      }
    }
  }
}
