package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S9: the general methods must not reach what the server keeps for itself. */
class GenericRouteReachesInternalStoreTest {
  private static final List<String> STORES =
      List.of(
          "users",
          "groups",
          "sessions",
          "settings",
          "notifications",
          "notes",
          "change",
          "changes",
          "change_log",
          "diffs",
          "files",
          "file",
          "meta",
          "sqlite_master",
          "sqlite_schema",
          "core",
          "limp_data",
          "jobs",
          "job_runs",
          "_user",
          "user;",
          "user--",
          "../user",
          "io.limp.core.user");
  private static final List<String> METHODS =
      List.of("read", "create", "update", "delete", "retrieve_file");

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
  void noStoreIsAModule() {
    try (TestClient visitor = app.client();
        TestClient user = app.user("plain");
        TestClient admin = app.admin()) {
      for (TestClient client : List.of(visitor, user, admin)) {
        for (String store : STORES) {
          for (String method : METHODS) {
            Answer answer =
                client.call(store + "/" + method, byId(TestApp.ADMIN_ID), doc("name", "x"));
            assertThat(answer.code())
                .as("%s/%s", store, method)
                .isIn("CORE_REQ_INVALID_MODULE", "CORE_REQ_INVALID_PATH");
          }
        }
      }
    }
  }

  @Test
  void jobsAndMessagesAreNobodysToMakeAndThePrivilegedsToRead() {
    try (TestClient visitor = app.client();
        TestClient user = app.user("curious");
        TestClient admin = app.admin()) {
      for (String module : List.of("job", "job_run", "outbox")) {
        for (TestClient client : List.of(visitor, user)) {
          client.call(module + "/read", query()).expect(403, "CORE_SESSION_FORBIDDEN");
          client
              .call(module + "/delete", byId(TestApp.ADMIN_ID))
              .expect(403, "CORE_SESSION_FORBIDDEN");
        }
        for (TestClient client : List.of(visitor, user, admin)) {
          client
              .call(module + "/create", query(), doc("name", "x"))
              .expect(400, "CORE_REQ_INVALID_METHOD");
        }
        admin.call(module + "/read", query()).expect(200);
      }
    }
  }

  @Test
  void historiesAreThePrivilegedsToReadAndNobodysToChange() {
    try (TestClient visitor = app.client();
        TestClient user = app.user("nosy");
        TestClient admin = app.admin()) {
      for (TestClient client : List.of(visitor, user)) {
        client.call("diff/read", query()).expect(403, "CORE_SESSION_FORBIDDEN");
      }
      admin.call("diff/read", query()).expect(200);
      for (TestClient client : List.of(visitor, user, admin)) {
        for (String method : List.of("create", "update", "delete", "undelete", "retrieve_file")) {
          client
              .call("diff/" + method, byId(TestApp.ADMIN_ID), doc("doc", TestApp.ADMIN_ID))
              .expect(400, "CORE_REQ_INVALID_METHOD");
        }
      }
    }
  }

  @Test
  void aSessionIsMadeBySigningInAlone() {
    try (TestClient visitor = app.client();
        TestClient admin = app.admin()) {
      for (TestClient client : List.of(visitor, admin)) {
        client
            .call(
                "session/create",
                doc(),
                doc("user", TestApp.ADMIN_ID, "token", "mine", "expiry", 4_000_000_000L))
            .expect(403, "CORE_SESSION_FORBIDDEN");
      }
      admin
          .call(
              "session/update",
              byId(admin.session().id()),
              doc("token", "mine", "expiry", 4_000_000_000L, "user", "f00000000000000000000011"))
          .expect(200);
      admin.call("user/read").expect(200);
      assertThat(admin.call("session/read").docs())
          .allSatisfy(
              session ->
                  assertThat(((Number) session.get("expiry")).doubleValue()).isLessThan(3.9e9));
    }
  }

  @Test
  void noStoreIsReachedOverHttp() {
    for (String store : STORES) {
      for (String method : METHODS) {
        String path = (store + "/" + method + "/" + TestApp.ADMIN_ID + "/x").replace(" ", "%20");
        assertThat(app.get(path).statusCode()).as(path).isIn(400, 404, 405);
      }
    }
  }
}
