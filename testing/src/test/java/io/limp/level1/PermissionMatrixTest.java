package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Wire contract 1.8: who may call which core method, and on whose documents. Every method is called
 * by nobody, by a user without privileges, by one with each single privilege on that module, by one
 * with all privileges on every other module, and by the administrator.
 */
class PermissionMatrixTest {
  private static final List<String> PRIVILEGES =
      List.of("read", "create", "update", "delete", "admin");

  private static TestApp app;
  private static TestClient admin;
  private static TestClient visitor;
  private static final Map<String, TestClient> USERS = new LinkedHashMap<>();
  private static int made;
  private static String target;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    visitor = app.client();
    USERS.clear();
    target = newUser();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /**
   * One method.
   *
   * @param allowed the single privileges with which it may be called; "signed in": without any;
   *     "anyone": without signing in
   * @param call a call by that client that is in order but for the permission
   */
  private record Row(String endpoint, List<String> allowed, Function<TestClient, Answer> call) {}

  private static List<Row> rows() {
    return List.of(
        new Row("user/read", List.of("signed in"), c -> c.call("user/read")),
        new Row(
            "user/create",
            List.of("create", "admin"),
            c -> c.call("user/create", query(), TestApp.userDoc("made" + ++made))),
        new Row(
            "user/update",
            List.of("signed in"),
            c -> c.call("user/update", byId(target), doc("postal_code", "1"))),
        new Row("user/delete", List.of("signed in"), c -> c.call("user/delete", byId(newUser()))),
        new Row(
            "user/add_group",
            List.of("update"),
            c -> c.call("user/add_group", byId(target), doc("group", newGroup()))),
        new Row(
            "user/delete_group",
            List.of("update"),
            c -> c.call("user/delete_group", byId(memberOf()), doc("group", lastGroup))),
        new Row("group/read", List.of("read"), c -> c.call("group/read")),
        new Row("group/create", List.of("create"), c -> c.call("group/create", query(), group())),
        new Row(
            "group/update",
            List.of("update"),
            c -> c.call("group/update", byId(newGroup()), doc("bio", locales("B2")))),
        new Row("group/delete", List.of("delete"), c -> c.call("group/delete", byId(newGroup()))),
        new Row("session/read", List.of("read"), c -> c.call("session/read")),
        new Row(
            "session/update",
            List.of("update"),
            c -> c.call("session/update", byId(c.session().id()), doc("user_agent", "x"))),
        new Row(
            "session/delete",
            List.of("delete"),
            c -> c.call("session/delete", byId("5c4b0f0f0f0f0f0f0f0f0f0f"))),
        new Row("setting/read", List.of("read", "admin"), c -> c.call("setting/read")),
        new Row(
            "setting/create",
            List.of("create", "admin"),
            c ->
                c.call(
                    "setting/create", query(), doc("var", "v" + ++made, "val", 1, "type", "user"))),
        new Row(
            "setting/update",
            List.of("update", "admin"),
            c -> c.call("setting/update", query("var", val("v")), doc("val", 2))),
        new Row(
            "setting/delete",
            List.of("admin"),
            c -> c.call("setting/delete", query("var", val("v")))),
        new Row("notification/read", List.of("anyone"), c -> c.call("notification/read")),
        new Row(
            "notification/create",
            List.of("create"),
            c ->
                c.call(
                    "notification/create",
                    query(),
                    doc("title", "T", "content", TestApp.ADMIN_ID, "status", "new"))),
        new Row(
            "notification/update",
            List.of("update"),
            c -> c.call("notification/update", query(), doc("status", "done"))),
        new Row(
            "notification/delete",
            List.of("delete"),
            c -> c.call("notification/delete", byId("5c4b0f0f0f0f0f0f0f0f0f0f"))));
  }

  private static String lastGroup = "";

  private static String newUser() {
    return admin.call("user/create", query(), TestApp.userDoc("target" + ++made)).id();
  }

  private static Map<String, Object> group() {
    return doc("name", locales("G"), "bio", locales("B"), "privileges", doc());
  }

  private static String newGroup() {
    return admin.call("group/create", query(), group()).expect(200).id();
  }

  private static String memberOf() {
    lastGroup = newGroup();
    admin.call("user/add_group", byId(target), doc("group", lastGroup)).expect(200);
    return target;
  }

  /** A signed-in user with those privileges; the same one each time. */
  private static TestClient with(Map<String, ?> privileges) {
    return USERS.computeIfAbsent(
        privileges.toString(), ignored -> app.user("matrix" + ++made, privileges));
  }

  @TestFactory
  Stream<DynamicTest> everyMethodIsOpenToThoseOfTheMatrixAndToNobodyElse() {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.endpoint(), () -> callByEverybody(row)));
  }

  private static void callByEverybody(Row row) {
    String module = row.endpoint().substring(0, row.endpoint().indexOf('/'));
    boolean anyone = row.allowed().contains("anyone");
    boolean signedIn = anyone || row.allowed().contains("signed in");
    check(row, visitor, "nobody", anyone);
    check(row, with(Map.of()), "a user without privileges", signedIn);
    for (String privilege : PRIVILEGES) {
      check(
          row,
          with(Map.of(module, List.of(privilege))),
          privilege,
          signedIn || row.allowed().contains(privilege));
    }
    check(row, with(Map.of("note", PRIVILEGES)), "all privileges elsewhere", signedIn);
    check(row, with(Map.of(module, "*")), "every privilege on the module", true);
    check(row, admin, "the administrator", true);
  }

  private static void check(Row row, TestClient client, String who, boolean allowed) {
    Answer answer = row.call().apply(client);
    if (allowed) {
      assertThat(answer.status()).as("%s by %s: %s", row.endpoint(), who, answer).isEqualTo(200);
    } else {
      assertThat(answer.code())
          .as("%s by %s: %s", row.endpoint(), who, answer)
          .isEqualTo("CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void aUserSeesAndChangesTheirOwnEntryOnly() {
    TestClient joe = app.user("joe");
    String own = joe.call("user/read").doc().get("_id").toString();
    assertThat(joe.call("user/read").each("username")).containsExactly("joe");
    assertThat(joe.call("user/read", byId(TestApp.ADMIN_ID)).total()).isZero();
    String other = newUser();
    assertThat(joe.call("user/update", byId(other), doc("postal_code", "JOE")).count()).isZero();
    assertThat(joe.call("user/delete", byId(other)).count()).isZero();
    assertThat(admin.call("user/read", byId(other)).doc()).containsEntry("postal_code", "12345");
    assertThat(joe.call("user/update", byId(own), doc("postal_code", "JOE")).count()).isEqualTo(1);
  }

  @Test
  void aUserCannotGiveThemselvesPrivilegesGroupsOrAnotherStatus() {
    TestClient joe = app.user("greedy");
    String own = joe.call("user/read").doc().get("_id").toString();
    Map<String, Object> before = joe.call("user/read").doc();
    assertThat(
            joe.call(
                    "user/update",
                    byId(own),
                    doc("privileges", doc("*", "*"), "groups", List.of(), "status", "banned"))
                .msg())
        .isEqualTo("Nothing to update.");
    assertThat(joe.call("user/read").doc()).isEqualTo(before);
  }

  @Test
  void aNewUserHasNoPrivilegesWhoeverCreatesIt() {
    for (TestClient creator : List.of(admin, with(Map.of("user", List.of("create"))))) {
      Map<String, Object> user = TestApp.userDoc("born" + ++made);
      user.put("privileges", doc("*", "*"));
      user.put("_id", "5c4b0f0f0f0f0f0f0f0f0f" + (10 + made % 90));
      user.put("login_time", 1);
      String id = creator.call("user/create", query(), user).expect(200).id();
      assertThat(admin.call("user/read", byId(id)).doc())
          .containsEntry("privileges", Map.of())
          .containsEntry("login_time", null)
          .containsEntry("status", "active")
          .containsEntry("locale", "ar_AE")
          .containsEntry("attrs", Map.of())
          .containsEntry("groups", List.of("f00000000000000000000013"));
    }
  }

  @Test
  void settingsOfOthersAreNeitherReadNorChanged() {
    admin
        .call("setting/create", query(), doc("var", "theme", "val", "dark", "type", "global"))
        .expect(200);
    TestClient joe = with(Map.of("setting", List.of("read")));
    assertThat(joe.call("setting/read", query("var", val("theme"))).total()).isZero();
    TestClient ann = with(Map.of("setting", List.of("update")));
    assertThat(ann.call("setting/update", query("var", val("theme")), doc("val", "x")).count())
        .isZero();
    TestClient creator = with(Map.of("setting", List.of("create")));
    String id =
        creator
            .call(
                "setting/create",
                query(),
                doc("var", "own", "val", 1, "type", "global", "user", TestApp.ADMIN_ID))
            .expect(200)
            .id();
    Map<String, Object> setting =
        admin.call("setting/read", query("_id", val(id), "$extn", false)).doc();
    assertThat(setting).containsEntry("type", "user"); // forced
    assertThat(setting.get("user")).isNotEqualTo(TestApp.ADMIN_ID);
  }

  @Test
  void notificationsBelongToTheirUser() {
    admin
        .call(
            "notification/create",
            query(),
            doc("title", "T", "content", TestApp.ADMIN_ID, "status", "new"))
        .expect(200);
    TestClient joe = with(Map.of("notification", List.of("update", "delete", "create")));
    assertThat(joe.call("notification/read").total()).isZero();
    assertThat(joe.call("notification/update", query(), doc("status", "done")).count()).isZero();
    assertThat(admin.call("notification/read").each("status")).contains("new");
    String own =
        joe.call(
                "notification/create",
                query(),
                doc("title", "mine", "content", TestApp.ADMIN_ID, "status", "new"))
            .expect(200)
            .id();
    // Only the status may change.
    joe.call(
            "notification/update",
            query(),
            doc("status", "snooze", "title", "x", "user", TestApp.ADMIN_ID, "create_time", 1))
        .expect(200);
    assertThat(joe.call("notification/read", byId(own)).doc())
        .containsEntry("title", "mine")
        .containsEntry("status", "snooze");
    assertThat(joe.call("notification/delete", byId(own)).count()).isEqualTo(1);
  }

  @Test
  void sessionsOfOthersAreNeitherReadNorEnded() {
    TestClient joe = with(Map.of("session", PRIVILEGES));
    assertThat(joe.call("session/read").each("_id")).containsExactly(joe.session().id());
    assertThat(joe.call("session/delete", byId(admin.session().id())).count()).isZero();
    joe.call("session/signout", byId(admin.session().id()))
        .expect(403, "CORE_SESSION_INVALID_SESSION");
    admin.call("user/read").expect(200);
  }

  @Test
  void aPrivilegeOfAGroupIsAPrivilegeOfItsMembers() {
    TestClient joe = app.user("member");
    String own = joe.call("user/read").doc().get("_id").toString();
    Map<String, Object> group = group();
    group.put("privileges", doc("group", List.of("read")));
    String id = admin.call("group/create", query(), group).id();
    joe.call("group/read").expect(403);
    admin.call("user/add_group", byId(own), doc("group", id)).expect(200);
    joe.call("group/read").expect(200);
    admin.call("group/update", byId(id), doc("privileges", doc("note", List.of("read"))));
    joe.call("group/read").expect(403);
  }
}
