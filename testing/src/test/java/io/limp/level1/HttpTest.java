package io.limp.level1;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limp.spike.Spike;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 1.9: GET methods over HTTP. */
class HttpTest {
  private static final String JSON = "application/json; charset=utf-8";

  private static TestApp app;
  private static TestClient admin;
  private static String note;
  private static String staff;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
    note = admin.call("note/create", query(), doc("title", "http note")).id();
    Map<String, Object> photo =
        doc("name", "p.png", "size", 4, "type", "image/png", "lastModified", 1_548_547_200_000L);
    photo.put("content", doc("0", 137, "1", 80, "2", 78, "3", 71));
    Map<String, Object> person = doc("photo", List.of(photo), "name", locales("N"));
    person.put("jobtitle", locales("J"));
    person.put("bio", locales("B"));
    staff = admin.call("staff/create", query(), person).id();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void json(HttpResponse<byte[]> response, int status, String msg) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(Wire.object(body(response))).isEqualTo(doc("status", (long) status, "msg", msg));
  }

  @Test
  void aResultIsAnsweredWithItsMessageAsTheBody() {
    HttpResponse<byte[]> response = app.get("note/get_title/" + note + "/x");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(body(response)).isEqualTo("{\"title\": \"http note\"}");
  }

  @Test
  void moduleAndMethodAreMatchedWhateverTheCaseOfTheirLetters() {
    assertThat(app.get("NOTE/Get_Title/" + note + "/x").statusCode()).isEqualTo(200);
  }

  @Test
  void bytesAreTheBodyAndMayBeCachedForAYear() {
    HttpResponse<byte[]> response = app.get("note/get_blob/" + note + "/x");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).containsExactly(137, 66, 76, 79, 66, 0, 1);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000");
    ZonedDateTime expires =
        ZonedDateTime.parse(
            response.headers().firstValue("Expires").orElseThrow(),
            DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(expires)
        .isCloseTo(ZonedDateTime.now(ZoneOffset.UTC).plusDays(30), within(1, ChronoUnit.HOURS));
  }

  @Test
  void aStoredFileIsTheBody() {
    HttpResponse<byte[]> response = app.get("staff/retrieve_photo/" + staff + "/p.png");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).containsExactly(137, 80, 78, 71);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000");
  }

  @Test
  void whatIsNotThereIsAnsweredWith404() {
    String nothing = "Requested content not found.";
    json(app.get("staff/retrieve_photo/" + staff + "/nosuch.png"), 404, nothing);
    json(app.get("note/get_title/5c4b0f0f0f0f0f0f0f0f0f0f/x"), 404, nothing);
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    HttpResponse<byte[]> response = app.get("note/get_title/zzz/x");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(body(response)).contains("SPIKE_NOTE_CONVERT_INVALID_ATTR", "'_id'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch/read/x/y", "note/nosuch/x/y", "note/read/x/y", "user/read/x/y"})
  void whatIsNoGetMethodIsNotAllowed(String path) {
    json(app.get(path), 405, "METHOD NOT ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
  void onlyGetIsAllowed(String method) {
    HttpResponse<byte[]> response = app.http(method, "note/get_title/" + note + "/x", Map.of());
    json(response, 405, "METHOD NOT ALLOWED");
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void headIsNotAllowedAndHasNoBody() {
    HttpResponse<byte[]> response = app.http("HEAD", "note/get_title/" + note + "/x", Map.of());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"note", "note/get_title", "note/get_title/x", "a/b/c/d/e", "a/b/c/d/"})
  void aPathOfAnotherLengthIsNotFound(String path) {
    assertThat(app.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aWebsocketMustBeAskedForAsOne() {
    assertThat(app.get("ws").statusCode()).isEqualTo(400);
  }

  @Test
  void everyAnswerHasTheServersHeaders() {
    for (String path : List.of("note/get_title/" + note + "/x", "nosuch", "a/b/c/d", "", "ws")) {
      HttpResponse<byte[]> response = app.get(path);
      Map.of(
              "Server",
              "limpd",
              "Powered-By",
              "Masaar, https://masaar.com",
              "Access-Control-Allow-Origin",
              "*",
              "Access-Control-Allow-Methods",
              "GET,POST",
              "Access-Control-Allow-Headers",
              "Content-Type",
              "Access-Control-Expose-Headers",
              "Content-Disposition")
          .forEach(
              (name, value) ->
                  assertThat(response.headers().allValues(name))
                      .as("%s of /%s", name, path)
                      .containsExactly(value));
    }
  }

  @Test
  void aFaultIsAnsweredWithoutDetail() {
    try (TestApp other = TestApp.of("faulty", new Faulty()).start()) {
      HttpResponse<byte[]> response = other.get("faulty/explode/" + TestApp.ADMIN_ID + "/y");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(body(response)).contains("CORE_SERVER_ERROR").doesNotContain("secret");
    }
  }

  @Test
  void aGetMethodAsksForItsPermission() {
    try (TestApp other = TestApp.of("faulty", new Faulty()).start();
        TestClient signedIn = other.admin()) {
      String path = "faulty/guarded/" + TestApp.ADMIN_ID + "/y";
      HttpResponse<byte[]> anonymous = other.get(path);
      assertThat(anonymous.statusCode()).isEqualTo(403);
      assertThat(body(anonymous)).contains("CORE_SESSION_FORBIDDEN");
      SocketClient.Session session = signedIn.session();
      String bearer = session.id() + ":" + session.token();
      assertThat(body(other.http("GET", path, Map.of("Authorization", "Bearer " + bearer))))
          .isEqualTo("\"guarded\"");
      assertThat(
              other
                  .http(
                      "GET",
                      path,
                      Map.of("X-Auth-Bearer", TestApp.ADMIN_ID, "X-Auth-Token", session.token()))
                  .statusCode())
          .isEqualTo(200);
      for (Map<String, String> wrong :
          List.of(
              Map.of("Authorization", "Bearer " + session.id() + ":wrong"),
              Map.of("Authorization", "Bearer " + session.id() + ":"),
              Map.of("Authorization", "Bearer :" + session.token()),
              Map.of("Authorization", "Bearer zzz:" + session.token()),
              Map.of("X-Auth-Bearer", session.id(), "X-Auth-Token", session.token()),
              Map.of("X-Auth-Bearer", TestApp.ADMIN_ID, "X-Auth-Token", "wrong"))) {
        HttpResponse<byte[]> response = other.http("GET", path, wrong);
        assertThat(response.statusCode()).as("%s", wrong).isEqualTo(403);
        assertThat(body(response)).contains("CORE_SESSION_INVALID_XAUTH");
      }
      for (Map<String, String> malformed :
          List.of(
              Map.of("Authorization", "Bearer nocolon"),
              Map.of("Authorization", "Basic " + bearer),
              Map.of("X-Auth-Bearer", session.id()),
              Map.of("X-Auth-Token", session.token()))) {
        assertThat(other.http("GET", path, malformed).statusCode())
            .as("%s", malformed)
            .isEqualTo(400);
      }
      signedIn.signOut();
      assertThat(other.http("GET", path, Map.of("Authorization", "Bearer " + bearer)).statusCode())
          .isEqualTo(403);
    }
  }
}
