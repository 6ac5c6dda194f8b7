package io.limp.files;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.methods.ServerLog;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks around the retrieval of files: as a visitor, and as somebody whom X-Auth names. */
class RetrieveHooksTest {
  private static final String PLAIN = "plain.txt";

  private static TestApp app;
  private static TestClient6 admin;
  private static String open;
  private static String closed;
  private ServerLog log;

  @BeforeAll
  static void start() {
    app = TestApp.of("shop", new Showcase()).start();
    admin = app.admin6();
    open = create(true);
    closed = create(false);
  }

  @AfterAll
  static void stop() {
    admin.close();
    app.close();
  }

  private static String create(boolean isOpen) {
    List<Object> files = new ArrayList<>();
    for (String name :
        List.of(
            PLAIN,
            Showcase.REFUSED_BEFORE,
            Showcase.BROKEN_BEFORE,
            Showcase.NULL_BEFORE,
            Showcase.REFUSED_AFTER,
            Showcase.BROKEN_AFTER,
            Showcase.REPLACED)) {
      files.add(doc("name", name, "type", "text/plain", "content", "120,121"));
    }
    return admin
        .call("showcase/create", steps(), doc("open", isOpen, "files", files))
        .expect(200)
        .id();
  }

  @BeforeEach
  void listen() {
    log = new ServerLog("io.limp.call.Faults");
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  private static HttpResponse<byte[]> get(boolean asAdmin, String id, String name) {
    Map<String, String> headers =
        asAdmin
            ? Map.of("X-Auth-Bearer", TestApp.ADMIN_ID, "X-Auth-Token", admin.session().token())
            : Map.of();
    return app.http("GET", "showcase/retrieve_file/" + id + "/" + name, headers);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheHooksLetPassIsServed(boolean asAdmin) {
    HttpResponse<byte[]> response = get(asAdmin, open, PLAIN);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("xy");
  }

  @ParameterizedTest
  @CsvSource({
    "false, refused-before.txt, 403, SHOP_SHOWCASE_NOT_TODAY",
    "true,  refused-before.txt, 403, SHOP_SHOWCASE_NOT_TODAY",
    "false, refused-after.txt,  404, SHOP_SHOWCASE_SOLD",
    "true,  refused-after.txt,  404, SHOP_SHOWCASE_SOLD"
  })
  void aHookThatRefusesIsTheAnswer(boolean asAdmin, String name, int status, String code) {
    HttpResponse<byte[]> response = get(asAdmin, open, name);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(text(response)).contains(code).doesNotContain("xy");
    assertThat(response.headers().firstValue("Cache-Control"))
        .isNotEqualTo(Optional.of("public, max-age=31536000"));
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aHookThatNarrowsTheQueryHidesDocumentsFromSome() {
    assertThat(get(true, closed, PLAIN).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> hidden = get(false, closed, PLAIN);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(text(hidden)).doesNotContain("xy");
    // As if there were no such document.
    HttpResponse<byte[]> missing = get(false, "f00000000000000000000099", PLAIN);
    assertThat(missing.statusCode()).isEqualTo(hidden.statusCode());
    assertThat(text(missing)).isEqualTo(text(hidden));
  }

  @Test
  void aHookMayAnswerWithSomethingElse() {
    assertThat(text(get(false, open, Showcase.REPLACED))).isEqualTo("in its place");
  }

  @ParameterizedTest
  @CsvSource({
    "false, broken-before.txt, java.util.NoSuchElementException: a secret detail",
    "true,  broken-before.txt, java.util.NoSuchElementException: a secret detail",
    "false, broken-after.txt,  java.util.NoSuchElementException: a secret detail",
    "true,  broken-after.txt,  java.util.NoSuchElementException: a secret detail",
    "false, null-before.txt,   a hook returned null"
  })
  void aHookThatThrowsIsAnsweredWithoutDetailAndToldInALine(
      boolean asAdmin, String name, String told) {
    HttpResponse<byte[]> response = get(asAdmin, open, name);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(text(response))
        .contains("CORE_SERVER_ERROR")
        .doesNotContain("secret", "Showcase", "xy");
    assertThat(log.messages()).hasSize(1);
    assertThat(log.messages().getFirst())
        .matches("showcase\\.retrieve_file: \\Q" + told + "\\E \\(Showcase\\.java:[0-9]+\\)");
    assertThat(get(asAdmin, open, PLAIN).statusCode()).isEqualTo(200);
  }

  @Test
  void overTheWebsocketThereAreNoFilesAndNoHookRuns() {
    for (String name : List.of(PLAIN, Showcase.REFUSED_BEFORE, Showcase.BROKEN_BEFORE)) {
      Answer new6 = admin.call("showcase/retrieve_file", steps(doc("_id", open, "filename", name)));
      new6.expect(400, "CORE_REQ_GET_METHOD");
      try (TestClient visitor = app.client()) {
        visitor
            .call("showcase/retrieve_file", query("_id", val(open), "var", val(name)))
            .expect(400, "CORE_REQ_GET_METHOD");
      }
    }
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aRequestOfAForeignTokenReachesNoHook() {
    Map<String, String> wrong = Map.of("X-Auth-Bearer", TestApp.ADMIN_ID, "X-Auth-Token", "wrong");
    HttpResponse<byte[]> response =
        app.http("GET", "showcase/retrieve_file/" + open + "/" + Showcase.BROKEN_BEFORE, wrong);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(text(response)).contains("CORE_SESSION_INVALID_XAUTH");
    assertThat(log.messages()).isEmpty();
  }
}
