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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S12: attributes that are not the caller's to set are refused or ignored. */
class MassAssignmentTest {
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

  @Test
  void aSignUpSetsNeitherPrivilegesNorGroupsNorStatusNorId() {
    try (TestClient registrar = app.user("registrar", Map.of("user", List.of("create")))) {
      Map<String, Object> user = TestApp.userDoc("signup");
      user.put("_id", "5c4b0f0f0f0f0f0f0f0f0f0f");
      user.put("privileges", doc("*", "*"));
      user.put("groups", List.of("5c4b0f0f0f0f0f0f0f0f0f0e"));
      user.put("status", "banned");
      user.put("login_time", 1);
      user.put("create_time", 1);
      user.put("__deleted", true);
      String id = registrar.call("user/create", query(), user).expect(200).id();
      assertThat(id).isNotEqualTo("5c4b0f0f0f0f0f0f0f0f0f0f");
      Map<String, Object> stored = admin.call("user/read", byId(id)).doc();
      assertThat(stored)
          .containsEntry("privileges", Map.of())
          .containsEntry("groups", List.of(DEFAULT_GROUP))
          .containsEntry("status", "active")
          .containsEntry("login_time", null);
      assertThat((Double) stored.get("create_time")).isGreaterThan(1.5e9);
    }
  }

  @Test
  void anUpdateOfOnesOwnEntrySetsNeitherOfThem() {
    try (TestClient joe = app.user("updater")) {
      Map<String, Object> before = joe.call("user/read").doc();
      String id = before.get("_id").toString();
      for (Map<String, Object> more :
          List.of(
              doc("privileges", doc("*", "*")),
              doc("groups", List.of()),
              doc("status", "deleted"),
              doc("login_time", 1),
              doc("create_time", 1),
              doc("_id", TestApp.ADMIN_ID),
              doc("__deleted", true),
              doc("privileges.*", "*"),
              doc("$set", doc("privileges", doc("*", "*"))))) {
        Answer answer = joe.call("user/update", byId(id), more);
        assertThat(answer.status()).isIn(200, 400);
        assertThat(joe.call("user/read").doc()).as("after %s", more).isEqualTo(before);
      }
    }
  }

  @Test
  void whoMayUpdateUsersMayNotMakeAdministrators() {
    try (TestClient editor = app.user("editor", Map.of("user", List.of("update")))) {
      String id = editor.call("user/read").doc().get("_id").toString();
      editor.call("user/update", byId(id), doc("privileges", doc("*", "*")));
      editor.call("group/read").expect(403);
    }
  }

  @Test
  void theOwnerOfADocumentIsWhoeverMadeIt() {
    try (TestClient joe = app.user("owner", Map.of("notification", List.of("create", "update")))) {
      Map<String, Object> forged = doc("title", "T", "content", TestApp.ADMIN_ID, "status", "new");
      forged.put("user", TestApp.ADMIN_ID);
      forged.put("create_time", 1);
      joe.call("notification/create", query(), forged).expect(200);
      joe.call("notification/update", query(), doc("user", TestApp.ADMIN_ID));
      assertThat(admin.call("notification/read").total()).isZero();
      assertThat(joe.call("notification/read").total()).isEqualTo(1);
    }
  }

  @Test
  void theSystemsDocumentsCannotBeDeletedOrStripped() {
    admin.call("user/delete", byId(TestApp.ADMIN_ID)).expect(403, "CORE_DATA_SYSTEM_DOC");
    admin.call("user/delete", byId("f00000000000000000000011")).expect(403, "CORE_DATA_SYSTEM_DOC");
    admin
        .call("user/update", byId(TestApp.ADMIN_ID), doc("privileges", doc()))
        .expect(403, "CORE_DATA_SYSTEM_DOC");
    admin
        .call("user/update", byId(TestApp.ADMIN_ID), doc("status", "banned"))
        .expect(403, "CORE_DATA_SYSTEM_DOC");
    admin.call("group/delete", byId(DEFAULT_GROUP)).expect(403, "CORE_DATA_SYSTEM_DOC");
    Map<String, Object> forced = byId(DEFAULT_GROUP);
    forced.put("$soft", true);
    admin.call("group/delete", forced).expect(403, "CORE_DATA_SYSTEM_DOC");
    Map<String, Object> several =
        query("_id", doc("val", List.of(TestApp.ADMIN_ID, "5c4b0f0f0f0f0f0f0f0f0f0f")));
    admin.call("user/delete", several).expect(403, "CORE_DATA_SYSTEM_DOC");
  }
}
