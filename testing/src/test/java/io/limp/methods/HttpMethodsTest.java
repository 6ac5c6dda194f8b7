package io.limp.methods;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 2.7: a module's own methods by HTTP GET and POST. */
class HttpMethodsTest {
  private static final String ADMIN = TestApp.ADMIN_ID;
  private static final String ANON = "f00000000000000000000011";

  private static TestApp app;
  private static TestClient6 admin;

  @BeforeAll
  static void start() {
    app = TestApp.of("hall", new Desk()).origins("https://shop.example").start();
    admin = app.admin6();
  }

  @AfterAll
  static void stop() {
    admin.close();
    app.close();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    Answer answer = Answer.of(text(response));
    assertThat(answer.status()).isEqualTo(response.statusCode());
    return answer;
  }

  private static Answer get(String path) {
    return answer(app.get(path));
  }

  private static @Nullable Object given(String path) {
    return get(path).expect(200).args().get("given");
  }

  private static Answer post(String path, String body) {
    return answer(app.http("POST", path, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void eachSetOfArgumentsIsAPath() {
    assertThat(given("desk/show/7")).isEqualTo(doc("row", 7L));
    assertThat(given("desk/show/7/true")).isEqualTo(doc("row", 7L, "open", true));
    assertThat(given("desk/show/7/false/a%20b"))
        .isEqualTo(doc("row", 7L, "open", false, "name", "a b"));
  }

  @Test
  void ofSetsOfOneLengthTheFirstThatFitsIsTaken() {
    assertThat(given("desk/show/seven")).isEqualTo(doc("name", "seven"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price|1.50|1.5",
        "day|2020-02-29|2020-02-29",
        "when|2020-02-29T12:00|2020-02-29T12:00:00",
        "when|2020-02-29T14:00%2B02:00|2020-02-29T12:00:00",
        "holder|f00000000000000000000010|f00000000000000000000010",
        "kind|big|big",
        "rows|%5B1,%222%22%5D|[1, 2]",
        "place|%7B%22type%22:%22Point%22,%22coordinates%22:%5B1,2%5D%7D|"
            + "{type=Point, coordinates=[1.0, 2.0]}"
      })
  void partsOfThePathAreConvertedToTheirTypes(String arg, String part, String value) {
    assertThat(given("desk/by_" + arg + "/" + part))
        .asString()
        .isEqualTo("{" + arg + "=" + value + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "holder,zzz,HALL_DESK_CONVERT_INVALID_ATTR,"
        + "Can't convert attr 'holder' of type '<class 'str'>' to type 'ID'",
    "price,1e5,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'price' of type '<class 'str'>' with required type 'FLOAT'",
    "day,2021-02-29,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'day' of type '<class 'str'>' with required type 'DATE'",
    "when,yesterday,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'when' of type '<class 'str'>' with required type 'DATETIME'",
    "kind,huge,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'kind' of type '<class 'str'>' with required type 'LITERAL'",
    "rows,1,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'rows' of type '<class 'int'>' with required type 'LIST'",
    "place,here,HALL_DESK_INVALID_ATTR,"
        + "Invalid attr 'place' of type '<class 'str'>' with required type 'GEO'"
  })
  void aPartThatDoesNotFitIsRefused(String arg, String part, String code, String sentence) {
    Answer answer = get("desk/by_" + arg + "/" + part).expect(400, code);
    assertThat(answer.msg()).isEqualTo(sentence + " for 'GET' request on module 'HALL_DESK'.");
    assertThat(answer.args()).containsEntry("attr", arg).containsKey("value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "desk",
        "desk/",
        "desk/show",
        "desk/show/",
        "desk/show/7/true/a/b",
        "desk/read",
        "desk/nosuch",
        "nosuch/show/7",
        "DESK/show/7",
        "desk/show/7/true/x/"
      })
  void whatIsNoPathIsNotFound(String path) {
    assertThat(get("/" + path).msg()).isEqualTo("404 NOT FOUND");
    assertThat(app.get("/" + path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "desk/show/%ff",
        "desk/show/a%0Ab",
        "desk/show/%c3",
        "desk/show/%00",
        "%00/%00",
        "desk/show//a",
        "desk//show/7",
        "/desk/show/7",
        "desk/%2e%2e/show/7",
        "desk/show/..;/7"
      })
  void aPathThatIsNoTextOrIsReadInTwoWaysIsRefused(String path) {
    RawAnswer answer = RawAnswer.to(app.port(), "GET /" + path + " HTTP/1.1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"CORE_REQ_INVALID_");
  }

  @Test
  void aPartIsDecodedAfterThePathIsSplit() {
    assertThat(given("desk/show/..%2F..%2Fetc%2Fpasswd"))
        .isEqualTo(doc("name", "../../etc/passwd"));
    assertThat(given("desk/show/%25%32%35")).isEqualTo(doc("name", "%25"));
    assertThat(given("desk/show/%F0%9F%8E%A8+1")).isEqualTo(doc("name", "🎨+1"));
  }

  @Test
  void aPathOfFourPartsIsOneOfLevelOneToo() {
    assertThat(given("DESK/Show/7/true")).isEqualTo(doc("row", 7L, "open", true));
    for (String path : List.of("nosuch/show/7/true", "desk/nosuch/7/8", "desk/read/7/8")) {
      assertThat(get(path).expect(405).msg()).isEqualTo("METHOD NOT ALLOWED");
    }
  }

  @Test
  void aPostsBodyIsItsDoc() {
    Answer told = post("desk/tell", "{\"row\": \"12\", \"open\": true, \"price\": 2}").expect(200);
    assertThat(told.args())
        .containsEntry("doc", doc("row", 12L, "open", true, "price", 2.0))
        .containsEntry("user", ANON);
    assertThat(post("desk/tell/" + ADMIN, "{\"name\": \"x\"}").expect(200).args())
        .containsEntry("given", doc("holder", ADMIN));
    assertThat(post("desk/tell", "{\"open\": 1}").expect(400, "HALL_DESK_INVALID_DOC").msg())
        .endsWith("Failed sets:['row': Missing], ['name': Missing]");
  }

  @Test
  void aGetMethodIsNotCalledOverTheWebsocketAndAPostMethodIs() {
    admin.call("desk/show", steps(doc("row", 1))).expect(400, "CORE_REQ_GET_METHOD");
    assertThat(admin.call("desk/tell", steps(), doc("row", "1")).expect(200).args())
        .containsEntry("doc", doc("row", 1L));
    try (TestClient old = app.client()) {
      old.call("desk/show").expect(400, "CORE_REQ_GET_METHOD");
      assertThat(old.call("desk/tell", doc(), doc("row", "1")).expect(200).args())
          .containsEntry("doc", doc("row", 1L));
    }
    assertThat(admin.call("desk/guarded_post").expect(200).msg()).isEqualTo("guarded");
  }

  @Test
  void aBaseMethodIsReachedByHttpOnlyWhenItsModuleSaysSo() {
    for (String path : List.of("desk/create", "desk/read", "session/auth", "user/create")) {
      assertThat(app.http("POST", path, Map.of()).statusCode()).as(path).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST"})
  void anotherHttpMethodIsNotAllowed(String method) {
    HttpResponse<byte[]> response = app.http(method, "desk/show/7", Map.of());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    assertThat(app.http("GET", "desk/tell", Map.of()).headers().firstValue("Allow"))
        .hasValue("POST");
    assertThat(app.http(method, "desk/nosuch", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void emptyAndMissingThingsAreAnsweredAsSuch() {
    assertThat(app.get("desk/nothing").statusCode()).isEqualTo(204);
    assertThat(app.get("desk/nothing").body()).isEmpty();
    assertThat(get("desk/gone").expect(404, "HALL_DESK_GONE").msg()).isEqualTo("The desk is gone.");
  }

  @Test
  void xAuthNamesTheUserAndProvesTheSession() {
    String token = admin.session().token();
    Map<String, String> right = Map.of("X-Auth-Bearer", ADMIN, "X-Auth-Token", token);
    assertThat(text(app.http("GET", "desk/guarded", right))).isEqualTo("guarded");
    assertThat(text(app.http("POST", "desk/guarded_post", right))).isEqualTo("guarded");
    for (Map<String, String> wrong :
        List.of(
            Map.of("X-Auth-Bearer", ADMIN, "X-Auth-Token", "wrong"),
            Map.of("X-Auth-Bearer", ADMIN, "X-Auth-Token", ""),
            Map.of("X-Auth-Bearer", ANON, "X-Auth-Token", token),
            Map.of("X-Auth-Bearer", ANON, "X-Auth-Token", "__ANON"),
            Map.of("X-Auth-Bearer", admin.session().id(), "X-Auth-Token", token),
            Map.of("X-Auth-Bearer", "zzz", "X-Auth-Token", token))) {
      // Where anybody may call a wrong credential is refused too.
      for (String path : List.of("desk/guarded", "desk/show/7")) {
        answer(app.http("GET", path, wrong)).expect(403, "CORE_SESSION_INVALID_XAUTH");
      }
    }
    for (String one : List.of("X-Auth-Bearer", "X-Auth-Token")) {
      answer(app.http("GET", "desk/guarded", Map.of(one, ADMIN)))
          .expect(400, "CORE_REQ_INVALID_XAUTH");
    }
    answer(app.get("desk/guarded")).expect(403, "CORE_SESSION_FORBIDDEN");
    answer(app.http("POST", "desk/guarded_post", Map.of())).expect(403, "CORE_SESSION_FORBIDDEN");
  }

  @Test
  void aPageOfAnAllowedOriginMayAskBeforeItPosts() {
    Map<String, String> asks =
        Map.of(
            "Origin",
            "https://shop.example",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "content-type,x-auth-token");
    HttpResponse<byte[]> yes = app.http("OPTIONS", "desk/tell", asks);
    assertThat(yes.statusCode()).isEqualTo(204);
    assertThat(yes.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(yes.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
    assertThat(yes.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Content-Type", "Authorization", "X-Auth-Bearer", "X-Auth-Token");
    assertThat(app.http("OPTIONS", "desk/nosuch", asks).statusCode()).isEqualTo(404);
  }

  @Test
  void aPageOfAnotherOriginMayNotPost() {
    Map<String, String> foreign =
        Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", "POST");
    for (String method : List.of("OPTIONS", "POST")) {
      answer(app.http(method, "desk/tell", foreign)).expect(403, "CORE_CONN_FOREIGN_ORIGIN");
    }
  }

  @Test
  void aForwardedAddressIsNotBelieved() {
    Map<String, String> forged =
        Map.of("X-Forwarded-For", "9.9.9.9", "Forwarded", "for=9.9.9.9", "X-Real-IP", "9.9.9.9");
    assertThat(text(app.http("GET", "desk/address", forged))).isEqualTo("127.0.0.1");
  }
}
