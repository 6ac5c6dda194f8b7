package io.limp.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files and the welcome. */
class ConsoleFilesTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private final AtomicReference<Optional<String>> modules = new AtomicReference<>(Optional.empty());
  private TestServer server;
  private HttpClient http;

  @BeforeEach
  void start() {
    server = new TestServer.Setup().modules(modules::get).start();
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void aBrowserGetsTheConsole() throws Exception {
    for (String path : new String[] {"/", "/console/", "/console/index.html"}) {
      HttpResponse<String> answer = send(get(path).header("Accept", BROWSER));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).containsIgnoringCase("<!doctype html>");
      assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(header(answer, "Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
          .doesNotContain("unsafe");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "application/json", "application/json, text/html;q=0.5", "image/png"})
  void aProgramGetsAWelcome(String accept) throws Exception {
    HttpResponse<String> answer = send(get("/").header("Accept", accept));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":200,\"msg\":\"Welcome to LIMP!\"}");
    assertThat(header(answer, "Vary")).isEqualTo("Accept");
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws Exception {
    String etag = header(send(get("/console/index.html")), "ETag");
    HttpResponse<String> answer = send(get("/console/index.html").header("If-None-Match", etag));
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void theListOfModulesIsWhatItIsNow() throws Exception {
    assertThat(send(get("/console/modules.json")).statusCode()).isEqualTo(404);
    modules.set(Optional.of("[1]"));
    HttpResponse<String> answer = send(get("/console/modules.json"));
    assertThat(answer.body()).isEqualTo("[1]");
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    HttpResponse<String> answer =
        send(get("/console/index.html").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(
            send(get("/console/index.html").POST(HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  /** Sent by hand: a proper client would tidy the paths. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../io/limp/network/WebServer.class",
        "/console/..%2fio/limp/network/WebServer.class",
        "/console/%2e%2e/io/limp/network/WebServer.class",
        "/console/..%5cio",
        "/console/....//index.html",
        "/console/.hidden",
        "/console//index.html",
        "/console/index.html/",
        "/console/index.html%00.js",
        "/console",
        "/console/none.js",
        "/console/META-INF/MANIFEST.MF",
        "/../console/index.html",
      })
  void nothingElseIsServed(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.web.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals("/console")) {
        assertThat(answer).startsWith("HTTP/1.1 200").contains("<!doctype html>");
      } else {
        assertThat(answer)
            .matches(text -> text.startsWith("HTTP/1.1 404") || text.startsWith("HTTP/1.1 400"));
        assertThat(answer).contains("Server: limpd");
      }
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create(server.http(path)));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
