package io.limp.packages;

import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.str;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.PackageSpec;
import io.limp.core.User;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users who sign in by what their package says, and have what it brings. */
class SignInWithTest {
  private static final Attr<String> EMPLOYEE_NO = str("employee_no", no -> no.pattern("E[0-9]+"));
  private static final Attr<Long> FLOOR = integer("floor");
  private static final PackageSpec OFFICE =
      PackageSpec.of("office").signInWith(EMPLOYEE_NO, User.EMAIL.optional()).userAttrs(FLOOR);

  private TestApp app;
  private TestClient admin;

  /** What the app is started with. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    start(TestApp.of().brings(OFFICE));
  }

  private void start(TestApp.Setup with) {
    app = setup(with).start();
    admin = app.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
  }

  private static Map<String, @Nullable Object> employee(String number) {
    Map<String, @Nullable Object> user = new HashMap<>(TestApp.userDoc("ada"));
    for (String usual : new String[] {"username", "email", "phone"}) {
      user.remove(usual);
      user.remove(usual + "_hash");
    }
    user.put("employee_no", number);
    user.put("employee_no_hash", Jwt.passwordHash("employee_no", number, TestApp.PASSWORD));
    user.put("floor", 3);
    return user;
  }

  @Test
  void oneSignsInByAnAttributeOfThePackage() {
    String id = admin.call("user/create", query(), employee("E17")).expect(200).id();

    try (TestClient ada = app.client()) {
      ada.authenticate("employee_no", "E17", TestApp.PASSWORD).expect(200);
      Map<String, @Nullable Object> self =
          ada.call("user/read", byId(id)).expect(200).docs().getFirst();
      assertThat(self)
          .containsEntry("employee_no", "E17")
          .containsEntry("floor", 3L)
          .containsEntry("email", null)
          .doesNotContainKey("employee_no_hash");
    }
    try (TestClient6 ada = app.client6()) {
      ada.authenticate("employee_no", "E17", TestApp.PASSWORD).expect(200);
    }
    try (TestClient stranger = app.client()) {
      stranger
          .authenticate("employee_no", "E17", "wrong")
          .expect(403, "CORE_SESSION_INVALID_CREDS");
    }
  }

  @Test
  void whatIsNotNamedSignsNobodyIn() {
    try (TestClient anybody = app.client()) {
      assertThat(anybody.authenticate("username", "__ADMIN", "__ADMIN").expect(400).msg())
          .contains("['email', 'employee_no']");
    }
  }

  @Test
  void whoSignsUpGivesWhatIsNotOptional() {
    for (String needed : new String[] {"employee_no", "employee_no_hash", "floor"}) {
      Map<String, @Nullable Object> user = employee("E18");
      user.remove(needed);
      assertThat(
              admin.call("user/create", query(), user).expect(400, "CORE_USER_MISSING_ATTR").msg())
          .contains("'" + needed + "'");
    }
    Map<String, @Nullable Object> odd = employee("18");
    admin.call("user/create", query(), odd).expect(400, "CORE_USER_INVALID_ATTR");
  }

  @Test
  void noTwoUsersShareIt() {
    admin.call("user/create", query(), employee("E19")).expect(200);
    assertThat(
            admin
                .call("user/create", query(), employee("E19"))
                .expect(400, "CORE_USER_DUPLICATE_USER")
                .msg())
        .isEqualTo("A user with the same username, email, phone or employee_no already exists.");
  }

  @Test
  void aPasswordThatIsChangedHoldsAndTheOldOneDoesNot() {
    String id = admin.call("user/create", query(), employee("E20")).expect(200).id();
    try (TestClient ada = app.client()) {
      ada.authenticate("employee_no", "E20", TestApp.PASSWORD).expect(200);
      ada.call(
              "user/update",
              byId(id),
              doc(
                  "employee_no",
                  "E20",
                  "employee_no_hash",
                  Jwt.passwordHash("employee_no", "E20", "better")))
          .expect(200);
    }
    try (TestClient stranger = app.client()) {
      stranger
          .authenticate("employee_no", "E20", TestApp.PASSWORD)
          .expect(403, "CORE_SESSION_INVALID_CREDS");
      stranger.authenticate("employee_no", "E20", "better").expect(200);
    }
  }

  @Test
  void usersOfBeforeStayAndTheServerStarts() {
    stop();
    start(TestApp.of());
    try (TestClient before = app.user("grace")) {
      assertThat(before).isNotNull();
    }
    admin.close();
    app.restartWith(setup(TestApp.of().brings(OFFICE)));
    admin = app.admin();
    try (TestClient grace = app.client().signIn("grace@example.com", TestApp.PASSWORD)) {
      assertThat(grace.call("user/read", query()).expect(200).docs().getFirst())
          .containsEntry("employee_no", null);
    }
  }
}
