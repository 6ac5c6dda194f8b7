package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Limp;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.HttpCall;
import io.limp.call.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 1.9 and its corrections, without files. */
class HttpEndpointTest {
  private TestServer server;
  private HttpClient http;

  @BeforeEach
  void start() {
    server = new TestServer.Setup().calls(HttpEndpointTest::answer).start();
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private static Reply answer(HttpCall request) {
    Request.Origin origin = request.origin();
    assertThat(origin.transport()).isEqualTo(Request.Transport.HTTP_GET);
    assertThat(origin.address()).isEqualTo("127.0.0.1");
    String method = request.path().get(1);
    if (!request.path().getFirst().equals("mod")) {
      throw Refusal.of(405, "CORE_REQ_INVALID_METHOD", "No such module.");
    }
    return switch (method) {
      case "show" ->
          new Reply.Text(
              String.join(
                  "|",
                  request.credential().map(HttpEndpointTest::shown).orElse("anonymous"),
                  request.path().get(2),
                  request.path().get(3)));
      case "result" -> Reply.of(Limp.integer("num"), 42L).saying("num");
      case "bytes" -> new Reply.Bytes("t.png", "image/png", new byte[] {1, 2, 3});
      case "page" ->
          new Reply.Bytes("p.html", "text/html", "<script>".getBytes(StandardCharsets.UTF_8));
      case "missing" -> new Reply.NotFound("Nothing.");
      case "refused" ->
          throw Refusal.of(403, "CORE_SESSION_FORBIDDEN", "You don't have \"permissions\".");
      case "gone" -> throw Refusal.notFound("GONE", "It is gone.");
      case "quota" -> throw Refusal.of(429, "CORE_REQ_IP_QUOTA_HIT", "Too many calls.");
      case "broken" -> throw new IllegalStateException("secret detail");
      default -> throw Refusal.of(405, "CORE_REQ_INVALID_METHOD", "No such method.");
    };
  }

  private static String shown(HttpCall.Credential credential) {
    return switch (credential) {
      case HttpCall.OfSession(String session, String token) -> session + ":" + token;
      case HttpCall.OfUser(String user, String token) -> "user " + user + ":" + token;
    };
  }

  @Test
  void aResultIsTheWholeAnswer() throws Exception {
    assertAnswer("/mod/result/a/b", 200, "{\"status\":200,\"msg\":\"num\",\"args\":{\"num\":42}}");
    assertThat(header(get("/mod/result/a/b"), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aTextIsTheBodyWithTheContractsHeaders() throws Exception {
    HttpResponse<String> answer = get("/mod/show/f1/x");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("anonymous|f1|x");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertContractHeaders(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nowhere",
        "/mod/none/a/b",
        "/mod/broken/a/b",
        "/ws",
        "/a/../b",
        "/console/none"
      })
  void everyAnswerHasTheContractsHeaders(String path) throws Exception {
    assertContractHeaders(get(path));
  }

  private static void assertContractHeaders(HttpResponse<?> answer) {
    assertThat(header(answer, "Server")).isEqualTo("limpd");
    assertThat(header(answer, "Powered-By")).isEqualTo("Masaar, https://masaar.com");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("GET,POST");
    assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("Content-Type");
    assertThat(header(answer, "Access-Control-Expose-Headers")).isEqualTo("Content-Disposition");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.headers().map().toString()).doesNotContainIgnoringCase("jetty");
  }

  @Test
  void thePathIsDecodedAfterItIsSplit() throws Exception {
    assertThat(get("/mod/show/a%20b/%C3%A9%2F%25..%2Fc+d").body())
        .isEqualTo("anonymous|a b|é/%../c+d");
    assertThat(get("/mod/show/a/%FF").statusCode()).isEqualTo(400);
    assertThat(get("/mod/show/a/%00").statusCode()).isEqualTo(400);
    assertThat(get("/mod/show/a/b?query=ignored").body()).isEqualTo("anonymous|a|b");
  }

  @Test
  void bytesAreTheBodyAndMayBeKept() throws Exception {
    HttpResponse<byte[]> answer =
        http.send(request("/mod/bytes/a/b").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.body()).containsExactly(1, 2, 3);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000");
    assertThat(header(answer, "Expires")).isNotEmpty();
    assertThat(header(answer, "Content-Disposition")).startsWith("inline");
    assertContractHeaders(answer);
  }

  @Test
  void aPageMadeByAMethodRunsNoScriptAsOurs() throws Exception {
    HttpResponse<String> answer = get("/mod/page/a/b");
    assertThat(header(answer, "Content-Disposition")).startsWith("attachment");
    assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
  }

  @Test
  void refusalsHaveTheirStatusAndCode() throws Exception {
    assertAnswer("/mod/missing/a/b", 404, "{\"status\":404,\"msg\":\"Nothing.\"}");
    assertAnswer(
        "/mod/gone/a/b",
        404,
        "{\"status\":404,\"msg\":\"It is gone.\",\"args\":{\"code\":\"GONE\"}}");
    assertAnswer(
        "/mod/refused/a/b",
        403,
        "{\"status\":403,\"msg\":\"You don't have"
            + " \\\"permissions\\\".\",\"args\":{\"code\":\"CORE_SESSION_FORBIDDEN\"}}");
    assertAnswer("/mod/none/a/b", 405, "{\"status\": 405, \"msg\": \"METHOD NOT ALLOWED\"}");
    assertAnswer("/none/show/a/b", 405, "{\"status\": 405, \"msg\": \"METHOD NOT ALLOWED\"}");
    assertAnswer("/mod/show/a", 404, "{\"status\":404,\"msg\":\"404 NOT FOUND\"}");
    assertAnswer("/mod/show/a/b/c", 404, "{\"status\":404,\"msg\":\"404 NOT FOUND\"}");
    assertThat(header(get("/mod/quota/a/b"), "Retry-After")).isEqualTo("60");
  }

  @Test
  void ourOwnFaultTellsNothing() throws Exception {
    HttpResponse<String> answer = get("/mod/broken/a/b");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("CORE_SERVER_ERROR").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "BREW"})
  void anyOtherHttpMethodIsNotAllowed(String method) throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("/mod/show/a/b")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET");
    if (method.equals("HEAD")) {
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void theSessionIsNamedByAHeader() throws Exception {
    assertThat(send(request("/mod/show/a/b").header("Authorization", "Bearer s1:t1")).body())
        .isEqualTo("s1:t1|a|b");
    assertThat(
            send(request("/mod/show/a/b")
                    .header("X-Auth-Bearer", "u1")
                    .header("X-Auth-Token", "t1"))
                .body())
        .isEqualTo("user u1:t1|a|b");
    for (String one : List.of("X-Auth-Bearer", "X-Auth-Token")) {
      HttpResponse<String> answer = send(request("/mod/show/a/b").header(one, "x"));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("One 'X-Auth' headers was set but not the other.");
    }
    assertThat(send(request("/mod/show/a/b").header("Authorization", "Basic dTpw")).statusCode())
        .isEqualTo(400);
    assertThat(send(request("/mod/show/a/b").header("Authorization", "Bearer t")).statusCode())
        .isEqualTo(400);
    HttpResponse<String> kept =
        send(request("/mod/bytes/a/b").header("Authorization", "Bearer s1:t1"));
    assertThat(header(kept, "Cache-Control")).isEqualTo("private, max-age=31536000");
  }

  @Test
  void aForwardedAddressIsNotBelieved() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/mod/show/a/b")
                .header("X-Forwarded-For", "9.9.9.9")
                .header("Forwarded", "for=9.9.9.9"));
    assertThat(answer.statusCode()).isEqualTo(200); // answer() checks the address
  }

  @Test
  void wsWithoutAnUpgradeIsExplained() throws Exception {
    HttpResponse<String> answer = get("/ws");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("websocket");
    assertThat(header(answer, "Content-Type")).startsWith("text/plain");
  }

  @Test
  void headersThatAreTooLongAreRefusedInJson() throws Exception {
    HttpResponse<String> answer =
        send(request("/mod/show/a/b").header("X-Long", "x".repeat(20_000)));
    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(answer.body()).doesNotContain("<");
  }

  private void assertAnswer(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.http("") + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
