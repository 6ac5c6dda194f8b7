package io.limp.reference;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.SocketClient.Session;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.Wire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GET and POST by several sets of arguments: described, and answered as described. */
class EveryWayInTest {
  private TestApp app;
  private TestClient admin;
  private Validity openApi;

  @BeforeEach
  void start() {
    app = TestApp.of("ways", new EveryWayIn()).debugging().start();
    admin = app.admin();
    openApi = new Validity(reference("openapi.json"), "#/components/schemas/");
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
  }

  private String reference(String file) {
    return text(app.get("/reference/" + file));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void itsFilesAreOfTheOfficialFormats() {
    assertThat(reference("openapi.json"))
        .contains("\"/way/find/{_id}\"", "\"/way/find/{_id}/{page}\"", "\"/way/keep/{_id}\"")
        .contains("multipart/form-data", "application/octet-stream");
    assertThat(Official.OPENAPI.errors(Validity.tree(reference("openapi.json")))).isEmpty();
    assertThat(Official.ASYNCAPI.errors(Validity.tree(reference("asyncapi.json")))).isEmpty();
    assertThat(Official.JSON_SCHEMA.errors(Validity.tree(reference("schema.json")))).isEmpty();
    assertThat(Official.JSON_SCHEMA.errors(Validity.tree(reference("schema.level1.json"))))
        .isEmpty();
  }

  @Test
  void whatIsPostedAndAnsweredIsAsOpenApiSays() {
    Map<String, @Nullable Object> way = doc("code", "AB-12", "place", "here");
    String created = posted("/way/create", "way.create", way);
    assertThat(openApi.errors("way.create.answer", created)).isEmpty();
    String id = admin.call("way/read", query()).expect(200).id();

    assertThat(openApi.errors("way.keep.answer", posted("/way/keep/" + id, "way.keep", way)))
        .isEmpty();
    for (String path :
        new String[] {"/way/find/" + id, "/way/find/AB-12", "/way/find/" + id + "/2"}) {
      HttpResponse<byte[]> found = app.get(path);
      assertThat(found.statusCode()).as(path).isEqualTo(200);
      assertThat(openApi.errors("way.find.answer", text(found))).as(path).isEmpty();
    }
  }

  @Test
  void whatIsRefusedIsRefusedAsOpenApiSays() {
    HttpResponse<byte[]> page = app.get("/way/find/" + TestApp.ADMIN_ID + "/0");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(openApi.errors("way.find.refusal", text(page))).isEmpty();
    HttpResponse<byte[]> lacks = post("/way/create", doc("place", "here"));
    assertThat(lacks.statusCode()).isEqualTo(400);
    assertThat(openApi.errors("way.create.refusal", text(lacks))).isEmpty();
    assertThat(text(lacks)).contains("WAYS_WAY_MISSING_ATTR");
    assertThat(openApi.text("way.create.refusal")).contains("\"WAYS_WAY_MISSING_ATTR\"");
  }

  private String posted(String path, String method, Map<String, @Nullable Object> doc) {
    assertThat(openApi.errors(method + ".doc", Wire.write(doc))).isEmpty();
    HttpResponse<byte[]> answer = post(path, doc);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return text(answer);
  }

  private HttpResponse<byte[]> post(String path, Map<String, @Nullable Object> doc) {
    Session session = admin.session();
    return app.http(
        "POST",
        path,
        Map.of(
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + session.id() + ":" + session.token()),
        Wire.write(doc).getBytes(StandardCharsets.UTF_8));
  }
}
