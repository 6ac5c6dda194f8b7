package io.limp.mongo;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.quickstart.Daemon;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample app moves from SQLite to MongoDB and back to another SQLite, as the guide says, and
 * its clients notice nothing.
 */
class MovedAppTest {
  private static final Path MODULES =
      Path.of(System.getProperty("limp.home", "..")).resolve("modules").toAbsolutePath();

  @TempDir private Path folder;
  private final TestMongo mongo = TestMongo.start();

  @AfterEach
  void stop() {
    mongo.close();
  }

  private Daemon start(String server) {
    return Daemon.start(server, MODULES, Map.of(), "--data-name", name());
  }

  private String name() {
    return mongo.dropLater("limp_moved_" + folder.getFileName());
  }

  private void move(String from, String to, Path moving) {
    for (List<String> command : List.of(List.of("export", from), List.of("import", to))) {
      Daemon.Ended ended =
          Daemon.runToItsEnd(
              command.getLast(),
              MODULES,
              Map.of(),
              "--data-name",
              name(),
              command.getFirst(),
              moving.toString());
      assertThat(ended.code()).describedAs(ended.output()).isZero();
    }
  }

  @Test
  void clientsNoticeNothing() throws Exception {
    String first = "sqlite:" + folder.resolve("first");
    String last = "sqlite:" + folder.resolve("last");
    String staff;
    Map<String, Object> before;
    MovedHistory history = new MovedHistory();
    try (Daemon limpd = start(first)) {
      staff = fill(limpd);
      history.make(limpd);
      before = seen(limpd, staff);
      before.putAll(history.seen(limpd));
    }
    move(first, mongo.address(), folder.resolve("out"));
    try (Daemon limpd = start(mongo.address())) {
      Map<String, Object> now = seen(limpd, staff);
      now.putAll(history.seen(limpd));
      assertThat(now).isEqualTo(before);
      history.takeBack(limpd);
      before = seen(limpd, staff);
      before.putAll(history.seen(limpd));
    }
    move(mongo.address(), last, folder.resolve("back"));
    try (Daemon limpd = start(last)) {
      Map<String, Object> now = seen(limpd, staff);
      now.putAll(history.seen(limpd));
      assertThat(now).isEqualTo(before);
      history.takeBack(limpd);
    }
  }

  private static TestClient admin(Daemon limpd) {
    return TestClient.connect(limpd.websocket())
        .signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
  }

  /** A little of everything; gives the id of the one with the photo. */
  private static String fill(Daemon limpd) {
    try (TestClient admin = admin(limpd)) {
      admin.call("user/create", query(), TestApp.userDoc("ada")).expect(200);
      admin
          .call("setting/create", query(), doc("var", "limits", "val", limits(), "type", "global"))
          .expect(200);
      String post = admin.call("blog/create", query(), post("one")).expect(200).id();
      admin.call("blog/create", query(), post("two")).expect(200);
      admin.call("blog/update", byId(post), doc("status", "draft")).expect(200);
      String gone = admin.call("blog/create", query(), post("three")).expect(200).id();
      admin.call("blog/delete", byId(gone)).expect(200);
      return admin.call("staff/create", query(), staff()).expect(200).id();
    }
  }

  private static Map<String, @Nullable Object> limits() {
    return doc("most", 9_007_199_254_740_993L, "part", 0.25, "none", null, "list", List.of(1, "x"));
  }

  private static Map<String, @Nullable Object> post(String permalink) {
    return doc(
        "title",
        doc("ar_AE", "مرحبا", "en_AE", permalink),
        "content",
        locales("text"),
        "permalink",
        permalink,
        "status",
        "published");
  }

  private static Map<String, @Nullable Object> staff() {
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
    return doc(
        "photo",
        List.of(photo),
        "name",
        locales("Ada"),
        "jobtitle",
        locales("J"),
        "bio",
        locales("B"));
  }

  /** What clients get to see, times, ids and histories included. */
  private static Map<String, Object> seen(Daemon limpd, String staff) throws Exception {
    Map<String, Object> seen = new LinkedHashMap<>();
    try (TestClient admin = admin(limpd);
        TestClient ada = TestClient.connect(limpd.websocket())) {
      for (String module : List.of("user", "group", "setting", "blog", "blog_cat", "staff")) {
        var docs = admin.call(module + "/read", query("$extn", false)).expect(200).docs();
        seen.put(module, docs);
      }
      assertThat(
              admin.call("setting/read", query("var", val("limits"))).expect(200).doc().get("val"))
          .isEqualTo(doc("most", 9_007_199_254_740_993L, "part", 0.25, "none", null, "list", ab()));
      Answer posts = ada.call("blog/read", query()).expect(200);
      assertThat(posts.each("permalink")).containsExactly("two");
      ada.signIn("ada@example.com", TestApp.PASSWORD);
      admin.call("blog/create", query(), post("one")).expect(400);
    }
    HttpResponse<byte[]> photo =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(limpd.http("staff/retrieve_file/" + staff + "/p.png"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(photo.body()).containsExactly(137, 80, 78, 71);
    return seen;
  }

  private static List<Object> ab() {
    return new ArrayList<>(List.of(1L, "x"));
  }
}
