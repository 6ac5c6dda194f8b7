package io.limp.browser;

import static io.limp.testing.TestApp.ADMIN_EMAIL;
import static io.limp.testing.TestApp.ADMIN_ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limp.testing.TestApp;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Quick Start, as a newcomer walks it. */
class SandboxWalkTest {
  @AutoClose private static Browser browser;

  @TempDir Path temp;
  @AutoClose private TestApp app;
  @AutoClose private Page page;
  private Sandbox sandbox;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @BeforeEach
  void open() {
    app = Sandbox.sampleApp().start();
    page = browser.open(app.home());
    sandbox = new Sandbox(page);
    sandbox.awaitConnected();
  }

  @Test
  void quickStart() throws Exception {
    sandbox.signInAsAdmin();
    assertThat(page.text("#session-detail")).contains(ADMIN_EMAIL);

    JsonNode everybody = sandbox.read("user/read", "{}");
    assertThat(everybody.path("args").path("total").asInt()).isEqualTo(2);
    assertThat(everybody.path("args").path("docs")).hasSize(2);
    JsonNode one = sandbox.read("user/read", "{'_id': {'val': '" + ADMIN_ID + "'}}");
    assertThat(one.path("args").path("docs")).hasSize(1);
    assertThat(one.path("args").path("docs").path(0).path("email").asText()).isEqualTo(ADMIN_EMAIL);

    String cat =
        sandbox.create(
            "blog_cat",
            """
            {'title': {'ar_AE': 'أخبار', 'en_AE': 'News'},
             'desc': {'ar_AE': 'كل جديد', 'en_AE': 'What is new'}}\
            """);
    String blog =
        sandbox.create(
            "blog",
            """
            {'status': 'published', 'title': {'ar_AE': 'مرحبا', 'en_AE': 'Hello'},
             'content': {'ar_AE': 'أول تدوينة', 'en_AE': 'The first post'},
             'tags': ['first'], 'cat': '%s'}\
            """
                .formatted(cat));
    JsonNode blogs = sandbox.read("blog/read", "{}").path("args").path("docs");
    assertThat(blogs).hasSize(1);
    assertThat(blogs.path(0).path("_id").asText()).isEqualTo(blog);
    assertThat(blogs.path(0).path("title").path("ar_AE").asText()).isEqualTo("مرحبا");
    assertThat(blogs.path(0).path("cat").path("title").path("en_AE").asText()).isEqualTo("News");

    Path photo = photo(temp.resolve("sunrise over sea.png"));
    String staff = createStaffWith(photo);
    seePhoto(staff, photo);

    sandbox.signOut();
    assertThat(sandbox.read("user/read", "{}").path("status").asInt()).isEqualTo(403);
    JsonNode refused = sandbox.call("blog_cat/create", "{}", "{'title': {'en_AE': 'No'}}");
    assertThat(refused.path("status").asInt()).isIn(400, 403);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void wrongPasswordIsToldInASentence() {
    sandbox.submitSignIn(ADMIN_EMAIL, "wrong");

    page.awaitVisible("#session-message");
    assertThat(page.text("#session-message"))
        .isEqualTo("This name and this password do not belong together. Check both.");
    assertThat(page.isVisible("#signed-in")).isFalse();
  }

  @Test
  void newUserSignsInWithThePasswordOfTheSkeleton() {
    sandbox.signInAsAdmin();
    sandbox.write("user/create", "{}", "{'email': 'layla@example.com'}");
    page.click("#doc-skeleton");
    JsonNode created = sandbox.send();
    assertThat(created.path("status").asInt()).as("%s", created).isEqualTo(200);
    sandbox.signOut();

    sandbox.submitSignIn("layla@example.com", "secret");

    page.awaitVisible("#signed-in");
    JsonNode herself = sandbox.read("user/read", "{}").path("args").path("docs");
    assertThat(herself).hasSize(1);
    assertThat(herself.path(0).path("email").asText()).isEqualTo("layla@example.com");
  }

  @Test
  void reloadKeepsTheSession() {
    sandbox.signInAsAdmin();

    page.reload();

    page.awaitVisible("#signed-in");
    assertThat(page.text("#session-detail")).contains(ADMIN_EMAIL);
    assertThat(sandbox.read("user/read", "{}").path("status").asInt()).isEqualTo(200);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void pageComesBackToARestartedServerAndIsStillSignedIn() {
    page.awaitHandshake();
    sandbox.signInAsAdmin();
    String cat =
        sandbox.create("blog_cat", "{'title': {'en_AE': 'Kept'}, 'desc': {'en_AE': 'Kept'}}");

    app.restart();

    assertThat(page.awaitHandshake()).as("the page's second connection").isEqualTo(101);
    page.awaitVisible("#signed-in");
    JsonNode kept = sandbox.read("blog_cat/read", "{'_id': {'val': '" + cat + "'}}");
    assertThat(kept.path("args").path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aPageThatBreaksThePolicyWouldBeNoticed() {
    page.eval(
        "document.head.append(Object.assign(document.createElement('style'), {innerText: 'a"
            + " {}'}))");

    page.eval("new Promise((done) => setTimeout(done, 0))"); // what is told is told by then
    assertThat(page.complaints()).singleElement().asString().contains("Content Security Policy");
  }

  private String createStaffWith(Path photo) {
    sandbox.write(
        "staff/create",
        "{}",
        """
        {'name': {'ar_AE': 'ليلى', 'en_AE': 'Layla'},
         'jobtitle': {'ar_AE': 'محررة', 'en_AE': 'Editor'},
         'bio': {'ar_AE': '-', 'en_AE': '-'}}\
        """);
    sandbox.chooseFile("photo", photo);
    JsonNode created = sandbox.send();
    assertThat(created.path("status").asInt()).as("%s", created).isEqualTo(200);
    return created.path("args").path("docs").path(0).path("_id").asText();
  }

  private void seePhoto(String staff, Path photo) throws IOException, InterruptedException {
    sandbox.read("staff/read", "{'_id': {'val': '" + staff + "'}}");
    sandbox.showTable();
    page.await("document.querySelector('[data-test=file-preview]')?.naturalWidth === 320");
    URI address =
        URI.create(page.eval("document.querySelector('[data-test=file-link]').href").asText());
    assertThat(address.getRawPath())
        .isEqualTo("/staff/retrieve_file/" + staff + "/sunrise%20over%20sea.png");

    try (Page alone = browser.open(address)) {
      alone.await(
          "document.images[0]?.naturalWidth === 320 && document.images[0].naturalHeight === 200");
    }

    HttpResponse<byte[]> got;
    try (HttpClient http = HttpClient.newHttpClient()) {
      got =
          http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(got.headers().firstValueAsLong("Content-Length")).hasValue(Files.size(photo));
    assertThat(got.body()).isEqualTo(Files.readAllBytes(photo));
  }

  private static Path photo(Path file) throws IOException {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 0, 200, Color.BLUE));
    graphics.fillRect(0, 0, 320, 200);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
