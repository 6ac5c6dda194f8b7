package io.limp.types;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What has parts is kept, asked for and changed part by part, and each part stays what it must be.
 */
class NestedValuesTest {
  private static final String AGENT = "5c4b0f0f0f0f0f0f0f0f0f0f";

  private TestApp app;
  private TestClient client;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app = setup(TestApp.of("types", new Member())).start();
    client = app.client();
  }

  @AfterEach
  void stop() {
    client.close();
    app.close();
  }

  private String create(Object... attrs) {
    return client.call("member/create", query(), doc(attrs)).expect(200).id();
  }

  private Map<String, Object> read(String id) {
    return client.call("member/read", byId(id)).expect(200).doc();
  }

  private Answer update(String id, Object... changes) {
    return client.call("member/update", byId(id), doc(changes));
  }

  private static Map<String, Object> plan(String text) {
    return doc("name", text + ".txt", "type", "text/plain", "content", text + "=");
  }

  @Test
  void moduleCodeReadsAPartAsItsType() {
    String id =
        create(
            "home",
            doc("city", "Dubai", "agent", AGENT),
            "agents",
            doc("main", TestApp.ADMIN_ID),
            "score",
            7,
            "sizes",
            doc("width", 3));
    assertThat(client.call("member/tell", byId(id)).expect(200).args())
        .containsEntry("told", "Dubai " + AGENT + " " + TestApp.ADMIN_ID + " 7 3");
  }

  @Test
  void aPartIsAskedFor() {
    String id =
        create(
            "name", "a",
            "home", doc("city", "Dubai", "zip", 12, "agent", AGENT),
            "visits", List.of(doc("city", "Cairo", "agent", AGENT, "plan", plan("abc"))),
            "sizes", doc("width", 3));
    create("name", "b", "home", doc("city", "Cairo", "zip", 5));
    try (TestClient6 newer = app.client6()) {
      for (Map<String, Object> step :
          List.<Map<String, Object>>of(
              doc("home.city", "Dubai"),
              doc("home.agent", AGENT),
              doc("home.zip", doc("$gt", 10)),
              doc("sizes.width", 3),
              doc("visits.city", "Cairo"),
              doc("visits.agent", AGENT))) {
        assertThat(newer.call("member/read", steps(step)).expect(200).each("_id"))
            .as(step.toString())
            .containsExactly(id);
      }
      for (Map<String, Object> step :
          List.<Map<String, Object>>of(
              doc("home.nosuch", "Dubai"),
              doc("home.city.x", "Dubai"),
              doc("home.plan.hash", "x"))) {
        assertThat(newer.call("member/read", steps(step)).expect(200).docs()).isEmpty();
      }
    }
  }

  @Test
  void aPartIsChangedAlone() {
    String id = create("home", doc("city", "Dubai", "zip", 1), "sizes", doc("width", 3));
    update(id, "home.zip", 99_999, "sizes.height", 4).expect(200);
    update(id, "home.agent", AGENT).expect(200);
    update(id, "sizes.width", doc("$add", 2)).expect(200);
    assertThat(read(id))
        .containsEntry("home", doc("city", "Dubai", "zip", 99_999L, "agent", AGENT))
        .containsEntry("sizes", doc("width", 5L, "height", 4L));
    update(id, "home.zip", doc("$unset", true)).expect(200);
    assertThat(read(id)).containsEntry("home", doc("city", "Dubai", "agent", AGENT));
  }

  @Test
  void noChangeMakesAValueThatACreateWouldNot() {
    String id =
        create(
            "stars", 4,
            "tags", List.of("a", "b"),
            "sizes", doc("width", 1, "b", 2, "c", 3),
            "home", doc("city", "Dubai", "zip", 99_998));
    String bare = create("name", "bare");
    Map<String, Object> before = read(id);
    Map<String, Object> bareBefore = read(bare);
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            doc("stars", doc("$add", 2)),
            doc("stars", doc("$multiply", -1)),
            doc("stars", doc("$set", 6)),
            doc("tags", doc("$append", List.of("c", "d"))),
            doc("tags", doc("$append", "long")),
            doc("tags", doc("$remove", List.of("a", "b"))),
            doc("tags", doc("$set_index", "long", "$index", 0)),
            doc("sizes.d", 4),
            doc("sizes.width", doc("$unset", true)),
            doc("sizes.width", doc("$add", -2)),
            doc("sizes.b", -1),
            doc("home.zip", doc("$add", 2)),
            doc("home.city", doc("$unset", true)),
            doc("home.city", 5),
            doc("home.nosuch", 1),
            doc("home.city.x", 1))) {
      client.call("member/update", byId(id), change).expect(400, "TYPES_MEMBER_INVALID_ATTR");
    }
    assertThat(read(id)).isEqualTo(before);
    update(bare, "home.zip", 5).expect(400, "TYPES_MEMBER_INVALID_ATTR");
    update(bare, "sizes.height", 5).expect(400, "TYPES_MEMBER_INVALID_ATTR");
    assertThat(read(bare)).isEqualTo(bareBefore);
    update(bare, "home.city", "Cairo").expect(200);
    assertThat(read(bare)).containsEntry("home", doc("city", "Cairo"));
  }

  @Test
  void aFileInsideIsStoredAndServed() {
    String id =
        create(
            "home", doc("city", "Dubai", "plan", plan("abc")),
            "visits", List.of(doc("city", "a", "agent", AGENT, "plan", plan("def"))));
    Map<String, Object> shown =
        doc("name", "abc.txt", "size", 2L, "type", "text/plain", "lastModified", 0L);
    assertThat(read(id)).containsEntry("home", doc("city", "Dubai", "plan", shown));
    assertThat(read(id).toString()).doesNotContain("hash");
    for (String name : List.of("abc", "def")) {
      assertThat(app.get("member/retrieve_file/" + id + "/" + name + ".txt").body())
          .isEqualTo(java.util.Base64.getDecoder().decode(name + "="));
    }
    update(id, "home.plan", plan("ghi")).expect(200);
    assertThat(app.get("member/retrieve_file/" + id + "/ghi.txt").statusCode()).isEqualTo(200);
    assertThat(
            new String(
                app.get("member/retrieve_file/" + id + "/abc.txt").body(), StandardCharsets.UTF_8))
        .doesNotContain("abc");
  }
}
