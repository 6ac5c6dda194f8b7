package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S4: a bad first token must not leave a connection with more rights than nobody's. */
class FailOpenOnSocketAuthTest {
  private static final List<String> GUARDED =
      List.of(
          "user/read",
          "user/create",
          "user/update",
          "user/delete",
          "group/read",
          "group/create",
          "session/read",
          "session/create",
          "setting/read",
          "setting/create",
          "notification/create",
          "staff/create",
          "note/guarded");

  private static TestApp app;

  @BeforeAll
  static void start() {
    app = Spike.start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<Arguments> badTokens() {
    Map<String, Object> call =
        doc("endpoint", "user/read", "sid", "x", "query", doc(), "doc", doc(), "call_id", "first");
    long now = Instant.now().getEpochSecond();
    Map<String, Object> expired = doc();
    expired.putAll(call);
    expired.put("exp", now - 10);
    return Stream.of(
        Arguments.of("empty", ""),
        Arguments.of("no token", "aaa.bbb.ccc"),
        Arguments.of("signed with another key", Jwt.sign(call, "another key")),
        Arguments.of("signed with an empty payload's key", Jwt.sign(call, "undefined")),
        Arguments.of("expired", Jwt.sign(expired, TestClient.ANON_TOKEN)),
        Arguments.of("unsigned", Jwt.unsigned(call, "none") + "."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void afterABadTokenTheConnectionIsAnonymous(String kind, String token) {
    try (TestClient client = app.client()) {
      client.exchange(Wire.write(doc("token", token))).expect(403, "CORE_REQ_INVALID_TOKEN");
      staysAnonymous(client);
    }
  }

  static Stream<Arguments> badCredentials() {
    return Stream.of(
        Arguments.of("session/auth", query(), doc("email", TestApp.ADMIN_EMAIL, "hash", "")),
        Arguments.of("session/auth", query(), doc("email", "", "hash", "")),
        Arguments.of("session/auth", query(), doc("email", TestApp.ADMIN_EMAIL, "hash", null)),
        Arguments.of("session/auth", query(), doc("username", "__ANON", "hash", "__ANON")),
        Arguments.of("session/reauth", Wire.byId("000000000000000000000000"), doc()),
        Arguments.of("session/reauth", Wire.byId(TestClient.ANON_SESSION), doc()),
        Arguments.of("session/reauth", Wire.byId(TestApp.ADMIN_ID), doc()));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("badCredentials")
  void afterBadCredentialsTheConnectionIsAnonymous(
      String endpoint, Map<String, Object> query, Map<String, Object> doc) {
    try (TestClient client = app.client()) {
      assertThat(client.callPlain(endpoint, query, doc).status()).isIn(400, 403);
      staysAnonymous(client);
    }
  }

  private static void staysAnonymous(TestClient client) {
    for (String endpoint : GUARDED) {
      Map<String, Object> query = Wire.byId(TestApp.ADMIN_ID);
      client.call(endpoint, query, doc("postal_code", "x")).expect(403, "CORE_SESSION_FORBIDDEN");
    }
    client.call("note/read").expect(200);
  }
}
