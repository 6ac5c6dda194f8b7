package io.limp.browser;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Draws the picture of the sandbox that the README shows, when it is asked for:
 *
 * <pre>{@code
 * mvn -q test -pl testing -am -Dtest=ReadmePicture -Dlimp.picture=true \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@EnabledIfSystemProperty(named = "limp.picture", matches = "true")
class ReadmePicture {
  private static final Path PICTURE = Sandbox.LIMP.resolve("docs/images/sandbox.png");
  private static final long LARGEST =
      300 << 10; // bytes; everybody who clones the repository has it

  @Test
  void signedInWithPosts() throws IOException {
    try (Browser browser = Browser.start();
        TestApp app = Sandbox.sampleApp().start()) {
      write(app);
      Page page = browser.open(app.home());
      page.resize(1280, 800);
      page.dark(false);
      Sandbox sandbox = new Sandbox(page);
      sandbox.awaitConnected();
      sandbox.signInAsAdmin();
      sandbox.read("user/read", "{}");
      sandbox.call("math/add", "{}", "{'a': 2, 'b': 3}");
      sandbox.read("blog_cat/read", "{}");
      sandbox.read("blog/read", "{'status': {'val': 'published'}, '$limit': 10}");
      page.click("#query-format");
      sandbox.showTable();
      // The port that readers know, in place of the one that was free.
      page.eval("document.querySelector('#address').value = 'ws://localhost:8081/ws'");
      page.eval("document.activeElement.blur()");
      page.screenshot(PICTURE);
    }
    assertThat(PICTURE).isNotEmptyFile();
    assertThat(Files.size(PICTURE)).isLessThan(LARGEST);
  }

  private static void write(TestApp app) {
    try (TestClient admin = app.admin()) {
      String news = cat(admin, "أخبار", "News");
      String guides = cat(admin, "أدلة", "Guides");
      post(admin, news, "مرحبا", "Hello", "The first post of many.", List.of("hello"));
      post(
          admin,
          guides,
          "وحدة في ملف",
          "A module is one class",
          "What it stores.",
          List.of("java"));
      post(
          admin,
          guides,
          "من يرى ماذا",
          "Who may see what",
          "Rules next to data.",
          List.of("rules"));
      post(admin, news, "حي", "Live queries", "What changes arrives.", List.of("live", "news"));
    }
  }

  private static String cat(TestClient admin, String arabic, String english) {
    return admin
        .call("blog_cat/create", query(), doc("title", in(arabic, english), "desc", in("", "")))
        .expect(200)
        .id();
  }

  private static void post(
      TestClient admin, String cat, String arabic, String english, String text, List<String> tags) {
    Map<String, ?> post =
        doc(
            "status",
            "published",
            "title",
            in(arabic, english),
            "permalink",
            english.toLowerCase(Locale.ROOT).replace(' ', '-'),
            "content",
            in(text, text),
            "tags",
            tags,
            "cat",
            cat);
    admin.call("blog/create", query(), post).expect(200);
  }

  private static Map<String, ?> in(String arabic, String english) {
    return doc("ar_AE", arabic, "en_AE", english);
  }
}
