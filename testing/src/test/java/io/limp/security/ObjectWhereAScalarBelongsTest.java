package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S6: a query operator in the place of a password or an id must not become part of a query. */
class ObjectWhereAScalarBelongsTest {
  private static final List<Object> NO_SCALARS =
      Arrays.asList(
          doc("$ne", ""),
          doc("$gt", ""),
          doc("$regex", ".*"),
          doc("val", "x"),
          doc(),
          List.of(),
          List.of(TestApp.ADMIN_EMAIL),
          5,
          true,
          null);

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

  static Stream<Arguments> credentials() {
    String hash = Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
    List<Arguments> rows = new ArrayList<>();
    for (Object value : NO_SCALARS) {
      rows.add(Arguments.of(doc("email", value, "hash", hash)));
      rows.add(Arguments.of(doc("email", TestApp.ADMIN_EMAIL, "hash", value)));
      rows.add(Arguments.of(doc("username", value, "hash", value)));
      rows.add(Arguments.of(doc("phone", value, "hash", "x")));
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void credentialsAreTexts(Map<String, Object> credentials) {
    assertThat(visitor.callPlain("session/auth", query(), credentials).status()).isEqualTo(400);
  }

  static Stream<Object> noScalars() {
    return NO_SCALARS.stream();
  }

  @ParameterizedTest
  @MethodSource("noScalars")
  void theGroupOfAddGroupIsAnId(Object value) {
    for (String endpoint : List.of("user/add_group", "user/delete_group")) {
      Answer answer = admin.call(endpoint, byId(TestApp.ADMIN_ID), doc("group", value));
      assertThat(answer.status()).as("%s %s: %s", endpoint, value, answer).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @MethodSource("noScalars")
  void aSessionIsNamedByItsId(Object value) {
    Map<String, Object> query = query("_id", doc("val", value));
    assertThat(visitor.callPlain("session/reauth", query, doc()).status()).isIn(400, 403);
    assertThat(admin.call("session/signout", query).status()).isIn(400, 403);
    admin.call("user/read").expect(200);
  }

  @ParameterizedTest
  @MethodSource("noScalars")
  void aValueInAQueryIsNeverAnOperator(Object value) {
    for (String attr : List.of("_id", "title", "num", "owner", "when", "mail")) {
      if (value != null) {
        Answer answer = admin.call("note/read", query(attr, doc("val", value)));
        assertThat(answer.status()).as("%s %s: %s", attr, value, answer).isEqualTo(200);
        assertThat(answer.total()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("noScalars")
  void aNewUsersTextsAreTexts(Object value) {
    for (String attr : List.of("username", "email", "phone", "email_hash", "postal_code")) {
      if (value == null) {
        continue; // an attribute may be given as null, as the original took it
      }
      Map<String, Object> user = TestApp.userDoc("scalar");
      user.put(attr, value);
      Answer answer = admin.call("user/create", query(), user);
      assertThat(answer.status()).as("%s %s: %s", attr, value, answer).isEqualTo(400);
    }
  }
}
