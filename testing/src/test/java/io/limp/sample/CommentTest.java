package io.limp.sample;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Comments: who reads them, who writes them, and what becomes of them. */
class CommentTest extends SampleCase {
  private List<@Nullable Object> texts(TestClient client, String post) {
    return client.call("comment/read", query("post", val(post))).expect(200).each("text");
  }

  @Test
  void commentsAreReadableWhenTheirPostIs() {
    try (TestClient ada = app.user("ada");
        TestClient bob = app.user("bob")) {
      String open = post();
      String shared =
          post("access", doc("anon", false, "users", List.of(userId(ada)), "groups", List.of()));
      comment(ada, open, "to all");
      comment(ada, shared, "to some");

      assertThat(visitor.call("comment/read").expect(200).each("text")).containsExactly("to all");
      assertThat(texts(bob, shared)).isEmpty();
      assertThat(texts(ada, shared)).containsExactly("to some");
      assertThat(texts(author, shared)).containsExactly("to some");

      author.call("blog/update", byId(open), doc("status", "draft")).expect(200);
      assertThat(visitor.call("comment/read").expect(200).docs()).isEmpty();
      assertThat(texts(ada, open)).as("of the author's draft").isEmpty();
      assertThat(texts(author, open)).containsExactly("to all");
    }
  }

  @Test
  void nobodyCommentsOnWhatTheyMayNotRead() {
    String draft = post("status", "draft");
    try (TestClient ada = app.user("ada")) {
      ada.call("comment/create", query(), doc("post", draft, "text", "x"))
          .expect(400, "SAMPLE_APP_COMMENT_INVALID_POST");
      String nowhere = "5f00000000000000000000ff";
      ada.call("comment/create", query(), doc("post", nowhere, "text", "x"))
          .expect(400, "SAMPLE_APP_COMMENT_INVALID_POST");
    }
    visitor.call("comment/create", query(), doc("post", post(), "text", "x")).expect(403);
  }

  @Test
  void theyStandOldestFirstAlsoPageByPage() {
    String post = post();
    for (String text : List.of("one", "two", "three")) {
      comment(author, post, text);
    }

    assertThat(texts(visitor, post)).containsExactly("one", "two", "three");
    assertThat(
            visitor
                .call("comment/read", query("$sort", doc("create_time", -1)))
                .expect(200)
                .each("text"))
        .containsExactly("three", "two", "one");
    Map<String, @Nullable Object> page = query("$limit", 2, "$after", "");
    Object after = visitor.call("comment/read", page).expect(200).args().get("after");
    page.put("$after", after);
    assertThat(visitor.call("comment/read", page).expect(200).each("text"))
        .containsExactly("three");
  }

  @Test
  void theWriterIsAlwaysNamedAndThePostOnRequest() {
    String post = post();
    String comment = comment(author, post, "x");

    Map<String, @Nullable Object> read =
        visitor.call("comment/read", query("$extn", false)).expect(200).doc();
    assertThat(read.get("user")).asString().contains("author").doesNotContain("example.com");
    assertThat(read).containsEntry("post", post);
    Map<String, @Nullable Object> asked = byId(comment);
    asked.put("$extn", List.of("post"));
    assertThat(visitor.call("comment/read", asked).expect(200).doc().get("post"))
        .as("with its author in turn")
        .isEqualTo(
            doc(
                "_id",
                post,
                "user",
                doc("_id", userId(author), "name", locales("author")),
                "title",
                locales("A post")));
  }

  @Test
  void itsWriterChangesTheTextAndNeitherThePostNorTheMomentOfTheChange() {
    String comment = comment(author, post(), "x");
    assertThat(visitor.call("comment/read").expect(200).doc()).containsEntry("edited", null);

    author
        .call("comment/update", byId(comment), doc("text", "y", "edited", 1_000_000_000))
        .expect(200);

    Map<String, @Nullable Object> read = visitor.call("comment/read").expect(200).doc();
    assertThat(read).containsEntry("text", "y");
    assertThat(read.get("edited")).isNotNull().asString().doesNotContain("1.0E9");
    author
        .call("comment/update", byId(comment), doc("post", post()))
        .expect(400, "SAMPLE_APP_COMMENT_INVALID_ATTR");
    try (TestClient ada = app.user("ada")) {
      ada.call("comment/update", byId(comment), doc("text", "z")).expect(200);
    }
    assertThat(visitor.call("comment/read").expect(200).doc()).containsEntry("text", "y");
  }

  @Test
  void aClientSendsBackWhatItHasRead() {
    String comment = comment(author, post(), "x");
    author.call("comment/update", byId(comment), doc("text", "y")).expect(200);
    Map<String, @Nullable Object> read =
        author.call("comment/read", query("$extn", false)).expect(200).doc();
    read.put("text", "z");
    read.remove("user");

    author.call("comment/update", byId(comment), read).expect(200);
    read.put("edited", "yesterday");
    author.call("comment/update", byId(comment), read).expect(200);

    assertThat(visitor.call("comment/read").expect(200).doc()).containsEntry("text", "z");
  }

  @Test
  void anEditorHoldsBackAndReleasesButPutsNoWordsIntoAnybodysMouth() {
    String comment = comment(author, post(), "x");
    author.call("comment/update", byId(comment), doc("held", true)).expect(200);
    assertThat(visitor.call("comment/read").expect(200).total()).as("not for writers").isEqualTo(1);
    try (TestClient editor = editor()) {
      editor.call("comment/update", byId(comment), doc("text", "z")).expect(403);
      editor.call("comment/update", byId(comment), doc("held", true)).expect(200);
      assertThat(visitor.call("comment/read").expect(200).total()).isZero();
      assertThat(editor.call("comment/read").expect(200).each("text")).containsExactly("x");
      editor.call("comment/update", byId(comment), doc("held", false)).expect(200);
    }
    assertThat(visitor.call("comment/read").expect(200).total()).isEqualTo(1);
  }

  @Test
  void itsWriterAndTheAuthorOfThePostDeleteIt() {
    String post = post();
    try (TestClient ada = app.user("ada");
        TestClient bob = app.user("bob")) {
      String first = comment(ada, post, "one");
      String second = comment(ada, post, "two");

      bob.call("comment/delete", byId(first)).expect(200);
      assertThat(texts(visitor, post)).hasSize(2);
      ada.call("comment/delete", byId(first)).expect(200);
      assertThat(texts(visitor, post)).containsExactly("two");
      author.call("comment/delete", byId(second)).expect(200);
      assertThat(texts(visitor, post)).isEmpty();
    }
  }

  @Test
  void theAuthorOfThePostHearsOfItInTheirLanguage() {
    String post = post();
    try (TestClient ada = app.user("ada")) {
      comment(ada, post, "x");
      author.call("user/update", byId(userId(author)), doc("locale", "en_AE")).expect(200);
      comment(ada, post, "y");
    }

    assertThat(admin.call("outbox/read").expect(200).each("subject"))
        .containsExactlyInAnyOrder("تعليق جديد على منشورك", "Your post has a comment");
    assertThat(admin.call("outbox/read").expect(200).each("to"))
        .containsOnly(List.of("author@example.com"));
  }
}
