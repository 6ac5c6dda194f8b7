package io.limp.history;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One change is taken back. */
class UndoTest extends PressTest {
  private static final Map<String, List<String>> EDITOR =
      Map.of("article", List.of("read", "edit"));

  @Test
  void anUpdateIsUndoneAndThatIsAChangeToo() {
    String id =
        press.create(
            "title",
            "a",
            "tags",
            List.of("x"),
            "when",
            "2026-01-02T03:04:05",
            "label",
            doc("ar_AE", "L"),
            "meta",
            doc("x", 1, "$y", 2));
    Map<String, @Nullable Object> before = press.article(id);
    press.update(
        id,
        "title",
        "b",
        "tags",
        List.of(),
        "when",
        "2027-01-02T03:04:05",
        "text",
        "new",
        "label",
        doc("ar_AE", "M"),
        "meta",
        doc("$unset", true));
    String change = press.change(id);
    Answer answer = press.undo(press.admin, id, change).expect(200);
    assertThat(answer.count()).isEqualTo(1);
    assertThat(press.article(id)).isEqualTo(before);
    assertThat(press.history(id).getFirst())
        .containsEntry("remarks", "undo of " + change)
        .containsEntry("oper", "update");
    press.undo(press.admin, id, press.change(id)).expect(200);
    assertThat(press.article(id)).containsEntry("title", "b").containsEntry("text", "new");
  }

  @Test
  void levelOneUndoesToo() {
    String id = press.create("title", "a", "when", "2026-01-02T03:04:05");
    press.update(id, "title", "b", "when", "2026-01-02T03:04:06");
    try (TestClient admin = press.app.admin()) {
      admin.call("article/undo", byId(id), doc("change", press.change(id))).expect(200);
    }
    assertThat(press.article(id))
        .containsEntry("title", "a")
        .containsEntry("when", "2026-01-02T03:04:05");
  }

  @Test
  void onlyWhatTheChangeChangedIsSet() {
    String id = press.create("title", "a", "text", "a");
    press.update(id, "title", "b");
    String change = press.change(id);
    press.update(id, "text", "b");
    press.undo(press.admin, id, change).expect(200);
    assertThat(press.article(id)).containsEntry("title", "a").containsEntry("text", "b");
  }

  @Test
  void whatWasChangedAgainIsAConflictUnlessForced() {
    String id = press.create("title", "a", "text", "a");
    press.update(id, "title", "b", "text", "b");
    String change = press.change(id);
    press.update(id, "title", "c");
    Answer conflict = press.undo(press.admin, id, change).expect(409, "PRESS_ARTICLE_CONFLICT");
    assertThat(conflict.args())
        .containsEntry("_id", id)
        .containsEntry("current", doc("title", "c"));
    assertThat(press.article(id)).containsEntry("title", "c").containsEntry("text", "b");
    press
        .admin
        .call("article/undo", steps(doc("_id", id)), doc("change", change, "force", true))
        .expect(200);
    assertThat(press.article(id)).containsEntry("title", "a").containsEntry("text", "a");
  }

  @Test
  void aPictureComesBack() {
    try (TestClient admin = press.app.admin()) {
      String id = press.create("title", "a");
      admin.call("article/update", byId(id), doc("picture", picture("one.png", 1))).expect(200);
      Object first = press.article(id).get("picture");
      admin.call("article/update", byId(id), doc("picture", picture("two.png", 2))).expect(200);
      press.undo(press.admin, id, press.change(id)).expect(200);
      assertThat(press.article(id)).containsEntry("picture", first);
      assertThat(press.history(id).toString()).contains("two.png").doesNotContain("hash");
    }
  }

  private static Map<String, @Nullable Object> picture(String name, int content) {
    return doc(
        "name",
        name,
        "type",
        "image/png",
        "size",
        1,
        "lastModified",
        0,
        "content",
        doc("0", content));
  }

  @Test
  void theRulesOfUpdateHold() {
    String id = press.create("title", "a");
    press.update(id, "title", "b", "status", "published");
    String title = press.change(id);
    TestClient6 editor = press.user("editor", EDITOR);
    press.undo(editor, id, title).expect(200);
    assertThat(press.article(id)).containsEntry("title", "a");
    assertThat(press.read(doc("_id", id, "$extn", false)).doc().get("editor"))
        .as("what the permit sets")
        .isNotNull();
  }

  private String ledger(Object... attrs) {
    return press.admin.call("ledger/create", steps(), doc(attrs)).expect(200).id();
  }

  private Answer undoLedger(TestClient6 who, String id) {
    return who.call("ledger/undo", steps(doc("_id", id)), doc("change", press.change(id)));
  }

  private void change(String id, Object... attrs) {
    press.admin.call("ledger/update", steps(doc("_id", id)), doc(attrs)).expect(200);
  }

  @Test
  void theHooksOfUpdateHaveTheirSay() {
    String id = ledger("name", "frozen");
    change(id, "name", "open");
    undoLedger(press.admin, id).expect(400, "PRESS_LEDGER_FROZEN");
  }

  @Test
  void whatIsGivenOnceIsNotTakenBack() {
    String id = ledger("name", "a");
    change(id, "number", "7");
    undoLedger(press.admin, id).expect(400, "PRESS_LEDGER_INVALID_ATTR");
  }

  @Test
  void whatThePermitDoesNotAcceptIsRefused() {
    TestClient6 clerk = press.user("clerk", Map.of("ledger", List.of("read", "book")));
    String id = ledger("name", "a", "amount", 1);
    change(id, "name", "b", "amount", 2);
    undoLedger(clerk, id).expect(403, "PRESS_LEDGER_FORBIDDEN_ATTR");
    change(id, "amount", 3);
    undoLedger(clerk, id).expect(200);
    assertThat(press.admin.call("ledger/read", steps(doc("_id", id))).doc())
        .containsEntry("name", "b")
        .containsEntry("amount", 2L);
  }

  @Test
  void withoutAWordForItWhoeverMayDeleteUndoesADeletion() {
    String id = ledger("name", "a");
    press.admin.call("ledger/delete", steps(doc("_id", id))).expect(200);
    undoLedger(press.user("clerk", Map.of("ledger", List.of("read", "update"))), id).expect(403);
    TestClient6 keeper = press.user("keeper", Map.of("ledger", List.of("delete")));
    undoLedger(keeper, id).expect(200);
    assertThat(press.admin.call("ledger/read", steps(doc("_id", id))).doc())
        .containsEntry("name", "a");
    keeper.call("ledger/undelete", steps(doc("_id", id))).expect(400, "CORE_REQ_INVALID_METHOD");
  }

  @Test
  void aValueThatIsTakenMeanwhileIsRefused() {
    String id = press.create("title", "a", "code", "one");
    press.update(id, "code", "two");
    press.create("title", "b", "code", "one");
    press.undo(press.admin, id, press.change(id)).expect(400, "PRESS_ARTICLE_DUPLICATE_DOC");
  }

  @Test
  void aDeletionIsUndoneByWhoMayBringItBack() {
    String id = press.create("title", "a");
    press.delete(id);
    String change = press.change(id);
    TestClient6 editor = press.user("editor", EDITOR);
    assertThat(press.undo(editor, id, change).expect(200).count()).isZero();
    assertThat(press.read(doc("_id", id)).total()).isZero();
    TestClient6 reader = press.user("reader", Map.of("article", List.of("read", "delete")));
    press.undo(reader, id, change).expect(403);
    press.undo(press.admin, id, change).expect(200);
    assertThat(press.article(id)).containsEntry("title", "a");
    assertThat(press.history(id).getFirst()).containsEntry("remarks", "undo of " + change);
    press.undo(press.admin, id, change).expect(409, "PRESS_ARTICLE_CONFLICT");
  }

  @Test
  void whatWasDeletedForGoodDoesNotComeBack() {
    String id = press.create("title", "a");
    press.admin.call("article/delete", steps(doc("_id", id, "$force", true))).expect(200);
    press.undo(press.admin, id, press.change(id)).expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    String id = press.create("title", "a");
    String create = press.change(id);
    press.update(id, "title", "b");
    String change = press.change(id);
    String other = press.create("title", "c");
    for (Object wrong :
        new @Nullable Object[] {5, true, "x", "", doc(), List.of(), List.of(change)}) {
      assertThat(
              press
                  .admin
                  .call("article/undo", steps(doc("_id", id)), doc("change", wrong))
                  .status())
          .as("%s", wrong)
          .isEqualTo(400);
    }
    press.admin.call("article/undo", steps(doc("_id", id)), doc()).expect(400);
    press
        .admin
        .call("article/undo", steps(doc("_id", id)), doc("change", change, "force", "yes"))
        .expect(400);
    for (Object steps :
        List.of(
            steps(),
            steps(doc("_id", "x")),
            steps(doc("_id", List.of(id, other))),
            steps(doc("_id", doc("$ne", other))),
            steps(doc("title", "b")))) {
      assertThat(press.admin.call("article/undo", steps, doc("change", change)).status())
          .as("%s", steps)
          .isEqualTo(400);
    }
    press.undo(press.admin, other, change).expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
    press.undo(press.admin, id, other).expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
    press.undo(press.admin, id, create).expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
    press
        .admin
        .call("plain/undo", steps(doc("_id", id)), doc("change", change))
        .expect(400, "CORE_REQ_INVALID_METHOD");
    try (TestClient anybody = press.app.client()) {
      anybody.call("article/undo", byId(id), doc("change", change)).expect(403);
    }
    press.undo(press.user("reader", Map.of("article", List.of("read"))), id, change).expect(403);
    assertThat(press.article(id)).containsEntry("title", "b");
  }
}
