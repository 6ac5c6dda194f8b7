package io.limp.security;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.methods.Desk;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds over the websocket holds over HTTP: S6, S13, S15, S19 and S21 on these routes. */
class CallsByHttpTest {
  private record Route(String method, String path) {}

  private static TestApp app;

  @BeforeAll
  static void start() {
    app = TestApp.of("hall", new Desk()).start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static HttpResponse<byte[]> post(String path, Map<String, String> headers, Object body) {
    return app.http("POST", path, headers, Wire.write(body).getBytes(StandardCharsets.UTF_8));
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return Answer.of(new String(response.body(), StandardCharsets.UTF_8));
  }

  /** S6: an operator, a list or an object is no number and no text. */
  @Test
  void anObjectInThePlaceOfAScalarIsRefused() {
    List<@Nullable Object> noScalars =
        Arrays.asList(doc("$ne", 1), doc("$gt", ""), doc(), List.of(), List.of(1), true, null);
    for (Object value : noScalars) {
      for (String arg : List.of("row", "name")) {
        Answer answer = answer(post("desk/tell", Map.of(), doc(arg, value)));
        assertThat(answer.status()).as("%s: %s", arg, value).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("HALL_DESK_INVALID_DOC");
      }
    }
    Answer fromPath = answer(app.get("desk/show/%7B%22$ne%22:1%7D/true/x"));
    assertThat(fromPath.code()).isEqualTo("HALL_DESK_INVALID_ATTR");
  }

  /** S13: each kind of route asks for the credential, the session's state and the permission. */
  @Test
  void everyFilterRunsOnEveryKindOfRoute() {
    TestClient user = app.user("filtered", Map.of("desk", List.of("admin")));
    String id = user.session().id();
    Map<String, String> right =
        Map.of("Authorization", "Bearer " + id + ":" + user.session().token());
    for (Route route :
        List.of(new Route("GET", "desk/guarded"), new Route("POST", "desk/guarded_post"))) {
      String method = route.method();
      String path = route.path();
      assertThat(app.http(method, path, Map.of()).statusCode()).as("%s", route).isEqualTo(403);
      assertThat(app.http(method, path, Map.of("Authorization", "Basic x")).statusCode())
          .as("%s", route)
          .isEqualTo(400);
      assertThat(
              app.http(method, path, Map.of("Authorization", "Bearer " + id + ":x")).statusCode())
          .as("%s", route)
          .isEqualTo(403);
      assertThat(app.http(method, path, right).statusCode()).as("%s", route).isEqualTo(200);
    }
    for (Route route :
        List.of(
            new Route("GET", "desk/show/7"),
            new Route("POST", "desk/tell"),
            new Route("GET", "desk/nothing"))) {
      String method = route.method();
      String path = route.path();
      // Anybody may call these; a wrong credential never means nobody.
      assertThat(
              app.http(method, path, Map.of("Authorization", "Bearer " + id + ":x")).statusCode())
          .as("%s", route)
          .isEqualTo(403);
    }
    user.signOut().expect(200);
    for (Route route :
        List.of(
            new Route("GET", "desk/guarded"),
            new Route("POST", "desk/guarded_post"),
            new Route("GET", "desk/show/7"))) {
      assertThat(app.http(route.method(), route.path(), right).statusCode())
          .as("%s after the session's end", route)
          .isEqualTo(403);
    }
    user.close();
  }

  /** S15: a privilege that is taken away is gone for the next request, by either credential. */
  @Test
  void aLostPrivilegeIsLostAtOnce() {
    try (TestClient user = app.user("losing", Map.of("desk", List.of("admin")));
        TestClient6 admin = app.admin6()) {
      String userId =
          String.valueOf(
              admin
                  .call("user/read", steps(doc("username", "losing")))
                  .expect(200)
                  .doc()
                  .get("_id"));
      Map<String, String> xAuth =
          Map.of("X-Auth-Bearer", userId, "X-Auth-Token", user.session().token());
      assertThat(app.http("GET", "desk/guarded", xAuth).statusCode()).isEqualTo(200);
      admin.call("user/update", steps(doc("_id", userId)), doc("privileges", doc())).expect(200);
      assertThat(answer(app.http("GET", "desk/guarded", xAuth)).code())
          .isEqualTo("CORE_SESSION_FORBIDDEN");
    }
  }

  /** S21: whatever the path, the headers and the body are, each request has its answer. */
  @Test
  void noRequestEndsTheProcess() {
    Random random = new Random(20_201_122);
    List<String> pieces =
        List.of(
            "desk",
            "show",
            "tell",
            "..",
            "%2e%2e",
            "%00",
            "%F0%9F%8E%A8",
            "7",
            "-1",
            "1e400",
            "{}",
            "[[[[",
            "'",
            "%22",
            "%25",
            "x".repeat(2000),
            "",
            ";a=b",
            "$ne",
            "__proto__",
            "null");
    List<String> bodies =
        List.of(
            "",
            "{",
            "{}",
            "[]",
            "\"",
            "{\"row\":1e400}",
            "{\"row\":\"\\ud800\"}",
            "{\"__proto__\":{}}",
            "[".repeat(5000),
            "{\"name\":\"" + "x".repeat(100_000) + "\"}");
    for (int i = 0; i < 300; i++) {
      List<String> path = new ArrayList<>();
      for (int part = random.nextInt(6); part >= 0; part--) {
        path.add(pieces.get(random.nextInt(pieces.size())));
      }
      String method = List.of("GET", "POST", "OPTIONS", "PUT").get(random.nextInt(4));
      String type =
          List.of("application/json", "multipart/form-data; boundary=x", "a/b", "")
              .get(random.nextInt(4));
      String body = bodies.get(random.nextInt(bodies.size()));
      RawRequest request = new RawRequest(method, "/" + String.join("/", path), type, body);
      assertThat(request.status(app.port())).as("%s", request).isBetween(200, 499);
    }
    assertThat(app.get("desk/show/7").statusCode()).isEqualTo(200);
  }
}
