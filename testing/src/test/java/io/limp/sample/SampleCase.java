package io.limp.sample;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The sample app, served, with an author of posts and an editor of comments. */
abstract class SampleCase {
  private static final Path MODULES = Path.of(System.getProperty("limp.home"), "modules");
  private static final Map<String, List<String>> EDITS =
      Map.of("comment", List.of("read", "update", "delete"), "report", List.of("read", "delete"));

  TestApp app;
  TestClient admin;
  TestClient author;
  TestClient visitor;

  /** The app, before it starts. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app = setup(TestApp.of().modulesFolder(MODULES).debugging()).start();
    admin = app.admin();
    author = app.user("author", Map.of("blog", List.of("create", "update")));
    visitor = app.client();
  }

  @AfterEach
  void stop() {
    List.of(admin, author, visitor).forEach(TestClient::close);
    app.close();
  }

  TestClient editor() {
    return app.user("editor", EDITS);
  }

  /** A post of the author; gives its id. */
  String post(@Nullable Object... more) {
    Map<String, @Nullable Object> post =
        doc("title", locales("A post"), "content", locales("text"), "status", "published");
    post.putAll(doc(more));
    return author.call("blog/create", query(), post).expect(200).id();
  }

  /** The id of a user who reads their own entry alone. */
  static String userId(TestClient client) {
    return client.call("user/read").expect(200).id();
  }

  static String comment(TestClient client, String post, String text) {
    return client.call("comment/create", query(), doc("post", post, "text", text)).expect(200).id();
  }
}
