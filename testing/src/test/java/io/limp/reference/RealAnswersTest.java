package io.limp.reference;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.sdk.ReferenceFiles;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sample app really hears and answers is what its reference says. */
class RealAnswersTest {
  private static final Path HOME = Path.of(System.getProperty("limp.home"));
  private static final List<String> READABLE =
      List.of(
          "user",
          "group",
          "session",
          "setting",
          "notification",
          "outbox",
          "job",
          "job_run",
          "album",
          "blog",
          "blog_cat",
          "comment",
          "handout",
          "report",
          "staff");

  private TestApp app;
  private Validity level1;
  private Validity newer;

  /** The app, before it starts. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start(@TempDir Path cache) {
    app = setup(TestApp.of().modulesFolder(HOME.resolve("modules"))).start();
    Map<String, String> files = References.sampleApp(cache);
    level1 = schemas(files, ReferenceFiles.SCHEMA_1);
    newer = schemas(files, ReferenceFiles.SCHEMA);
  }

  private static Validity schemas(Map<String, String> files, String name) {
    return new Validity(Objects.requireNonNull(files.get(name), name), "#/$defs/");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void everyModuleAnswersAtLevel1AsItsSchemaSays() {
    Level1 admin = new Level1(app.admin());
    writeAll(admin, "v1", query(), id -> byId(id));

    READABLE.forEach(module -> admin.call(module + "/read", query(), doc()).expect(200));
    admin.call("blog/read", query("$attrs", List.of("title"), "$ver", true), doc()).expect(200);
    admin.call("blog/read", query("$extn", false, "$limit", 1), doc()).expect(200);
  }

  @Test
  void everyModuleAnswersAtLevel6AndLevel7AsItsSchemaSays() {
    for (long level : List.of(6L, 7L)) {
      TestClient6 client = app.unverified6(Map.of());
      client.verify(doc("level", level)).expect(200);
      Level6 admin = new Level6(client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD));
      writeAll(admin, "v" + level, steps(), id -> steps(doc("_id", id)));

      READABLE.stream()
          .filter(module -> !module.equals("setting"))
          .forEach(module -> admin.call(module + "/read", steps(), doc()).expect(200));
      admin
          .call("setting/read", steps(doc("var", "v" + level, "type", "global")), doc())
          .expect(200);
      admin.call("blog/read", steps(doc("$attrs", List.of("title"), "$ver", true)), doc());
      admin.call("blog/read", steps(doc("$extn", false), doc("$limit", 1)), doc()).expect(200);
    }
  }

  @Test
  void signingInAndOutIsAnsweredAsTheSchemasSay() {
    String email = TestApp.ADMIN_EMAIL;
    TestClient old = app.client();
    assertThat(
            level1.errors(
                "session.auth.answer",
                Wire.write(old.authenticate("email", email, TestApp.ADMIN_PASSWORD).frame())))
        .isEmpty();
    assertThat(level1.errors("session.signout.answer", Wire.write(old.signOut().frame())))
        .isEmpty();
    TestClient6 client = app.client6();
    Answer signedIn = client.authenticate("email", email, TestApp.ADMIN_PASSWORD);
    assertThat(newer.errors("session.auth.answer", Wire.write(signedIn.frame()))).isEmpty();
    client.adopt(signedIn);
    assertThat(newer.errors("session.signout.answer", Wire.write(client.signOut().frame())))
        .isEmpty();
  }

  @Test
  void refusalsAreThoseThatTheReferenceKnows() {
    Level1 visitor = new Level1(app.client());
    Level6 newVisitor = new Level6(app.client6());
    Level1 admin = new Level1(app.admin());
    Level6 newAdmin = new Level6(app.admin6());

    assertThat(visitor.refused("blog/create", query(), doc("title", locales("a"))))
        .isEqualTo("CORE_SESSION_FORBIDDEN");
    assertThat(newVisitor.refused("blog/create", steps(), doc("title", locales("a"))))
        .isEqualTo("CORE_SESSION_FORBIDDEN");
    assertThat(admin.refused("blog/create", query(), doc("title", locales("a"))))
        .isEqualTo("SAMPLE_APP_blog_MISSING_ATTR");
    assertThat(newAdmin.refused("blog/create", steps(), doc("title", 5)))
        .isEqualTo("SAMPLE_APP_BLOG_INVALID_ATTR");
    assertThat(newAdmin.refused("blog/update", steps(), doc()))
        .isEqualTo("SAMPLE_APP_BLOG_INVALID_QUERY");
    assertThat(admin.refused("blog/update", query(), doc()))
        .isEqualTo("BASE_MODULE_MODULE_MISSING_ATTR");
    assertThat(admin.refused("math/add", query(), doc("a", Long.MAX_VALUE, "b", 1)))
        .isEqualTo("SAMPLE_APP_MATH_TOO_LARGE");
  }

  /** What a query by an id is at a level. */
  private interface ById {
    Object of(String id);
  }

  private static void writeAll(Caller admin, String setting, Object nothing, ById byId) {
    Map<String, @Nullable Object> texts = doc("title", locales("t"), "desc", locales("d"));
    String cat = admin.call("blog_cat/create", nothing, texts).expect(200).id();
    String blog =
        admin
            .call(
                "blog/create",
                nothing,
                doc(
                    "title",
                    locales("t"),
                    "content",
                    locales("c"),
                    "cat",
                    cat,
                    "tags",
                    List.of("x")))
            .expect(200)
            .id();
    admin.call("blog/update", byId.of(blog), doc("status", "published")).expect(200);
    admin.call("blog/update", byId.of(blog), doc("tags", doc("$append", "y"))).expect(200);
    admin.call("blog/update", byId.of(blog), doc()).expect(200);
    String comment =
        admin.call("comment/create", nothing, doc("post", blog, "text", "c")).expect(200).id();
    admin.call("comment/update", byId.of(comment), doc("held", false)).expect(200);
    admin
        .call("report/create", nothing, doc("kind", "comment", "about", comment, "text", "r"))
        .expect(200);
    admin.call("report/count", nothing, doc()).expect(200);
    admin.call("handout/create", nothing, doc("title", locales("h"), "copies", 2)).expect(200);
    admin
        .call(
            "staff/create",
            nothing,
            doc("name", locales("n"), "jobtitle", locales("j"), "bio", locales("b")))
        .expect(200);
    Map<String, @Nullable Object> photo =
        doc("name", "a.png", "type", "image/png", "content", "SGk=");
    String album =
        admin
            .call(
                "album/create",
                nothing,
                doc("title", locales("t"), "desc", locales("d"), "photos", List.of(photo)))
            .expect(200)
            .id();
    admin.call("album/delete", byId.of(album), doc()).expect(200);
    admin.call("math/add", nothing, doc("a", 1, "b", 2)).expect(200);
    admin
        .call("setting/create", nothing, doc("var", setting, "val", 1, "type", "global"))
        .expect(200);
  }

  /** Calls, and holds what goes and what comes against the schemas. */
  private abstract static class Caller {
    private final Validity schemas;

    Caller(Validity schemas) {
      this.schemas = schemas;
    }

    abstract Answer answer(String endpoint, Object query, Map<String, @Nullable Object> doc);

    Answer call(String endpoint, Object query, Map<String, @Nullable Object> doc) {
      String method = endpoint.replace('/', '.');
      assertValid(method + ".query", query);
      assertValid(method + ".doc", doc);
      Answer answer = answer(endpoint, query, doc);
      assertValid(method + (answer.status() == 200 ? ".answer" : ".refusal"), answer.frame());
      return answer;
    }

    /** The code of the refusal, which the schema names. */
    String refused(String endpoint, Object query, Map<String, @Nullable Object> doc) {
      Answer answer = answer(endpoint, query, doc);
      String schema = endpoint.replace('/', '.') + ".refusal";
      assertValid(schema, answer.frame());
      assertThat(schemas.text(schema)).contains('"' + answer.code() + '"');
      return answer.code();
    }

    private void assertValid(String schema, Object value) {
      String json = Wire.write(value);
      assertThat(schemas.errors(schema, json)).as(schema + " of " + json).isEmpty();
    }
  }

  private final class Level1 extends Caller {
    private final TestClient client;

    Level1(TestClient client) {
      super(level1);
      this.client = client;
    }

    @Override
    Answer answer(String endpoint, Object query, Map<String, @Nullable Object> doc) {
      return client.call(endpoint, Wire.object(query, endpoint), doc);
    }
  }

  private final class Level6 extends Caller {
    private final TestClient6 client;

    Level6(TestClient6 client) {
      super(newer);
      this.client = client;
    }

    @Override
    Answer answer(String endpoint, Object query, Map<String, @Nullable Object> doc) {
      return client.call(endpoint, query, doc);
    }
  }
}
