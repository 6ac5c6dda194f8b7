package io.limp.files;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike6.Spike6;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire contract 2.6 and 2.7: files and their thumbnails over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FetchFilesContract {
  private TestApp app;
  private TestClient6 admin;
  private String staff = "";

  abstract TestApp start(TestApp.Setup setup);

  @BeforeAll
  void startApp() throws IOException {
    app = start(Spike6.setup());
    admin = app.admin6();
    staff =
        create(
            "photo",
            file("p.png", "image/png", picture("png", 40, 20)),
            "docs",
            List.of(
                file("a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)),
                file("big.jpg", "image/jpeg", picture("jpeg", 900, 600)),
                file("anim.gif", "image/gif", picture("gif", 30, 30)),
                file("fake.png", "image/png", "hello".getBytes(StandardCharsets.UTF_8)),
                file("new.webp", "image/webp", "RIFF____WEBPVP8 ".getBytes(StandardCharsets.UTF_8)),
                file("bomb.png", "image/png", bomb()),
                file("evil.svg", "image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8)),
                file("ü 漢\"'%2F;.txt", "text/plain", new byte[] {1})));
  }

  @AfterAll
  void stopApp() {
    admin.close();
    app.close();
  }

  private String create(Object... attrs) {
    Map<String, @Nullable Object> staff = doc(attrs);
    staff.put("name", locales("N"));
    return admin.call("staff/create", steps(), staff).expect(200).id();
  }

  private static Map<String, @Nullable Object> file(String name, String type, byte[] content) {
    return doc(
        "name",
        name,
        "type",
        type,
        "lastModified",
        1_577_836_800_000L,
        "content",
        Base64.getEncoder().encodeToString(content));
  }

  private static byte[] picture(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Says that it has 60000 x 60000 pixels. */
  private static byte[] bomb() throws IOException {
    byte[] png = picture("png", 10, 10);
    png[18] = (byte) 0xea;
    png[19] = 0x60;
    png[22] = (byte) 0xea;
    png[23] = 0x60;
    return png;
  }

  private HttpResponse<byte[]> fetch(String rest) {
    return app.get("staff/retrieve_file/" + staff + "/" + rest);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static BufferedImage image(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  @Test
  void aFileComesByItsAttributeAndNameWithWhatACacheNeeds() throws IOException {
    HttpResponse<byte[]> answer = fetch("photo/p.png");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(picture("png", 40, 20));
    assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
    assertThat(header(answer, "lastModified")).isEqualTo("1577836800000");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000");
    assertThat(header(answer, "Expires")).isNotEmpty();
    assertThat(text(fetch("docs/a.txt"))).isEqualTo("hello");
    assertThat(text(fetch("a.txt"))).as("as level 1 asks").isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo/x.png",
        "docs/p.png",
        "nosuch/p.png",
        "docs.0/a.txt",
        "name/p.png",
        "_id/p.png",
        "user/p.png",
        "photo/2x2/x.png",
        "nosuch/2x2/p.png"
      })
  void whatIsNotThereIsNotFound(String rest) {
    HttpResponse<byte[]> answer = fetch(rest);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Wire.object(text(answer))).isEqualTo(doc("status", 404L, "msg", "404 NOT FOUND"));
  }

  @Test
  void anUnknownOrMalformedIdIsRefused() {
    HttpResponse<byte[]> unknown =
        app.get("staff/retrieve_file/5c4b0f0f0f0f0f0f0f0f0f0f/photo/p.png");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(text(unknown)).contains("SPIKE_STAFF_NOT_FOUND").contains("File not found.");
    HttpResponse<byte[]> malformed = app.get("staff/retrieve_file/zzz/photo/2x2/p.png");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(text(malformed)).contains("SPIKE_STAFF_CONVERT_INVALID_ATTR");
  }

  @Test
  void aNameMayHaveWhateverANameHas() {
    String name = "ü 漢\"'%2F;.txt";
    HttpResponse<byte[]> answer =
        fetch("docs/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    assertThat(answer.body()).containsExactly(1);
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo(
            "inline; filename=\"_ __'_2F;.txt\";"
                + " filename*=UTF-8''%C3%BC%20%E6%BC%A2%22%27%252F%3B.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "photo/10x10/p.png, 10, 5, image/png",
    "photo/4096x1/p.png, 2, 1, image/png",
    "photo/40x20/p.png, 40, 20, image/png",
    "photo/4096x4096/p.png, 40, 20, image/png",
    "docs/90x90/big.jpg, 90, 60, image/jpeg",
    "docs/9x9/anim.gif, 9, 9, image/gif",
  })
  void aThumbnailKeepsProportionsAndFormatAndIsNotEnlarged(
      String rest, int width, int height, String type) throws IOException {
    HttpResponse<byte[]> answer = fetch(rest);
    BufferedImage image = image(answer);
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "lastModified")).isEqualTo("1577836800000");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000");
    assertThat(fetch(rest).body()).as("from the cache").isEqualTo(answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "axb",
        "0x2",
        "2x0",
        "2x",
        "x2",
        "2",
        "2x2x2",
        "-1x2",
        "2.5x2",
        "4097x1",
        "1x4097",
        "99999999999999999999x1",
        "2X2",
        "٢x٢",
        "02x2"
      })
  void whatIsNoSizeIsRefused(String box) {
    HttpResponse<byte[]> answer =
        fetch("photo/" + URLEncoder.encode(box, StandardCharsets.UTF_8) + "/p.png");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("SPIKE_STAFF_INVALID_ATTR");
  }

  @ParameterizedTest
  @CsvSource({
    "docs/2x2/a.txt,",
    "docs/2x2/fake.png, neither a PNG nor a JPEG nor a GIF",
    "docs/2x2/new.webp, neither a PNG nor a JPEG nor a GIF",
    "docs/2x2/evil.svg, neither a PNG nor a JPEG nor a GIF",
    "docs/2x2/bomb.png, 60000 x 60000 pixels",
  })
  void whatIsNoPictureHasNoThumbnail(String rest, @Nullable String why) {
    HttpResponse<byte[]> answer = fetch(rest);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer))
        .contains("SPIKE_STAFF_NOT_IMAGE")
        .contains("File is not of type image to create thumbnail for")
        .contains(why == null ? "" : why);
  }

  @Test
  void aThumbnailThatTheClientHasIsNotSentAgain() {
    HttpResponse<byte[]> answer = fetch("photo/8x8/p.png");
    HttpResponse<byte[]> again =
        app.http(
            "GET",
            "staff/retrieve_file/" + staff + "/photo/8x8/p.png",
            Map.of("If-None-Match", header(answer, "ETag")));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(fetch("photo/9x9/p.png"), "ETag")).isNotEqualTo(header(answer, "ETag"));
    assertThat(header(fetch("photo/p.png"), "ETag")).isNotEqualTo(header(answer, "ETag"));
  }

  @Test
  void manyWhoAskAtATimeGetTheSame() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<byte[]>>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int side = 100 + i % 4;
        calls.add(() -> fetch("docs/" + side + "x" + side + "/big.jpg"));
      }
      Set<Integer> widths = new HashSet<>();
      for (Future<HttpResponse<byte[]>> each : clients.invokeAll(calls)) {
        widths.add(image(each.get()).getWidth());
      }
      assertThat(widths).containsExactlyInAnyOrder(100, 101, 102, 103);
    }
  }

  @Test
  void aPictureThatMightRunAScriptIsADownload() {
    HttpResponse<byte[]> answer = fetch("docs/evil.svg");
    assertThat(header(answer, "Content-Disposition")).startsWith("attachment;");
    assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void onlyGetFetches() {
    for (String method : List.of("POST", "HEAD", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<byte[]> answer =
          app.http(method, "staff/retrieve_file/" + staff + "/photo/p.png", Map.of());
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(header(answer, "Allow")).isEqualTo("GET");
    }
  }

  @Test
  void aDeletedDocumentsFilesAreNotFound() throws IOException {
    String gone = create("photo", file("g.png", "image/png", picture("png", 5, 5)));
    assertThat(app.get("staff/retrieve_file/" + gone + "/photo/2x2/g.png").statusCode())
        .isEqualTo(200);
    admin.call("staff/delete", steps(doc("_id", gone))).expect(200);
    assertThat(app.get("staff/retrieve_file/" + gone + "/photo/2x2/g.png").statusCode())
        .isEqualTo(400);
  }
}
