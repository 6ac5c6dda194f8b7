package io.limp.files;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents and files that come by HTTP POST: as JSON, as a form, as the bytes of one file. */
abstract class PostContract {
  private static final byte[] PNG = {(byte) 137, 80, 78, 71};

  private TestApp app;
  private TestClient6 admin;
  private Map<String, String> signedIn;

  abstract TestApp start(TestApp.Setup setup);

  /** What the store of files has, unfinished contents too, one name each. */
  abstract List<String> stored(TestApp app);

  @BeforeEach
  void startApp() {
    app = start(TestApp.of("shelf", new Album()));
    admin = app.admin6();
    SocketClient.Session session = admin.session();
    signedIn = Map.of("Authorization", "Bearer " + session.id() + ":" + session.token());
  }

  @AfterEach
  void stopApp() {
    admin.close();
    app.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Answer post(String path, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new HashMap<>(headers);
    signedIn.forEach(all::putIfAbsent);
    HttpResponse<byte[]> response = app.http("POST", path, all, body);
    Answer answer = Answer.of(new String(response.body(), StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(response.statusCode());
    return answer;
  }

  private Answer json(String path, String body) {
    return post(path, Map.of("Content-Type", "application/json"), utf8(body));
  }

  private Answer form(String path, Form form) {
    return post(path, Form.type(), form.end());
  }

  private Map<String, @Nullable Object> read(String id) {
    return admin.call("album/read", steps(doc("_id", id))).expect(200).doc();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aJsonObjectIsTheDoc() {
    String id = json("album/create", "{\"title\": \"Süden\", \"year\": 2019}").expect(200).id();
    assertThat(read(id)).containsEntry("title", "Süden").containsEntry("year", 2019L);
    // As curl -d sends it.
    post(
            "album/create",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            utf8("{\"title\": \"x\"}"))
        .expect(200);
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    for (String body : List.of("{bad", "[1]", "1", "\"x\"", "null", "{} {}")) {
      Answer answer = json("album/create", body);
      assertThat(answer.code()).as(body).isEqualTo("CORE_REQ_INVALID_BODY");
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    Answer notUtf8 = post("album/create", Map.of(), new byte[] {'{', (byte) 0xff, '}'});
    notUtf8.expect(400, "CORE_REQ_INVALID_BODY");
    assertThat(notUtf8.msg()).contains("UTF-8");
    json("album/create", "").expect(400, "SHELF_ALBUM_MISSING_ATTR");
    assertThat(admin.call("album/read").total()).isZero();
  }

  @Test
  void aFormsFieldsAreConvertedAndItsFilesAreStored() {
    Form form =
        new Form()
            .field("title", "Südsee")
            .field("year", "2020")
            .field("open", "true")
            .field("tags", "a")
            .field("tags", "b")
            .field("unknown", "left out")
            .file("cover", "c%22é.png", "image/png", PNG)
            .file("photos", "1.png", "image/png", random(100_000))
            .file("photos", "2.png", "image/png", random(2));
    Map<String, @Nullable Object> album = read(form("album/create", form).expect(200).id());
    assertThat(album)
        .containsEntry("title", "Südsee")
        .containsEntry("year", 2020L)
        .containsEntry("open", true)
        .containsEntry("tags", List.of("a", "b"));
    assertThat(album.get("cover")).asString().contains("c\"é.png", "image/png", "size=4");
    assertThat(album.get("photos")).asString().contains("1.png", "100000", "2.png");
    assertThat(stored(app)).hasSize(3);
  }

  @Test
  void aFileThatABrowserSendsThoughNoneWasChosenIsNone() {
    Form form =
        new Form().field("title", "x").file("cover", "", "application/octet-stream", new byte[0]);
    assertThat(read(form("album/create", form).expect(200).id())).containsEntry("cover", null);
  }

  @Test
  void aFormUpdatesADocumentToo() {
    String id = json("album/create", "{\"title\": \"x\"}").expect(200).id();
    form("album/update/" + id, new Form().file("cover", "c.png", "image/png", PNG)).expect(200);
    assertThat(read(id).get("cover")).asString().contains("c.png");
    assertThat(stored(app)).hasSize(1);
  }

  private Object refused(Form form) {
    return form("album/create", form.field("title", "x"))
        .expect(400, "SHELF_ALBUM_INVALID_ATTR")
        .args()
        .get("value");
  }

  @Test
  void aRefusedFileIsToldAsItIs() {
    // Before its first byte is read.
    assertThat(refused(new Form().file("cover", "c.txt", "text/plain", PNG)))
        .isEqualTo("c.txt (text/plain)");
    // When enough of it is read.
    byte[] large = random(Album.LARGEST + 100_000);
    assertThat(String.valueOf(refused(new Form().file("cover", "c.png", "image/png", large))))
        .matches("c\\.png \\(image/png, at least 3[0-9]{5} bytes\\)");
    // When all of it is.
    Form tooMany = new Form();
    for (int i = 0; i < 4; i++) {
      tooMany.file("photos", i + ".png", "image/png", PNG);
    }
    assertThat(String.valueOf(refused(tooMany)))
        .startsWith("[0.png (image/png, 4 bytes), 1.png (image/png, 4 bytes), ");
  }

  @Test
  void aRefusedUploadLeavesNoByte() {
    byte[] large = random(Album.LARGEST + 1);
    Form large1 = new Form().field("title", "x").file("cover", "c.png", "image/png", large);
    assertThat(form("album/create", large1).expect(400, "SHELF_ALBUM_INVALID_ATTR").msg())
        .contains("'cover'", "300000 bytes at the most");
    Form noImage = new Form().field("title", "x").file("cover", "c.txt", "text/plain", PNG);
    assertThat(form("album/create", noImage).expect(400, "SHELF_ALBUM_INVALID_ATTR").msg())
        .contains("'cover'");
    form("album/create", new Form().file("cover", "c.png", "image/png", PNG))
        .expect(400, "SHELF_ALBUM_MISSING_ATTR");
    Form badYear =
        new Form().field("title", "x").field("year", "x").file("cover", "c.png", "image/png", PNG);
    form("album/create", badYear).expect(400, "SHELF_ALBUM_INVALID_ATTR");
    Form noFile = new Form().field("title", "x").file("title", "c.png", "image/png", PNG);
    assertThat(form("album/create", noFile).expect(400, "CORE_REQ_INVALID_BODY").msg())
        .contains("'title' of album takes no file");
    Form tooMany = new Form().field("title", "x");
    for (int i = 0; i < 4; i++) {
      tooMany.file("photos", i + ".png", "image/png", PNG);
    }
    form("album/create", tooMany).expect(400, "SHELF_ALBUM_INVALID_ATTR");
    Form twice =
        new Form()
            .field("title", "x")
            .file("cover", "1.png", "image/png", PNG)
            .file("cover", "2.png", "image/png", PNG);
    form("album/create", twice).expect(400, "CORE_REQ_INVALID_BODY");
    byte[] cut = new Form().field("title", "x").file("cover", "1.png", "image/png", PNG).cut();
    assertThat(post("album/create", Form.type(), cut).expect(400, "CORE_REQ_INVALID_BODY").msg())
        .startsWith("The form is malformed");
    Map<String, String> anonymous = Map.of("Authorization", "Bearer f00000000000000000000012:x");
    post("album/create", anonymous, large).expect(403, "CORE_SESSION_INVALID_XAUTH");
    HttpResponse<byte[]> stranger = app.http("POST", "album/create", Form.type(), large1.end());
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(admin.call("album/read").total()).isZero();
    assertThat(stored(app)).isEmpty();
  }

  /** The rest is not waited for, let alone stored. */
  @Test
  void aFileThatIsTooLargeIsRefusedAsSoonAsThatIsSeen() throws IOException {
    byte[] begun =
        new Form()
            .field("title", "x")
            .file("cover", "c.png", "image/png", random(Album.LARGEST + 1))
            .cut();
    SocketClient.Session session = admin.session();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
      socket.setSoTimeout(20_000); // ms; a test that waits longer fails
      String head =
          """
          POST /album/create HTTP/1.1
          Host: localhost
          Content-Length: 1000000000
          Content-Type: %s
          Authorization: Bearer %s:%s

          """
              .formatted(Form.type().get("Content-Type"), session.id(), session.token());
      socket.getOutputStream().write(utf8(head.replace("\n", "\r\n")));
      socket.getOutputStream().write(begun);
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 400");
    }
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void namesOfFilesAreChecked() {
    for (String name : List.of("../c.png", "a/b.png", "a\\\\b.png", "..", "x".repeat(300))) {
      Form form = new Form().field("title", "x").file("cover", name, "image/png", PNG);
      Answer answer = form("album/create", form);
      assertThat(answer.code()).as(name).isEqualTo("CORE_REQ_INVALID_BODY");
    }
    assertThat(stored(app)).isEmpty();
  }

  @Test
  void aFormWithoutABoundaryOrWithNonsenseInItIsRefused() {
    post("album/create", Map.of("Content-Type", "multipart/form-data"), PNG)
        .expect(400, "CORE_REQ_INVALID_BODY");
    post("album/create", Form.type(), PNG).expect(400, "CORE_REQ_INVALID_BODY");
    post("album/create", Form.type(), utf8("--x\r\n\r\n")).expect(400, "CORE_REQ_INVALID_BODY");
  }

  @Test
  void theBytesOfOneFileAreTheBody() {
    byte[] scan = random(200_000);
    Map<String, String> type =
        Map.of(
            "Content-Type", "image/png", "Content-Disposition", "attachment; filename=\"s.png\"");
    String id = post("album/scan/Plan", type, scan).expect(200).id();
    assertThat(read(id)).containsEntry("title", "Plan");
    assertThat(read(id).get("cover")).asString().contains("s.png", "image/png", "200000");
    assertThat(stored(app)).hasSize(1);
    Answer look = post("album/look?name=a%20b.txt", Map.of("Content-Type", "text/plain"), PNG);
    assertThat(look.expect(200).args()).containsEntry("title", "a b.txt").containsEntry("year", 4L);
  }

  @Test
  void theBytesOfOneFileAreRefusedAsAnyOther() {
    Map<String, String> type = Map.of("Content-Type", "image/png");
    assertThat(post("album/scan/x", type, PNG).expect(400, "CORE_REQ_INVALID_BODY").msg())
        .contains("no name");
    assertThat(
            post("album/scan/x?name=a.png", type, random(Album.LARGEST + 1))
                .expect(400, "SHELF_ALBUM_INVALID_ATTR")
                .msg())
        .contains("300000 bytes at the most");
    assertThat(stored(app)).isEmpty();
  }
}
