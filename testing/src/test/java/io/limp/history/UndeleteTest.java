package io.limp.history;

import static io.limp.api.Limp.on;
import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.LimpModule;
import io.limp.api.PackageSpec;
import io.limp.core.User;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is deleted, for good or not, and what brings it back. */
class UndeleteTest extends PressTest {
  private List<@Nullable Object> deleted(TestClient6 who, Object... steps) {
    List<Object> all = new ArrayList<>(steps(steps));
    all.add(doc("$deleted", true));
    return who.call("article/read", all).expect(200).each("title");
  }

  @Test
  void whatWasDeletedIsFoundAndBroughtBack() {
    String one = press.create("title", "one", "code", "1");
    String two = press.create("title", "two");
    press.create("title", "three");
    press.delete(one);
    press.delete(two);
    assertThat(deleted(press.admin)).containsExactly("two", "one");
    assertThat(deleted(press.admin, doc("title", "one"))).containsExactly("one");
    assertThat(deleted(press.admin, doc("$sort", doc("title", 1), "$limit", 1)))
        .containsExactly("one");
    assertThat(press.admin.call("article/undelete", steps(doc("_id", one))).expect(200).count())
        .isEqualTo(1);
    assertThat(press.article(one)).containsEntry("code", "1");
    assertThat(deleted(press.admin)).containsExactly("two");
    assertThat(press.admin.call("article/undelete", steps(doc("_id", one))).expect(200).count())
        .as("it is there already")
        .isZero();
  }

  @Test
  void whatIsUniqueMayBeTakenMeanwhile() {
    String one = press.create("title", "one", "code", "1");
    press.delete(one);
    press.create("title", "two", "code", "1");
    press
        .admin
        .call("article/undelete", steps(doc("_id", one)))
        .expect(400, "PRESS_ARTICLE_DUPLICATE_DOC");
    assertThat(deleted(press.admin)).containsExactly("one");
  }

  @Test
  void onlyWhoMayBringBackFindsWhatWasDeleted() {
    String mine;
    TestClient6 editor = press.user("editor", Map.of("article", List.of("read", "edit", "create")));
    mine = editor.call("article/create", steps(), doc("title", "mine")).expect(200).id();
    String other = press.create("title", "other");
    press.delete(mine);
    press.delete(other);
    assertThat(deleted(editor)).containsExactly("mine");
    assertThat(editor.call("article/undelete", steps(doc("_id", other))).expect(200).count())
        .isZero();
    TestClient6 reader = press.user("reader", Map.of("article", List.of("read", "delete")));
    reader.call("article/read", steps(doc("$deleted", true))).expect(403);
    reader.call("article/undelete", steps(doc("_id", mine))).expect(403);
    editor.call("article/undelete", steps(doc("_id", mine))).expect(200);
    assertThat(press.article(mine)).containsEntry("title", "mine");
  }

  @Test
  void onlyWhoMayDeletesForGood() {
    String id = press.create("title", "one");
    TestClient6 deleter = press.user("deleter", Map.of("article", List.of("delete")));
    deleter.call("article/delete", steps(doc("_id", id, "$force", true))).expect(403);
    deleter.call("article/delete", steps(doc("_id", id, "$soft", true))).expect(403);
    try (TestClient old = press.app.client()) {
      old.signIn("deleter@example.com", TestApp.PASSWORD);
      Map<String, @Nullable Object> query = byId(id);
      query.put("$soft", true);
      old.call("article/delete", query).expect(403);
    }
    assertThat(press.article(id)).isNotNull();
    deleter.call("article/delete", steps(doc("_id", id, "$force", false))).expect(200);
    assertThat(deleted(press.admin)).containsExactly("one");
    String two = press.create("title", "two");
    press.admin.call("article/delete", steps(doc("_id", two, "$force", true))).expect(200);
    assertThat(deleted(press.admin)).containsExactly("one");
  }

  @Test
  void withoutAWordOfItsOwnWhoeverMayDeleteMayDeleteForGood() {
    String id = press.admin.call("plain/create", steps(), doc("name", "a")).expect(200).id();
    press.admin.call("plain/delete", steps(doc("_id", id, "$force", true))).expect(200);
    press
        .admin
        .call("plain/undelete", steps(doc("_id", id)))
        .expect(400, "CORE_REQ_INVALID_METHOD");
    press
        .admin
        .call("plain/read", steps(doc("$deleted", true)))
        .expect(400, "PRESS_PLAIN_INVALID_QUERY");
  }

  @Test
  void severalCallsBringBackTogether() {
    String one = press.create("title", "one");
    press.delete(one);
    Map<String, @Nullable Object> back =
        doc("endpoint", "article/undelete", "query", steps(doc("_id", one)));
    Map<String, @Nullable Object> wrong =
        doc("endpoint", "article/create", "query", steps(), "doc", doc("title", 5));
    press.admin.call("data/batch", steps(), doc("calls", List.of(back, wrong))).expect(400);
    assertThat(deleted(press.admin)).containsExactly("one");
    press.admin.call("data/batch", steps(), doc("calls", List.of(back))).expect(200);
    assertThat(deleted(press.admin)).isEmpty();
  }

  @Test
  void thatSomethingCameBackIsNewsOfItsOwn() {
    press.close();
    PackageSpec told =
        PackageSpec.of("press")
            .event(on(Article.class).create().notify(User.USERNAME.is("__ADMIN"), "new"))
            .event(
                on(Article.class)
                    .undelete()
                    .when(Article.STATUS.is("published"))
                    .notify(
                        article -> LimpModule.ID.is(article.get(Article.USER)),
                        article -> "back: " + article.get(Article.TITLE)));
    press = new HistoryApp(setup().brings(told));
    String id = press.create("title", "one");
    press.delete(id);
    press.admin.call("article/undelete", steps(doc("_id", id))).expect(200);
    press.delete(id);
    press.undo(press.admin, id, press.change(id)).expect(200);
    assertThat(press.admin.call("notification/read").expect(200).each("title"))
        .containsExactly("back: one", "back: one", "new");
  }

  @Test
  void whatBelongsToTheSystemStays() {
    for (String each :
        List.of(
            "user " + TestApp.ADMIN_ID,
            "user f00000000000000000000011",
            "session f00000000000000000000012",
            "group f00000000000000000000013")) {
      String module = each.split(" ", -1)[0];
      String id = each.split(" ", -1)[1];
      // A session's permit lets nobody near those of others.
      int status = module.equals("session") ? 200 : 403;
      assertThat(
              press.admin.call(module + "/delete", steps(doc("_id", id, "$force", true))).status())
          .as(each)
          .isEqualTo(status);
      press
          .admin
          .call(module + "/undo", steps(doc("_id", id)), doc("change", id))
          .expect(400, "CORE_REQ_INVALID_METHOD");
      press
          .admin
          .call(module + "/undelete", steps(doc("_id", id)))
          .expect(400, "CORE_REQ_INVALID_METHOD");
      press.admin.call(module + "/read", steps(doc("$deleted", true))).expect(400);
    }
    assertThat(press.admin.call("user/read").expect(200).total()).isEqualTo(2);
    press.app.client().call("article/read").expect(403);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    String id = press.create("title", "one");
    for (Object wrong : new @Nullable Object[] {null, 1, "true", doc(), List.of()}) {
      for (String special : List.of("$force", "$deleted")) {
        String method = special.equals("$force") ? "delete" : "read";
        press
            .admin
            .call("article/" + method, steps(doc("_id", id, special, wrong)))
            .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
      }
    }
    for (String method : List.of("update", "undelete", "read")) {
      press
          .admin
          .call("article/" + method, steps(doc("_id", id, "$force", true)), doc("title", "z"))
          .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    }
    for (String method : List.of("update", "delete", "undelete")) {
      press
          .admin
          .call("article/" + method, steps(doc("_id", id, "$deleted", true)), doc("title", "z"))
          .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    }
    press
        .admin
        .call("article/read", steps(doc("$deleted", true, "$search", "one")))
        .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    press.admin.call("article/undelete").expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    press
        .admin
        .call("article/undelete", steps(doc("_id", id, "nosuch", 1)))
        .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    try (TestClient anybody = press.app.client()) {
      anybody.call("article/undelete", byId(id)).expect(403);
      anybody.call("article/read", query("$deleted", true)).expect(403);
    }
    assertThat(press.article(id)).containsEntry("title", "one");
  }
}
