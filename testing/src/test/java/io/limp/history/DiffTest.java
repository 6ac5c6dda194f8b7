package io.limp.history;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories as documents of the module {@code diff}, and as {@code $diff} in reads. */
class DiffTest extends PressTest {
  private Answer diff(Object... steps) {
    return press.admin.call("diff/read", steps(steps));
  }

  @Test
  void everyUpdateIsADocument() {
    String id = press.create("title", "a", "text", "old");
    press.tick();
    press.update(id, "title", "b", "tags", List.of("x"));
    press.update(id, "title", "b");
    Answer all = diff().expect(200);
    assertThat(all.total()).isEqualTo(1);
    Map<String, @Nullable Object> entry = all.doc();
    assertThat(entry.keySet())
        .containsExactly("_id", "user", "module", "doc", "vars", "remarks", "create_time");
    assertThat(entry)
        .containsEntry("user", TestApp.ADMIN_ID)
        .containsEntry("module", "article")
        .containsEntry("doc", id)
        .containsEntry("vars", doc("title", "b", "tags", List.of("x")))
        .containsEntry("remarks", "")
        .containsEntry("create_time", "2026-11-22T10:00:01");
    assertThat((String) entry.get("_id")).matches("[0-9a-f]{24}");
  }

  @Test
  void levelSevenIsToldOfEverythingAndOfWhatWasBefore() {
    String id = press.create("title", "a");
    press.update(id, "title", "b");
    press.delete(id);
    press.admin.call("article/undelete", steps(doc("_id", id))).expect(200);
    List<Map<String, @Nullable Object>> history = press.history(id);
    assertThat(history)
        .extracting(entry -> entry.get("oper"))
        .containsExactly("undelete", "delete", "update", "create");
    assertThat(history.get(2))
        .containsEntry("vars", doc("title", "b"))
        .containsEntry("before", doc("title", "a"));
    assertThat(history.get(3).get("vars").toString()).contains("title=a");
  }

  @Test
  void changesAreFoundByWhatTheyAreOf() {
    String one = press.create("title", "a");
    String two = press.create("title", "a");
    String start = press.tick();
    press.update(one, "title", "b");
    String middle = press.tick();
    press.update(two, "title", "b");
    press.update(two, "text", "c");
    assertThat(diff(doc("doc", one)).expect(200).total()).isEqualTo(1);
    assertThat(diff(doc("module", "article")).expect(200).total()).isEqualTo(3);
    assertThat(diff(doc("module", "plain")).expect(200).total()).isZero();
    assertThat(diff(doc("user", TestApp.ADMIN_ID)).expect(200).total()).isEqualTo(3);
    assertThat(diff(doc("user", one)).expect(200).total()).isZero();
    assertThat(diff(doc("vars.text", "c")).expect(200).each("doc")).containsExactly(two);
    assertThat(diff(doc("create_time", doc("$gt", start))).expect(200).total()).isEqualTo(3);
    assertThat(diff(doc("create_time", doc("$gt", middle))).expect(200).each("vars"))
        .containsExactly(doc("text", "c"), doc("title", "b"));
    assertThat(
            diff(doc("create_time", doc("$bet", List.of(start, middle)))).expect(200).each("doc"))
        .containsExactly(one);
    Object id = diff(doc("doc", one)).doc().get("_id");
    assertThat(diff(doc("_id", id)).expect(200).each("doc")).containsExactly(one);
  }

  @Test
  void theyAreSortedAndPaged() {
    String id = press.create("title", "0");
    for (int i = 1; i <= 5; i++) {
      press.update(id, "title", "" + i);
    }
    Answer page = diff(doc("$sort", doc("_id", 1), "$skip", 1, "$limit", 2)).expect(200);
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.each("vars")).containsExactly(doc("title", "2"), doc("title", "3"));
    Answer newest = diff(doc("$limit", 1)).expect(200);
    assertThat(newest.each("vars")).containsExactly(doc("title", "5"));
    diff(doc("$group", List.of(doc("by", "user")))).expect(400, "CORE_DIFF_INVALID_QUERY");
    Answer first = diff(doc("$after", "", "$limit", 3)).expect(200);
    Answer second = diff(doc("$after", first.args().get("after"), "$limit", 3)).expect(200);
    assertThat(second.each("vars")).containsExactly(doc("title", "2"), doc("title", "1"));
  }

  @Test
  void whatIsLeftOutMakesNoEntryAndIsNotShown() {
    String id = press.create("title", "a", "views", 1);
    press.update(id, "views", 2);
    assertThat(diff().expect(200).total()).isZero();
    press.update(id, "views", 3, "title", "b");
    assertThat(diff().expect(200).doc().get("vars")).isEqualTo(doc("title", "b"));
    press.update(id, "internal", "planted-in-a-hidden-attribute");
    assertThat(diff().expect(200).total()).isEqualTo(1);
    assertThat(press.history(id).toString()).doesNotContain("views").doesNotContain("planted");
    try (TestClient admin = press.app.admin()) {
      assertThat(admin.call("article/read", byId(id)).doc().get("diff").toString())
          .contains("title")
          .doesNotContain("views");
    }
  }

  @Test
  void aReadShowsTheNewestChangesWhereItAsksForThem() {
    String id = press.create("title", "0");
    for (int i = 1; i <= 3; i++) {
      press.update(id, "title", "" + i);
    }
    assertThat(press.article(id)).doesNotContainKey("diff");
    assertThat(press.read(doc("_id", id, "$diff", false)).doc()).doesNotContainKey("diff");
    Object all = press.read(doc("_id", id, "$diff", true)).doc().get("diff");
    assertThat((List<?>) all).hasSize(3);
    List<?> two = (List<?>) press.read(doc("_id", id, "$diff", 2)).doc().get("diff");
    List<Object> vars = new ArrayList<>();
    two.forEach(entry -> vars.add(((Map<?, ?>) entry).get("vars")));
    assertThat(vars).containsExactly(doc("title", "3"), doc("title", "2"));
    assertThat(((Map<?, ?>) two.getFirst()).keySet().toString())
        .isEqualTo("[_id, user, vars, remarks, create_time]");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    press.create("title", "a");
    for (Object wrong : new @Nullable Object[] {"yes", 0, -1, 1001, 1.5, doc(), List.of(), null}) {
      press
          .admin
          .call("article/read", steps(doc("$diff", wrong)))
          .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    }
    press
        .admin
        .call("plain/read", steps(doc("$diff", true)))
        .expect(400, "PRESS_PLAIN_INVALID_QUERY");
    assertThat(diff(doc("_id", "nosuch")).expect(200).total()).isZero();
    assertThat(diff(doc("doc", doc("$gt", 5))).expect(200).total()).isZero();
    for (String method : List.of("create", "update", "delete", "undo", "undelete")) {
      press
          .admin
          .call("diff/" + method, steps(doc("_id", TestApp.ADMIN_ID)), doc("doc", "x"))
          .expect(400, "CORE_REQ_INVALID_METHOD");
    }
  }

  @Test
  void itTakesThePrivilegeToReadHistories() {
    String id = press.create("title", "a");
    press.update(id, "title", "b");
    TestClient6 reader = press.user("reader", Map.of("article", List.of("read")));
    reader.call("article/read", steps(doc("_id", id))).expect(200);
    reader.call("article/read", steps(doc("_id", id, "$diff", true))).expect(403);
    reader.call("diff/read").expect(403, "CORE_SESSION_FORBIDDEN");
    try (TestClient anybody = press.app.client()) {
      anybody.call("diff/read").expect(403, "CORE_SESSION_FORBIDDEN");
      anybody.call("article/read", query("$diff", true)).expect(403, "CORE_SESSION_FORBIDDEN");
    }
    TestClient6 historian = press.user("historian", Map.of("diff", List.of("read")));
    assertThat(historian.call("diff/read").expect(200).total()).isZero();
  }
}
