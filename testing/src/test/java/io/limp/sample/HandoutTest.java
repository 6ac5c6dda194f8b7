package io.limp.sample;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.oper;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Handouts: so many copies as there are, and what nobody is told. */
class HandoutTest extends SampleCase {
  private static Map<String, Object> paper(String name) {
    return Map.of("name", name, "type", "application/pdf", "content", "JVBERg==");
  }

  private String handout(@Nullable Object... more) {
    Map<String, @Nullable Object> handout =
        doc("title", locales("Guide"), "papers", List.of(paper("guide.pdf")));
    handout.putAll(doc(more));
    return admin.call("handout/create", query(), handout).expect(200).id();
  }

  private int fetch(TestClient client, String handout) {
    return fetch(client, handout, "papers/guide.pdf");
  }

  private int fetch(TestClient client, String handout, String file) {
    String bearer = "Bearer " + client.session().id() + ":" + client.session().token();
    String path = "handout/retrieve_file/" + handout + "/" + file;
    return app.http("GET", path, Map.of("Authorization", bearer)).statusCode();
  }

  private Map<String, @Nullable Object> read(TestClient client) {
    return client.call("handout/read").expect(200).doc();
  }

  @Test
  void aCopyIsTakenOnceByEachReaderUntilNoneIsLeft() {
    String handout = handout("copies", 2);
    try (TestClient ada = app.user("ada");
        TestClient bob = app.user("bob");
        TestClient eve = app.user("eve")) {
      assertThat(fetch(ada, handout, "papers/other.pdf")).isEqualTo(404);
      assertThat(read(visitor)).containsEntry("left", 2L);
      assertThat(fetch(ada, handout)).isEqualTo(200);
      assertThat(fetch(ada, handout, "guide.pdf")).as("as level 1 asks").isEqualTo(200);
      assertThat(read(visitor)).containsEntry("left", 1L);
      assertThat(fetch(bob, handout)).isEqualTo(200);
      assertThat(read(visitor)).containsEntry("left", 0L);

      assertThat(fetch(eve, handout)).isEqualTo(403);
      assertThat(fetch(bob, handout)).as("it is theirs").isEqualTo(200);
    }
    assertThat(app.get("handout/retrieve_file/" + handout + "/guide.pdf").statusCode())
        .as("for who has signed in")
        .isEqualTo(403);
  }

  @Test
  void withoutANumberOfCopiesThereIsNoEnd() {
    String handout = handout();

    assertThat(read(visitor)).containsEntry("left", null);
    assertThat(fetch(author, handout)).isEqualTo(200);
    assertThat(read(visitor)).containsEntry("left", null);
  }

  @Test
  void whoHasTakenOneLeavesTheServerInNoWay() {
    String handout = handout("copies", 2, "takers", List.of(TestApp.ADMIN_ID));
    assertThat(read(admin)).as("nobody says so themselves").containsEntry("left", 2L);
    assertThat(fetch(author, handout)).isEqualTo(200);
    for (TestClient client : List.of(admin, author, visitor)) {
      Answer all = client.call("handout/read", query()).expect(200);
      assertThat(all.doc()).doesNotContainKey("takers");
      Answer asked =
          client.call("handout/read", query("takers", oper("$in", List.of(userId(author)))));
      Answer other =
          client.call("handout/read", query("takers", oper("$in", List.of(TestApp.ADMIN_ID))));
      assertThat(asked.total()).as("a question tells nothing").isEqualTo(other.total());
      assertThat(client.call("handout/read", query("$attrs", List.of("takers"))).toString())
          .doesNotContain(userId(author));
    }
    admin.call("handout/update", byId(handout), doc("takers", List.of(), "left", 9)).expect(200);
    assertThat(read(admin)).containsEntry("left", 1L);
  }

  @Test
  void whatReadersHaveStaysAsItIs() {
    String handout = handout();
    Map<String, @Nullable Object> papers = query("_id", val(handout), "attr", val("papers"));
    admin.call("handout/create_file", papers, doc("file", paper("more.pdf"))).expect(200);
    assertThat(fetch(author, handout)).isEqualTo(200);

    admin
        .call("handout/create_file", papers, doc("file", paper("third.pdf")))
        .expect(400, "SAMPLE_APP_HANDOUT_TAKEN");
    papers.putAll(query("index", val(1), "name", val("more.pdf")));
    admin.call("handout/delete_file", papers).expect(400, "SAMPLE_APP_HANDOUT_TAKEN");
    admin.call("handout/delete", byId(handout)).expect(400, "SAMPLE_APP_HANDOUT_TAKEN");
    admin.call("handout/update", byId(handout), doc("papers", List.of(), "copies", 5)).expect(200);
    assertThat(read(admin)).containsEntry("left", 4L);
    assertThat(read(admin).get("papers")).asString().contains("guide.pdf", "more.pdf");
  }

  @Test
  void theEditorsHearOfPapersThatComeAndGo() {
    String handout = handout();
    Map<String, @Nullable Object> papers = query("_id", val(handout), "attr", val("papers"));

    admin.call("handout/create_file", papers, doc("file", paper("more.pdf"))).expect(200);
    papers.putAll(query("index", val(0), "name", val("guide.pdf")));
    admin.call("handout/delete_file", papers).expect(200);

    assertThat(admin.call("outbox/read").expect(200).each("subject"))
        .containsExactly(
            "The papers of a handout have changed", "The papers of a handout have changed");
    assertThat(read(admin).get("papers")).asString().contains("more").doesNotContain("guide");
  }
}
