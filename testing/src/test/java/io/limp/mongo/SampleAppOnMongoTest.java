package io.limp.mongo;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample app as a newcomer walks it, with its data in MongoDB. */
class SampleAppOnMongoTest {
  private static final Path LIMP = Path.of(System.getProperty("limp.home", ".."));

  private final TestMongo mongo = TestMongo.start();
  private TestApp app;

  @BeforeEach
  void start() {
    app =
        mongo.dropLater(
            TestApp.of()
                .modulesFolder(LIMP.resolve("modules"))
                .dataServer(mongo.address())
                .debugging()
                .start());
  }

  @AfterEach
  void stop() {
    app.close();
    mongo.close();
  }

  private static Map<String, Object> post(String title, String permalink) {
    return doc(
        "title",
        locales(title),
        "content",
        locales("text"),
        "permalink",
        permalink,
        "status",
        "published");
  }

  @Test
  void postsAreWrittenReadChangedAndDeleted() {
    try (TestClient admin = app.admin();
        TestClient visitor = app.client()) {
      assertThat(admin.call("user/read", query()).expect(200).total()).isEqualTo(2);
      String first = admin.call("blog/create", query(), post("One", "one")).expect(200).id();
      String second = admin.call("blog/create", query(), post("Two", "two")).expect(200).id();
      admin.call("blog/create", query(), post("Again", "one")).expect(400);

      assertThat(visitor.call("blog/read", query()).expect(200).each("_id"))
          .containsExactly(second, first);
      assertThat(
              visitor
                  .call("blog/read", query("permalink", val("two"), "$limit", 1))
                  .expect(200)
                  .each("permalink"))
          .containsExactly("two");

      admin.call("blog/update", byId(first), doc("status", "draft")).expect(200);
      assertThat(visitor.call("blog/read", query()).expect(200).each("_id"))
          .containsExactly(second);
      admin.call("blog/delete", byId(second)).expect(200);
      assertThat(visitor.call("blog/read", query()).expect(200).total()).isZero();
      assertThat(admin.call("blog/read", query("permalink", val("one"))).expect(200).total())
          .isEqualTo(1);
    }
  }

  @Test
  void linksAndHeadlinesShowWhatEverybodyMayRead() {
    try (TestClient admin = app.admin();
        TestClient visitor = app.client()) {
      admin.call("blog/create", query(), post("One", "one")).expect(200);
      String draft = admin.call("blog/create", query(), post("Two", "two")).expect(200).id();
      admin.call("blog/update", byId(draft), doc("status", "draft")).expect(200);

      assertThat(new String(app.get("blog/post/one").body(), UTF_8)).contains("One");
      assertThat(new String(app.get("blog/post/two").body(), UTF_8)).doesNotContain("Two");
      assertThat(visitor.call("headline/read").expect(200).docs())
          .singleElement(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("_id", "title", "permalink", "create_time", "diff")
          .containsEntry("permalink", "one");
    }
  }

  @Test
  void aPhotoIsKeptAndAllIsThereAfterARestart() {
    String id;
    try (TestClient admin = app.admin()) {
      Map<String, Object> photo =
          doc(
              "name",
              "p.png",
              "size",
              4,
              "type",
              "image/png",
              "lastModified",
              1_548_547_200_000L,
              "content",
              doc("0", 137, "1", 80, "2", 78, "3", 71));
      Map<String, Object> staff =
          doc(
              "photo",
              List.of(photo),
              "name",
              locales("Ada"),
              "jobtitle",
              locales("J"),
              "bio",
              locales("B"));
      id = admin.call("staff/create", query(), staff).expect(200).id();
    }
    app.restart();
    try (TestClient visitor = app.client()) {
      assertThat(visitor.call("staff/read", byId(id)).expect(200).doc())
          .containsEntry("name", locales("Ada"));
    }
    assertThat(app.get("staff/retrieve_file/" + id + "/p.png").body())
        .containsExactly(137, 80, 78, 71);
  }

  @Test
  void aLostPrivilegeIsLostForTheNextCall() {
    try (TestClient admin = app.admin();
        TestClient ada = app.user("ada", Map.of("blog", List.of("create", "read")))) {
      ada.call("blog/create", query(), post("One", "one")).expect(200);
      String user =
          admin.call("user/read", query("username", val("ada"))).expect(200).doc().get("_id") + "";
      admin.call("user/update", byId(user), doc("privileges", Map.of())).expect(200);
      ada.call("blog/create", query(), post("Two", "two")).expect(403);
    }
  }
}
