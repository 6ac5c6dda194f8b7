package io.limp.permits;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.oper;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The attributes that a permit shows are all that there is; those that it accepts may be set. */
class FieldListsTest {
  private static final String CODE = "STAFF_WORKER_FORBIDDEN_ATTR";

  private TestApp app;
  private TestClient admin;
  private TestClient joe;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app = setup(TestApp.of("staff", new Worker(), new Team())).start();
    admin = app.admin();
    joe = app.user("joe");
  }

  @AfterEach
  void stop() {
    joe.close();
    admin.close();
    app.close();
  }

  private static Map<String, Object> file(String name) {
    return doc("name", name, "type", "text/plain", "content", "c2Nhbg==");
  }

  private String hire(String name, int salary) {
    return admin
        .call("worker/create", query(), doc("name", name, "salary", salary, "remark", "zealous"))
        .expect(200)
        .id();
  }

  private static void assertForbidden(Answer answer, String attr, String sentence) {
    answer.expect(403, CODE);
    assertThat(answer.args()).containsEntry("attr", attr);
    assertThat(answer.msg()).isEqualTo(sentence);
  }

  @Test
  void aReadShowsWhatThePermitShows() {
    String id = hire("ada", 100);

    assertThat(admin.call("worker/read", byId(id)).doc())
        .containsEntry("salary", 100L)
        .containsEntry("remark", "zealous");
    assertThat(joe.call("worker/read", byId(id)).doc())
        .containsOnlyKeys("_id", "user", "name", "boss", "photo", "diff");
    try (TestClient guest = app.user("guest", Map.of("worker", List.of("meet")))) {
      hire("bob", 50);
      assertThat(guest.call("worker/read").doc()).containsOnlyKeys("_id", "name", "diff");
    }
    try (TestClient6 newer = app.client6().signIn("joe@example.com", TestApp.PASSWORD)) {
      assertThat(newer.call("worker/read", steps(doc("_id", id))).expect(200).doc())
          .containsOnlyKeys("_id", "user", "name", "boss", "photo");
    }
  }

  @Test
  void theHistoryTellsOfWhatIsShownAlone() {
    String id = hire("ada", 100);
    admin.call("worker/update", byId(id), doc("salary", 200)).expect(200);
    admin.call("worker/update", byId(id), doc("salary", 300, "name", "Ada")).expect(200);

    Answer seen = joe.call("worker/read", query("_id", val(id), "$diff", true)).expect(200);

    assertThat(seen.toString()).doesNotContain("salary");
    assertThat((List<?>) seen.doc().get("diff"))
        .as("that something else has changed is not told either")
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("vars", doc("name", "ada"));
    assertThat((List<?>) admin.call("worker/read", byId(id)).doc().get("diff")).hasSize(2);
  }

  @Test
  void expandedDocumentsShowNoMoreThanTheCallerMayReadOfThem() {
    String ada = hire("ada", 7350);
    String bob = hire("bob", 7351);
    admin.call("worker/update", byId(bob), doc("boss", ada)).expect(200);
    admin.call("team/create", query(), doc("leader", ada, "deputy", bob)).expect(200);

    assertThat(admin.call("team/read").toString()).contains("7350", "7351");
    assertThat(joe.call("team/read").toString()).contains("ada", "bob").doesNotContain("735");
    assertThat(joe.call("worker/read", byId(bob)).toString())
        .contains("ada")
        .doesNotContain("735", "zealous");
    try (TestClient visitor = app.client()) {
      visitor.call("worker/read").expect(403);
      assertThat(visitor.call("team/read").toString())
          .as("who may not read workers at all sees what every reader sees")
          .doesNotContain("735", "zealous", "ada");
    }
  }

  @Test
  void nothingInAQueryAsksForWhatIsNotShown() {
    hire("ada", 100);
    String sentence = "You may not ask for 'salary'.";
    for (Map<String, Object> query :
        List.of(
            query("salary", val(100)),
            query("salary", oper("$gt", 50)),
            query("__OR:salary", val(1), "__OR:name", val("ada")),
            query("$sort", doc("salary", 1)),
            query("$group", List.of(doc("by", "salary"))),
            query("$group", List.of(doc("by", "name", "sum", List.of("salary")))),
            query("$attrs", List.of("name", "salary")),
            query("$extn", List.of("salary")))) {
      assertForbidden(joe.call("worker/read", query), "salary", sentence);
      admin.call("worker/read", query).expect(200);
    }
    assertForbidden(
        joe.call("worker/read", query("contract.name", val("x"))),
        "contract",
        "You may not ask for 'contract'.");
    assertForbidden(
        joe.call("worker/read", query("boss.salary", val(1))),
        "boss.salary",
        "You may not ask for 'boss.salary'.");
    try (TestClient6 newer = app.client6().signIn("joe@example.com", TestApp.PASSWORD)) {
      for (Object step :
          List.of(
              doc("salary", doc("$gt", 1)),
              doc("__or", List.of(doc("salary", 1), doc("name", "x"))),
              List.of(doc("name", "x"), doc("salary", doc("$in", List.of(1, 2)))))) {
        assertForbidden(newer.call("worker/read", steps(step)), "salary", sentence);
      }
    }
  }

  @Test
  void anotherModulesQueryIsHeldToItToo() {
    String ada = hire("ada", 100);
    admin.call("team/create", query(), doc("leader", ada)).expect(200);
    Map<String, Object> query = query("leader.salary", oper("$gt", 50));

    joe.call("team/read", query).expect(403, "STAFF_TEAM_FORBIDDEN_ATTR");
    assertThat(admin.call("team/read", query).total()).isEqualTo(1);
    assertThat(joe.call("team/read", query("leader.name", val("ada"))).total()).isEqualTo(1);
  }

  @Test
  void wordsAreSoughtWhereTheyAreShown() {
    hire("ada", 100);

    assertThat(admin.call("worker/read", query("$search", "zealous")).total()).isEqualTo(1);
    assertThat(joe.call("worker/read", query("$search", "zealous")).expect(200).total()).isZero();
    assertThat(joe.call("worker/read", query("$search", "ada")).total()).isEqualTo(1);
    try (TestClient auditor = app.user("auditor", Map.of("worker", List.of("audit")))) {
      auditor.call("worker/read", query("$search", "ada")).expect(403, CODE);
    }
  }

  @Test
  void theQueryOfAnUpdateOrDeleteAsksForNoMoreThanARead() {
    String id =
        joe.call("worker/create", query(), doc("name", "joe", "salary", 5)).expect(200).id();
    admin.call("worker/update", byId(id), doc("salary", 100)).expect(200);
    Map<String, Object> guess = byId(id);
    guess.put("salary", oper("$gt", 50));

    assertForbidden(
        joe.call("worker/update", guess, doc("name", "x")),
        "salary",
        "You may not ask for 'salary'.");
    assertForbidden(joe.call("worker/delete", guess), "salary", "You may not ask for 'salary'.");
    assertThat(admin.call("worker/read", byId(id)).doc()).containsEntry("name", "joe");
  }

  @Test
  void anOperatorDoesNotMeasureWhatIsNotShown() {
    String id = hire("ada", 99_000);
    try (TestClient hirer = app.user("hirer", Map.of("worker", List.of("meet", "audit")))) {
      // Its first permit on read shows the salary, so the range may tell of it.
      hirer
          .call("worker/update", byId(id), doc("salary", doc("$add", 2_000)))
          .expect(400, "STAFF_WORKER_INVALID_ATTR");
    }
    String own = joe.call("worker/create", query(), doc("name", "joe")).expect(200).id();
    Answer answer = joe.call("worker/update", byId(own), doc("remark", doc("$unset", true)));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void theAnswerToACreateShowsWhatAReadWould() {
    Answer answer =
        joe.call("worker/create", query("$soft", true), doc("name", "joe", "remark", "mine"))
            .expect(200);

    assertThat(answer.doc()).containsOnlyKeys("_id", "user", "name", "boss", "photo", "diff");
    assertThat(admin.call("worker/read", byId(answer.id())).doc()).containsEntry("remark", "mine");
  }

  @Test
  void filesOfWhatIsNotShownAreNotServed() {
    String id =
        admin
            .call(
                "worker/create",
                query(),
                doc("name", "ada", "photo", file("face.txt"), "contract", file("contract.txt")))
            .expect(200)
            .id();

    assertThat(app.get("worker/retrieve_file/" + id + "/face.txt").statusCode())
        .as("visitors see what no permit on read hides, and one of them shows the name alone")
        .isEqualTo(404);
    assertThat(app.get("worker/retrieve_file/" + id + "/contract.txt").statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstPermitThatFitsDecidesAlone() {
    hire("rich", 100);
    hire("poor", 10);
    try (TestClient both = app.user("both", Map.of("worker", List.of("meet", "audit")))) {
      Answer seen = both.call("worker/read").expect(200);

      assertThat(seen.total()).isEqualTo(1);
      assertThat(seen.doc()).containsEntry("salary", 100L).doesNotContainKeys("name", "remark");
      both.call("worker/read", query("name", val("poor"))).expect(403, CODE);
    }
  }

  @Test
  void whatThePermitDoesNotAcceptIsRefusedAndNothingIsSet() {
    try (TestClient hirer = app.user("hirer", Map.of("worker", List.of("hire")))) {
      String id =
          hirer.call("worker/create", query(), doc("name", "new", "salary", 1)).expect(200).id();
      assertForbidden(
          hirer.call("worker/create", query(), doc("name", "x", "remark", "y")),
          "remark",
          "You may not set 'remark'.");
      assertForbidden(
          hirer.call(
              "worker/create", query(), doc("_id", id.replace(id.charAt(3), 'e'), "name", "x")),
          "_id",
          "You may not set '_id'.");

      Answer update = hirer.call("worker/update", byId(id), doc("name", "newer", "salary", 9));
      assertForbidden(update, "salary", "You may not set 'salary'.");
      assertForbidden(
          hirer.call("worker/update", byId(id), doc("photo.name", "x")),
          "photo",
          "You may not set 'photo'.");
      assertThat(admin.call("worker/read", byId(id)).doc())
          .containsEntry("name", "new")
          .containsEntry("salary", 1L);
    }
  }

  @Test
  void aDocumentThatWasReadMayBeSentBack() {
    String id = joe.call("worker/create", query(), doc("name", "joe")).expect(200).id();
    Map<String, Object> whole = joe.call("worker/read", byId(id)).doc();
    whole.put("name", "Joe");

    joe.call("worker/update", byId(id), whole).expect(200);

    assertThat(joe.call("worker/read", byId(id)).doc()).containsEntry("name", "Joe");
  }

  @Test
  void aBatchIsHeldToTheSameLists() {
    String id = joe.call("worker/create", query(), doc("name", "joe")).expect(200).id();
    joe.call(
            "data/batch",
            query(),
            doc(
                "calls",
                List.of(
                    doc("endpoint", "worker/update", "query", byId(id), "doc", doc("name", "x")),
                    doc("endpoint", "worker/update", "query", byId(id), "doc", doc("salary", 1)))))
        .expect(403, CODE);
    assertThat(joe.call("worker/read", byId(id)).doc()).containsEntry("name", "joe");
    Answer created =
        joe.call(
            "data/batch",
            query(),
            doc(
                "calls",
                List.of(
                    doc(
                        "endpoint",
                        "worker/create",
                        "query",
                        query("$soft", true),
                        "doc",
                        doc("name", "k", "remark", "quiet")))));
    assertThat(created.expect(200).toString()).doesNotContain("quiet");
  }
}
