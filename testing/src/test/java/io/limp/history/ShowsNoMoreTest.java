package io.limp.history;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S5, S7, S8: histories and the past show nobody more than they may read now. */
class ShowsNoMoreTest extends PressTest {
  private static final String PLANTED = "planted";

  private TestClient6 reader;

  @BeforeEach
  void signReaderIn() {
    reader =
        press.user(
            "reader",
            Map.of(
                "article",
                List.of("read", "edit"),
                "diff",
                List.of("read"),
                "vault",
                List.of("read", "update")));
  }

  private Answer asOf(String then, Object... steps) {
    List<Object> all = new ArrayList<>(steps(steps));
    all.add(doc("$asOf", then));
    return reader.call("article/read", all).expect(200);
  }

  @Test
  void aDraftHasNoPastForWhoSeesOnlyWhatIsPublished() {
    String id = press.create("title", "a", "status", "draft");
    press.update(id, "title", "b");
    String draft = press.tick();
    assertThat(reader.call("diff/read").expect(200).total()).isZero();
    assertThat(reader.call("diff/read", steps(doc("doc", id))).expect(200).total()).isZero();
    assertThat(asOf(draft).total()).isZero();
    press.update(id, "status", "published", "text", "out");
    assertThat(reader.call("article/read").expect(200).total()).isEqualTo(1);
    assertThat(reader.call("diff/read").expect(200).total())
        .as("what led from a draft to what is published tells of the draft")
        .isZero();
    assertThat(asOf(draft).total()).isZero();
    press.update(id, "text", "later");
    assertThat(reader.call("diff/read").expect(200).each("vars"))
        .containsExactly(doc("text", "later"));
    assertThat((List<?>) reader.call("article/read", steps(doc("$diff", true))).doc().get("diff"))
        .hasSize(1);
  }

  @Test
  void whatIsADraftTodayIsNotFoundInItsPublishedPast() {
    String id = press.create("title", "a");
    press.update(id, "title", "b");
    String published = press.tick();
    assertThat(asOf(published).total()).isEqualTo(1);
    press.update(id, "status", "draft");
    assertThat(asOf(published).total()).isZero();
    assertThat(asOf(published, doc("_id", id)).total()).isZero();
    assertThat(reader.call("diff/read").expect(200).total()).isZero();
  }

  @Test
  void whoeverSeesTheirOwnSeesTheirOwnPast() {
    Map<String, List<String>> own = Map.of("article", List.of("write"), "diff", List.of("read"));
    TestClient6 writer = press.user("writer", own);
    String mine = writer.call("article/create", steps(), doc("title", "mine")).expect(200).id();
    String other = press.create("title", "other");
    String then = press.tick();
    press.update(mine, "title", "changed");
    press.update(other, "title", "changed too");
    assertThat(writer.call("article/read", steps(doc("$asOf", then))).expect(200).each("title"))
        .containsExactly("mine");
    assertThat(writer.call("diff/read").expect(200).each("doc")).containsExactly(mine);
    press.delete(mine);
    assertThat(writer.call("article/read", steps(doc("$asOf", then))).expect(200).each("title"))
        .containsExactly("mine");
  }

  @Test
  void whatWasDeletedIsFoundInThePastByWhomItWasShownThen() {
    String shown = press.create("title", "shown");
    String hidden = press.create("title", "hidden", "status", "draft");
    String then = press.tick();
    press.delete(shown);
    press.delete(hidden);
    assertThat(asOf(then).each("title")).containsExactly("shown");
  }

  @Test
  void nothingCanBeGuessedFromHowManyAreFound() {
    String id = press.create("title", "a", "text", PLANTED, "internal", PLANTED, "status", "draft");
    press.update(id, "text", PLANTED + 2, "internal", PLANTED + 2);
    String then = press.tick();
    press.update(id, "text", "clean", "status", "published");
    press.update(id, "title", "b");
    for (Object guess :
        List.of(
            doc("vars.text", PLANTED + 2),
            doc("vars.internal", doc("$regex", PLANTED)),
            doc("before.text", PLANTED + 2),
            doc("vars", doc("$ne", null), "vars.text", doc("$gt", "")))) {
      assertThat(reader.call("diff/read", steps(guess)).expect(200).total())
          .as("%s", guess)
          .isZero();
    }
    for (Object guess :
        List.of(
            doc("text", doc("$regex", PLANTED)),
            doc("internal", doc("$gt", "")),
            List.of(doc("text", PLANTED + 2), doc("title", "a")))) {
      assertThat(asOf(then, guess).total()).as("%s", guess).isZero();
      assertThat(
              press
                  .admin
                  .call("article/read", steps(doc("internal", doc("$gt", "")), doc("$asOf", then)))
                  .expect(200)
                  .total())
          .as("a hidden attribute is not there for anybody")
          .isZero();
    }
  }

  @Test
  void nothingIsBroughtBackByWhoMayNotSeeIt() {
    String id = press.create("title", "a", "text", PLANTED, "status", "draft");
    press.update(id, "text", "clean", "status", "published");
    String change = press.change(id);
    press.undo(reader, id, change).expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
    reader
        .call("article/undo", steps(doc("_id", id)), doc("change", change, "force", true))
        .expect(400, "PRESS_ARTICLE_INVALID_CHANGE");
    press.update(id, "title", "b");
    press.update(id, "status", "draft");
    for (Map<String, @Nullable Object> entry : press.history(id)) {
      int status = press.undo(reader, id, String.valueOf(entry.get("_id"))).status();
      assertThat(status).isEqualTo(400);
    }
    assertThat(press.article(id)).containsEntry("text", "clean").containsEntry("title", "b");
  }

  @Test
  void whatAPermitHidesIsNotInTheHistory() {
    TestClient6 other =
        press.user("other", Map.of("article", List.of("peek", "edit"), "diff", List.of("read")));
    String id = press.create("title", "a", "text", PLANTED);
    String then = press.tick();
    press.update(id, "text", PLANTED + 2);
    press.update(id, "text", PLANTED + 3, "title", "b");
    String change = press.change(id);
    assertThat(other.call("diff/read").expect(200).each("vars")).containsExactly(doc("title", "b"));
    assertThat(other.call("diff/read", steps(doc("vars.text", PLANTED + 3))).expect(200).total())
        .isZero();
    assertThat(other.call("article/read", steps(doc("$diff", true))).expect(200).toString())
        .contains("title")
        .doesNotContain(PLANTED);
    assertThat(other.call("article/read", steps(doc("$asOf", then))).expect(200).toString())
        .contains("title")
        .doesNotContain(PLANTED);
    other
        .call("article/read", steps(doc("$asOf", then, "text", PLANTED)))
        .expect(403, "PRESS_ARTICLE_FORBIDDEN_ATTR");
    other
        .call("article/undo", steps(doc("_id", id, "text", PLANTED + 3)), doc("change", change))
        .expect(403, "PRESS_ARTICLE_FORBIDDEN_ATTR");
    press.undo(other, id, change).expect(200);
    assertThat(press.article(id)).containsEntry("title", "a").containsEntry("text", PLANTED + 3);
  }

  @Test
  void secretsAreInNoHistory() {
    String pin = "4711-" + PLANTED;
    String id =
        press.admin.call("vault/create", steps(), doc("name", "a", "pin", pin)).expect(200).id();
    String then = press.tick();
    for (String name : List.of("b", "c")) {
      press
          .admin
          .call("vault/update", steps(doc("_id", id)), doc("name", name, "pin", pin + name))
          .expect(200);
    }
    Object change =
        press
            .admin7
            .call("diff/read", steps(doc("doc", id, "$skip", 1)))
            .docs()
            .getFirst()
            .get("_id");
    try (TestClient old = press.app.admin()) {
      String told =
          press.admin7.call("diff/read").expect(200)
              + ""
              + press.admin7.call("vault/read", steps(doc("$diff", true))).expect(200)
              + press.admin.call("vault/read", steps(doc("$asOf", then))).expect(200)
              + press.undo(press.admin, id, "" + change)
              + old.call("vault/read", byId(id)).expect(200)
              + old.call("vault/undo", byId(id), doc("change", change));
      assertThat(told).contains("name").doesNotContain(PLANTED).doesNotContain("pin=");
    }
    assertThat(press.admin.call("vault/read", steps(doc("pin", pin), doc("$asOf", then))).total())
        .isZero();
    assertThat(press.admin.call("diff/read", steps(doc("vars.pin", doc("$gt", "")))).total())
        .isZero();
  }

  @Test
  void whatAHookOfReadTakesOutIsNotInTheHistory() {
    String id =
        press
            .admin
            .call("vault/create", steps(), doc("name", "a", "owners_name", PLANTED))
            .expect(200)
            .id();
    String then = press.tick();
    press
        .admin
        .call("vault/update", steps(doc("_id", id)), doc("name", "b", "owners_name", PLANTED + 2))
        .expect(200);
    String change = "" + press.admin.call("diff/read", steps(doc("doc", id))).doc().get("_id");
    press
        .admin
        .call("vault/update", steps(doc("_id", id)), doc("owners_name", PLANTED + 3))
        .expect(200);
    Answer history = reader.call("diff/read").expect(200);
    assertThat(history.each("vars")).containsExactly(doc("name", "b"));
    assertThat(reader.call("vault/read", steps(doc("$asOf", then))).expect(200).doc())
        .containsEntry("owners_name", null);
    press.undo(reader, id, change).expect(400); // of an article
    reader.call("vault/undo", steps(doc("_id", id)), doc("change", change)).expect(200);
    assertThat(press.admin.call("vault/read", steps(doc("_id", id))).doc())
        .as("what they cannot see, they do not bring back")
        .containsEntry("name", "a")
        .containsEntry("owners_name", PLANTED + 3);
    assertThat(press.admin.call("diff/read").expect(200).total()).isEqualTo(3);
  }

  @Test
  void theServersOwnModulesHaveNoHistory() {
    String user = press.admin.call("user/read", steps(doc("email", "reader@example.com"))).id();
    press
        .admin
        .call("user/update", steps(doc("_id", user)), doc("email", PLANTED + "@example.com"))
        .expect(200);
    for (String module : List.of("user", "session", "group", "setting", "outbox", "job_run")) {
      Answer answer = press.admin7.call("diff/read", steps(doc("module", module))).expect(200);
      assertThat(answer.total()).as(module).isZero();
    }
    assertThat(press.admin7.call("diff/read").toString()).doesNotContain(PLANTED);
    try (TestClient old = press.app.admin()) {
      assertThat(old.call("user/read", query("$diff", true)).expect(200).docs())
          .noneMatch(each -> each.containsKey("diff"));
    }
  }
}
