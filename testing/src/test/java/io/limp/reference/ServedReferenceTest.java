package io.limp.reference;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.testing.SocketClient.Session;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running server shows its reference to who may see it. */
class ServedReferenceTest {
  private static final Path MODULES = Path.of(System.getProperty("limp.home")).resolve("modules");

  private static TestApp.Setup sampleApp() {
    return TestApp.of().modulesFolder(MODULES);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> bearer(Session session) {
    return Map.of("Authorization", "Bearer " + session.id() + ":" + session.token());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openapi.json", "asyncapi.json", "schema.json", "schema.level1.json", "blog.md"})
  void onlyWhoHasThePrivilegeReadsIt(String file) {
    try (TestApp app = sampleApp().start();
        TestClient reader = app.user("ada", Map.of("reference", List.of("read")));
        TestClient other = app.user("bob", Map.of("blog", List.of("read")))) {
      String path = "/reference/" + file;

      assertThat(app.get(path).statusCode()).isEqualTo(403);
      assertThat(app.http("GET", path, bearer(other.session())).statusCode()).isEqualTo(403);
      HttpResponse<byte[]> read = app.http("GET", path, bearer(reader.session()));
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(text(read)).contains("blog");
      assertThat(read.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void whileAModuleIsWrittenEverybodyReadsIt() {
    try (TestApp app = sampleApp().debugging().start()) {
      HttpResponse<byte[]> index = app.get("/reference/");

      assertThat(index.statusCode()).isEqualTo(200);
      assertThat(index.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
      assertThat(text(index)).contains("# Reference", "[blog](blog.md)");
      assertThat(Validity.tree(text(app.get("/reference/openapi.json"))).get("openapi").asText())
          .isEqualTo("3.1.0");
      assertThat(app.get("/reference/nothing.json").statusCode()).isEqualTo(404);
      assertThat(app.get("/reference/..%2fsecret").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void everyPathThatOpenApiNamesIsAnswered() {
    try (TestApp app = sampleApp().debugging().start();
        TestClient admin = app.admin()) {
      Map<String, Object> photo =
          Map.of("name", "a.png", "type", "image/png", "content", TestImage.BASE64);
      String album =
          admin
              .call(
                  "album/create",
                  query(),
                  doc("title", locales("t"), "desc", locales("d"), "photos", List.of(photo)))
              .expect(200)
              .id();
      String staff =
          admin
              .call(
                  "staff/create",
                  query(),
                  doc(
                      "name",
                      locales("n"),
                      "jobtitle",
                      locales("j"),
                      "bio",
                      locales("b"),
                      "photo",
                      List.of(photo)))
              .expect(200)
              .id();
      String handout =
          admin
              .call("handout/create", query(), doc("title", locales("t"), "papers", List.of(photo)))
              .expect(200)
              .id();
      admin
          .call(
              "blog/create",
              query(),
              doc(
                  "title",
                  locales("t"),
                  "content",
                  locales("c"),
                  "permalink",
                  "a-post",
                  "status",
                  "published"))
          .expect(200);
      Map<String, Map<String, String>> given =
          Map.of(
              "blog", Map.of("permalink", "a-post"),
              "album", Map.of("_id", album, "attr", "photos"),
              "staff", Map.of("_id", staff, "attr", "photo"),
              "handout", Map.of("_id", handout, "attr", "papers"),
              "reference", Map.of("name", "schema.json"));
      JsonNode paths = Validity.tree(text(app.get("/reference/openapi.json"))).get("paths");
      List<String> seen = new ArrayList<>();
      paths
          .properties()
          .forEach(
              path -> {
                String module = path.getKey().split("/", -1)[1];
                String filled = filled(path.getKey(), given.getOrDefault(module, Map.of()));
                if (path.getValue().has("get")) {
                  // Visitors reach all of them but the handouts.
                  Map<String, String> who =
                      module.equals("handout") ? bearer(admin.session()) : Map.of();
                  assertThat(app.http("GET", filled, who).statusCode()).as(filled).isEqualTo(200);
                } else {
                  // Without a body and a session its method refuses, so it was reached.
                  assertThat(app.http("POST", filled, Map.of()).statusCode())
                      .as(filled)
                      .isIn(400, 403);
                }
                seen.add(module);
              });

      assertThat(seen).contains("album", "blog", "math", "staff", "reference");
    }
  }

  private static String filled(String path, Map<String, String> values) {
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled
        .replace("{var}", "a.png")
        .replace("{filename}", "a.png")
        .replace("{thumb}", "8x8");
  }
}
