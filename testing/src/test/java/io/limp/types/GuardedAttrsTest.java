package io.limp.types;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is hidden never leaves the server; what is given once stays. */
class GuardedAttrsTest {
  private static final Map<String, Object> SCAN =
      doc("name", "scan.txt", "type", "text/plain", "content", "c2Nhbg==");

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

  @Test
  void noAnswerShowsWhatIsHidden() {
    String id = create("name", "ada", "score", 73_501, "note", "q7x", "scan", SCAN);
    client.call("member/update", byId(id), doc("score", 73_502, "name", "bob")).expect(200);
    List<Answer> answers = new ArrayList<>();
    answers.add(client.call("member/read", byId(id)).expect(200));
    answers.add(client.call("member/read", query("_id", val(id), "$diff", true)).expect(200));
    answers.add(client.call("member/read", query("$attrs", List.of("score", "note", "name"))));
    answers.add(
        client.call("member/create", query("$soft", true), doc("name", "c", "score", 73_503)));
    try (TestClient6 newer = app.client6()) {
      answers.add(newer.call("member/read", steps(doc("_id", id))).expect(200));
    }
    for (Answer answer : answers) {
      assertThat(answer.toString()).doesNotContain("score", "7350", "q7x", "\"note\"", "scan");
    }
    assertThat(app.get("member/retrieve_file/" + id + "/scan.txt").statusCode()).isEqualTo(404);
  }

  @Test
  void noQueryFindsSortsOrGroupsByIt() {
    create("name", "a", "score", 1, "note", "word");
    create("name", "b", "score", 2);
    try (TestClient6 newer = app.client6()) {
      for (Object condition : List.of(1, doc("$gt", 0), doc("$in", List.of(1, 2)))) {
        assertThat(newer.call("member/read", steps(doc("score", condition))).docs()).isEmpty();
      }
      newer
          .call("member/read", steps(doc("$group", List.of(doc("by", "score", "count", 2)))))
          .expect(400);
    }
    assertThat(client.call("member/read", query("score", val(1))).total())
        .as("level 1 leaves out of a read what it does not know")
        .isEqualTo(2);
    List<Object> up =
        client.call("member/read", query("$sort", doc("score", 1))).expect(200).each("name");
    List<Object> down =
        client.call("member/read", query("$sort", doc("score", -1))).expect(200).each("name");
    assertThat(up).isEqualTo(down);
    assertThat(client.call("member/read", query("$search", "word")).total()).isEqualTo(0);
    client.call("member/update", query("score", val(1)), doc("name", "x")).expect(400);
  }

  @Test
  void noRefusalQuotesIt() {
    for (Answer refused :
        List.of(
            client.call("member/create", query(), doc("note", "too long a note")),
            client.call("member/create", query(), doc("score", "many points")),
            client.call("member/create", query(), doc("pin", List.of("4711"))))) {
      refused.expect(400, "TYPES_MEMBER_INVALID_ATTR");
      assertThat(refused.args()).containsKeys("attr", "type").doesNotContainKey("value");
      assertThat(refused.toString()).doesNotContain("too long", "many", "4711");
    }
    String id = create("score", 5);
    client
        .call("member/update", byId(id), doc("score", doc("$add", 1)))
        .expect(400, "TYPES_MEMBER_INVALID_ATTR");
  }

  @Test
  void whatIsGivenOnceIsGivenByTheCreateOrWhileItIsMissing() {
    String id = create("passport", "P1");
    client
        .call("member/update", byId(id), doc("passport", "P2", "stars", 3))
        .expect(400, "TYPES_MEMBER_INVALID_ATTR");
    assertThat(client.call("member/read", byId(id)).doc())
        .containsEntry("passport", "P1")
        .containsEntry("stars", null);
    client.call("member/update", byId(id), doc("passport", "P1", "stars", 4)).expect(200);

    String later = create("name", "later");
    client.call("member/update", byId(later), doc("passport", "P3")).expect(200);
    client.call("member/update", byId(later), doc("passport", "P4")).expect(400);
    assertThat(client.call("member/read", byId(later)).doc()).containsEntry("passport", "P3");
  }

  @Test
  void noOperatorOrPathGoesAroundThat() {
    String id = create("passport", "P1", "roles", List.of("a"));
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            doc("passport", doc("$set", "P2")),
            doc("passport", doc("$unset", true)),
            doc("roles", doc("$append", "b")),
            doc("roles", List.of("a", "b")),
            doc("roles.0", "b"))) {
      client.call("member/update", byId(id), change).expect(400, "TYPES_MEMBER_INVALID_ATTR");
    }
    assertThat(client.call("member/read", byId(id)).doc())
        .containsEntry("passport", "P1")
        .containsEntry("roles", List.of("a"));
  }

  @Test
  void keepLiftsIt() {
    String id = create("born_in", "here");
    try (TestClient admin = app.admin()) {
      admin.call("member/update", byId(id), doc("born_in", "there")).expect(200);
    }
    assertThat(client.call("member/read", byId(id)).doc()).containsEntry("born_in", "there");
  }

  @Test
  void ofManyWhoGiveItAtOnceOneDoes() throws Exception {
    String id = create();
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      clients.add(app.client());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        TestClient each = clients.get(i);
        Map<String, @Nullable Object> mine = doc("passport", "P" + i);
        calls.add(() -> each.call("member/update", byId(id), mine));
      }
      int given = 0;
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        given += answer.get().status() == 200 ? 1 : 0;
      }
      assertThat(given).isEqualTo(1);
    } finally {
      clients.forEach(TestClient::close);
    }
  }
}
