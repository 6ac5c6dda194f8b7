package io.limp.sample;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports: of whatever kind, by whom nobody learns, until an editor has decided. */
class ReportTest extends SampleCase {
  private static Answer report(TestClient client, String kind, String about) {
    return client.call(
        "report/create", query(), doc("kind", kind, "about", about, "reason", "spam"));
  }

  @Test
  void editorsSeeWhatItIsAboutAndNotWhoReportedIt() {
    String post = post();
    String comment = comment(author, post, "Buy!");
    String album =
        author
            .call("album/create", query(), doc("title", locales("Cats"), "desc", locales("d")))
            .expect(200)
            .id();
    report(author, "blog", post).expect(200);
    report(author, "album", album).expect(200);
    report(author, "comment", comment).expect(200);
    try (TestClient editor = editor()) {
      List<?> about = editor.call("report/read").expect(200).each("about");

      assertThat(about.get(2)).isEqualTo(doc("_id", post, "title", locales("A post")));
      assertThat(about.get(1)).isEqualTo(doc("_id", album, "title", locales("Cats")));
      assertThat(about.get(0))
          .as("with the one who wrote it")
          .isEqualTo(
              doc(
                  "_id",
                  comment,
                  "user",
                  doc("_id", userId(author), "name", locales("author")),
                  "text",
                  "Buy!"));
      assertThat(editor.call("report/read").expect(200).docs())
          .allSatisfy(report -> assertThat(report).doesNotContainKey("user"));
      editor.call("report/read", query("user", val(userId(author)))).expect(403);
    }
    assertThat(admin.call("report/read").expect(200).each("user")).containsOnly(userId(author));
    author.call("report/read").expect(403);
  }

  @Test
  void aReportSaysWhyAndIsAboutSomethingThatItsWriterReads() {
    String post = post();
    author
        .call("report/create", query(), doc("kind", "blog", "about", post))
        .expect(400, "BASE_MODULE_MODULE_MISSING_ATTR");
    author
        .call("report/create", query(), doc("kind", "blog", "about", post, "text", "Rude"))
        .expect(200);
    author
        .call("report/create", query(), doc("kind", "user", "about", post, "text", "Rude"))
        .expect(400, "SAMPLE_APP_REPORT_INVALID_ABOUT");
    report(author, "album", post).expect(400, "SAMPLE_APP_REPORT_INVALID_ABOUT");
    String draft = post("status", "draft");
    try (TestClient ada = app.user("ada")) {
      report(ada, "blog", draft).expect(400, "SAMPLE_APP_REPORT_INVALID_ABOUT");
    }
    report(visitor, "blog", post).expect(403);
  }

  @Test
  void nobodyReportsTheSameTwice() {
    String post = post();
    report(author, "blog", post).expect(200);

    report(author, "blog", post).expect(400, "SAMPLE_APP_REPORT_REPORTED");
    report(admin, "blog", post).expect(200);
  }

  @Test
  void whatThreeReadersReportIsHeldBackUntilAnEditorReleasesIt() {
    String comment = comment(author, post(), "Buy!");
    try (TestClient ada = app.user("ada");
        TestClient bob = app.user("bob");
        TestClient eve = app.user("eve");
        TestClient editor = editor()) {
      report(ada, "comment", comment).expect(200);
      report(bob, "comment", comment).expect(200);
      assertThat(visitor.call("comment/read").expect(200).total()).isEqualTo(1);
      report(eve, "comment", comment).expect(200);
      assertThat(visitor.call("comment/read").expect(200).total()).isZero();
      assertThat(open(editor)).isEqualTo(3L);

      editor.call("comment/update", byId(comment), doc("held", false)).expect(200);

      assertThat(visitor.call("comment/read").expect(200).total()).isEqualTo(1);
      assertThat(open(editor)).as("settled").isEqualTo(0L);
    }
  }

  private static Object open(TestClient editor) {
    return editor.call("report/count").expect(200).args().get("open");
  }

  @Test
  void theReportsOfADeletedCommentAreSettledAndTheOthersStay() {
    String post = post();
    String comment = comment(author, post, "Buy!");
    report(author, "comment", comment).expect(200);
    report(author, "blog", post).expect(200);
    try (TestClient editor = editor()) {
      editor.call("comment/delete", byId(comment)).expect(200);

      assertThat(open(editor)).isEqualTo(1L);
      assertThat(editor.call("report/count", query("kind", val("comment"))).args().get("open"))
          .isEqualTo(0L);
    }
  }

  @Test
  void whoReportedItHearsTheAnswer() {
    String post = post();
    try (TestClient ada = app.user("ada");
        TestClient editor = editor()) {
      String first = report(ada, "blog", post).expect(200).id();
      String second = report(admin, "blog", post).expect(200).id();
      ada.call("report/settle", byId(first)).expect(403);

      editor.call("report/settle", byId(first), doc("answer", "You are right.")).expect(200);
      editor.call("report/settle", byId(second)).expect(200);

      assertThat(ada.call("notification/read").expect(200).each("title"))
          .containsExactly("You are right.");
      assertThat(admin.call("notification/read").expect(200).docs()).isEmpty();
      assertThat(open(editor)).isEqualTo(0L);
      report(ada, "blog", post).expect(200);
    }
  }
}
