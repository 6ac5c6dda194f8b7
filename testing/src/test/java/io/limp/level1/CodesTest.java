package io.limp.level1;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 1.7: the codes, their sentences, and the order of the checks. */
class CodesTest {
  private static TestApp app;
  private static TestClient admin;
  private static TestClient visitor;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    visitor = app.client();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void refused(Answer answer, int status, String code, String msg) {
    answer.expect(status, code);
    assertThat(answer.msg()).isEqualTo(msg);
    assertThat(answer.frame()).containsOnlyKeys("status", "msg", "args");
    // The refusal of a value says which one; old clients do not look there.
    assertThat(answer.args().keySet())
        .contains("code", "call_id")
        .isSubsetOf("code", "call_id", "attr", "type", "value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user",
        "user/read/x",
        "/",
        "//",
        "user/",
        "/read",
        "user//read",
        " ",
        "a/b/c/d"
      })
  void anEndpointHasTwoParts(String endpoint) {
    refused(visitor.call(endpoint), 400, "CORE_REQ_INVALID_PATH", "Endpoint path is invalid.");
  }

  @Test
  void aFrameWithoutAnEndpointHasAnInvalidPath() {
    Map<String, Object> frame = visitor.frame("", query(), doc());
    frame.remove("endpoint");
    visitor.send(Wire.write(frame));
    refused(
        visitor.answerTo(frame.get("call_id")),
        400,
        "CORE_REQ_INVALID_PATH",
        "Endpoint path is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch/read", "users/read", " user/read", "core.user/read", "İser/read"})
  void theModuleMustExist(String endpoint) {
    refused(visitor.call(endpoint), 400, "CORE_REQ_INVALID_MODULE", "Endpoint module is invalid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user/nosuch", "user/read ", "user/class", "note/readd", "math/toString"})
  void theMethodMustExist(String endpoint) {
    Answer answer = visitor.call(endpoint);
    if (endpoint.startsWith("math")) {
      refused(answer, 400, "CORE_REQ_INVALID_MODULE", "Endpoint module is invalid.");
    } else {
      refused(answer, 400, "CORE_REQ_INVALID_METHOD", "Endpoint method is invalid.");
    }
  }

  @Test
  void aGetMethodIsNotReachedOverTheWebsocket() {
    refused(
        visitor.call("note/get_title", query("_id", val(TestApp.ADMIN_ID), "var", val("x"))),
        400,
        "CORE_REQ_GET_METHOD",
        "Endpoint method is a GET method.");
  }

  @Test
  void anExceptionInAMethodIsOurFaultAndSaysNoMore() {
    refused(visitor.call("note/boom"), 500, "CORE_SERVER_ERROR", "Unexpected error has occured.");
  }

  @Test
  void aMissingArgumentIsNamed() {
    refused(
        admin.call("user/update", query(), doc("postal_code", "1")),
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing attr '_id' from request on module 'BASE_MODULE_MODULE'.");
    refused(
        admin.call("user/add_group", byId(TestApp.ADMIN_ID), doc()),
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing attr 'group' from request on module 'BASE_MODULE_MODULE'.");
    refused(
        admin.call("setting/update", query(), doc("val", "x")),
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing attr 'var' from request on module 'BASE_MODULE_MODULE'.");
    refused(
        visitor.call("session/auth", query(), doc("hash", "x")),
        400,
        "BASE_MODULE_MODULE_MISSING_ATTR",
        "Missing at least one attr from ['username', 'phone', 'email'] from request on module"
            + " 'BASE_MODULE_MODULE'.");
  }

  @Test
  void aMissingAttributeIsNamedWithTheModuleInLowerCase() {
    refused(
        admin.call("note/create", query(), doc("num", 1)),
        400,
        "SPIKE_note_MISSING_ATTR",
        "Missing attr 'title' from request on module 'SPIKE_note'.");
    refused(
        admin.call("setting/create", query(), doc("var", "x", "type", "global")),
        400,
        "CORE_setting_MISSING_ATTR",
        "Missing attr 'val' from request on module 'CORE_setting'.");
    refused(
        admin.call("group/create", query(), doc("bio", Wire.locales("B"), "privileges", doc())),
        400,
        "CORE_group_MISSING_ATTR",
        "Missing attr 'name' from request on module 'CORE_group'.");
  }

  @Test
  void everyRequiredAttributeOfAUserIsMissed() {
    for (String attr :
        List.of(
            "username",
            "email",
            "name",
            "bio",
            "address",
            "postal_code",
            "phone",
            "username_hash",
            "email_hash",
            "phone_hash")) {
      Map<String, Object> user = TestApp.userDoc("without_" + attr);
      user.remove(attr);
      refused(
          admin.call("user/create", query(), user),
          400,
          "CORE_user_MISSING_ATTR",
          "Missing attr '" + attr + "' from request on module 'CORE_user'.");
    }
  }

  @Test
  void anInvalidValueIsNamedWithTheModuleInUpperCase() {
    refused(
        admin.call("note/create", query(), doc("title", "x", "num", "y")),
        400,
        "SPIKE_NOTE_INVALID_ATTR",
        "Invalid value for attr 'num' from request on module 'SPIKE_NOTE'.");
    Map<String, Object> user = TestApp.userDoc("invalid");
    user.put("email", "nomail");
    refused(
        admin.call("user/create", query(), user),
        400,
        "CORE_USER_INVALID_ATTR",
        "Invalid value for attr 'email' from request on module 'CORE_USER'.");
    // Groups were in the same file as users: their code is the users'.
    refused(
        admin.call(
            "group/create",
            query(),
            doc("name", Wire.locales("G"), "bio", Wire.locales("B"), "privileges", "x")),
        400,
        "CORE_USER_INVALID_ATTR",
        "Invalid value for attr 'privileges' from request on module 'CORE_USER'.");
  }

  @Test
  void aTextThatIsNoIdCannotBeConverted() {
    refused(
        admin.call("note/create", query(), doc("title", "x", "owner", "zzz")),
        400,
        "SPIKE_NOTE_INVALID_ATTR",
        "Value for attr 'owner' couldn't be converted to 'id' from request on module"
            + " 'SPIKE_NOTE'.");
  }

  @Test
  void whoMayNotIsToldSo() {
    refused(
        visitor.call("user/read"),
        403,
        "CORE_SESSION_FORBIDDEN",
        "You don't have permissions to access this endpoint.");
    refused(
        visitor.call("note/guarded"),
        403,
        "CORE_SESSION_FORBIDDEN",
        "You don't have permissions to access this endpoint.");
  }

  @Test
  void wrongCredentialsAreToldNoMore() {
    refused(
        visitor.authenticate("email", TestApp.ADMIN_EMAIL, "wrong"),
        403,
        "CORE_SESSION_INVALID_CREDS",
        "Wrong auth credentials.");
  }

  @Test
  void groupsAreAddedAndTakenOnce() {
    String user = admin.call("user/create", query(), TestApp.userDoc("grouped")).id();
    String group =
        admin
            .call(
                "group/create",
                query(),
                doc("name", Wire.locales("G"), "bio", Wire.locales("B"), "privileges", doc()))
            .id();
    String nothing = "5c4b0f0f0f0f0f0f0f0f0f0f";
    refused(
        admin.call("user/add_group", byId(user), doc("group", nothing)),
        400,
        "CORE_USER_INVALID_GROUP",
        "Group is invalid.");
    refused(
        admin.call("user/add_group", byId(nothing), doc("group", group)),
        400,
        "CORE_USER_INVALID_USER",
        "User is invalid.");
    refused(
        admin.call("user/delete_group", byId(user), doc("group", group)),
        400,
        "CORE_USER_GROUP_ADDED",
        "User is not a member of the group.");
    Answer added = admin.call("user/add_group", byId(user), doc("group", group)).expect(200);
    assertThat(added.msg()).isEqualTo("Updated 1 docs.");
    assertThat(added.id()).isEqualTo(user);
    refused(
        admin.call("user/add_group", byId(user), doc("group", group)),
        400,
        "CORE_USER_GROUP_ADDED",
        "User is already a member of the group.");
    admin.call("user/delete_group", byId(user), doc("group", group)).expect(200);
  }

  @Test
  void aSecondUserOfTheSameNameMailOrPhoneIsRefused() {
    Map<String, Object> first = TestApp.userDoc("first");
    admin.call("user/create", query(), first).expect(200);
    for (String attr : List.of("username", "email", "phone")) {
      Map<String, Object> second = TestApp.userDoc("second_" + attr);
      second.put(attr, first.get(attr));
      refused(
          admin.call("user/create", query(), second),
          400,
          "CORE_USER_DUPLICATE_USER",
          "A user with the same username, email or phone already exists.");
    }
    String other = admin.call("user/create", query(), TestApp.userDoc("other")).id();
    admin
        .call("user/update", byId(other), doc("email", first.get("email")))
        .expect(400, "CORE_USER_DUPLICATE_USER");
  }

  @Test
  void aDeletedUsersNameCanBeTakenAgain() {
    Map<String, Object> user = TestApp.userDoc("phoenix");
    String id = admin.call("user/create", query(), user).expect(200).id();
    admin.call("user/delete", byId(id)).expect(200);
    admin.call("user/create", query(), user).expect(200);
  }

  @Test
  void checksComeInTheContractsOrder() {
    // path, module, method, GET method
    visitor.call("nosuch").expect(400, "CORE_REQ_INVALID_PATH");
    visitor.call("nosuch/nosuch").expect(400, "CORE_REQ_INVALID_MODULE");
    visitor.call("note/get_title").expect(400, "CORE_REQ_GET_METHOD");
    // query args, then doc args
    assertThat(visitor.call("user/add_group").msg()).contains("'_id'");
    assertThat(visitor.call("user/add_group", byId(TestApp.ADMIN_ID)).msg()).contains("'group'");
    // then the permission
    visitor
        .call("user/add_group", byId(TestApp.ADMIN_ID), doc("group", "zzz"))
        .expect(403, "CORE_SESSION_FORBIDDEN");
    visitor.call("user/create", query(), doc("email", 5)).expect(403, "CORE_SESSION_FORBIDDEN");
    // then the method
    admin
        .call("user/add_group", byId(TestApp.ADMIN_ID), doc("group", "zzz"))
        .expect(400, "CORE_USER_INVALID_ATTR");
  }
}
