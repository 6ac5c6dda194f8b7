package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may update users cannot become one of them, nor gain more than they have (S10). */
class LimitedAdminTest {
  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = TestApp.of().start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    app.close();
  }

  @Test
  void theAdministratorsPasswordIsTheirsAlone() {
    try (TestClient limited = app.user("limited", Map.of("user", List.of("update", "read")))) {
      String hash = Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, "mine now");
      assertThat(
              limited
                  .call("user/update", byId(TestApp.ADMIN_ID), doc("email_hash", hash))
                  .expect(200)
                  .count())
          .isZero();
      try (TestClient client = app.client()) {
        client
            .authenticate("email", TestApp.ADMIN_EMAIL, "mine now")
            .expect(403, "CORE_SESSION_INVALID_CREDS");
      }
    }
  }

  @Test
  void oneOwnPasswordCanBeChanged() {
    try (TestClient limited = app.user("own", Map.of("user", List.of("update")))) {
      String id = (String) limited.call("user/read").doc().get("_id");
      String hash = Jwt.passwordHash("email", "own@example.com", "new");
      assertThat(limited.call("user/update", byId(id), doc("email_hash", hash)).count()).isOne();
    }
  }

  @Test
  void aGroupThatGivesMoreThanOneHasCannotBeJoined() {
    String group =
        admin
            .call(
                "group/create",
                query(),
                doc(
                    "name", locales("all"),
                    "bio", locales("all"),
                    "privileges", Map.of("*", List.of("*"))))
            .expect(200)
            .id();
    try (TestClient limited = app.user("joiner", Map.of("user", List.of("update")))) {
      String id = (String) limited.call("user/read").doc().get("_id");
      limited
          .call("user/add_group", byId(id), doc("group", group))
          .expect(403, "CORE_USER_GROUP_FORBIDDEN");
    }
  }
}
