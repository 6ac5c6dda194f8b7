package io.limp.sample;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the package brings: what users are told, what is there from the start. */
class PackageTest extends SampleCase {
  @Test
  void followersHearOfWhatIsPublishedForEverybody() {
    try (TestClient ada = app.user("ada");
        TestClient bob = app.user("bob")) {
      ada.call("user/update", byId(userId(ada)), doc("follows", true)).expect(200);
      String open = post("status", "draft");
      Map<String, Object> nobody = Map.of("anon", false, "users", List.of(), "groups", List.of());
      String closed = post("status", "draft", "access", nobody);

      author.call("blog/update", byId(open), doc("status", "published")).expect(200);
      author.call("blog/update", byId(closed), doc("status", "published")).expect(200);

      assertThat(ada.call("notification/read").expect(200).doc())
          .containsEntry("title", "A new post")
          .containsEntry("content", open);
      assertThat(bob.call("notification/read").expect(200).docs()).isEmpty();
      assertThat(author.call("notification/read").expect(200).each("title"))
          .containsExactly("Your post is out", "Your post is out");
    }
  }

  @Test
  void aCategoryIsThereFromTheStart() {
    String news = visitor.call("blog_cat/read").expect(200).id();

    String post = post("cat", news);

    assertThat(visitor.call("blog/read").expect(200).doc().get("cat"))
        .asString()
        .contains("News", "أخبار");
    assertThat(post).isNotEmpty();
  }

  @Test
  void anEditorPublishesByIdOrByPermalink() {
    String first = post("status", "draft");
    post("status", "draft", "permalink", "second");
    try (TestClient editor = app.user("ed", Map.of("blog", List.of("publish")))) {
      editor.call("blog/publish", byId(first)).expect(200);
      assertThat(visitor.call("blog/read").expect(200).each("_id")).containsExactly(first);
      editor.call("blog/publish", query("permalink", val("second"))).expect(200);
      assertThat(visitor.call("blog/read").expect(200).total()).isEqualTo(2);
      editor.call("blog/publish").expect(400);
    }
  }
}
