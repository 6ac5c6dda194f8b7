package io.limp.history;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents and lists as they were. */
class AsOfTest extends PressTest {
  boolean hasTransactions() {
    return true;
  }

  private Answer asOf(Object then, Object... steps) {
    List<Object> all = new ArrayList<>(steps(steps));
    all.add(doc("$asOf", then));
    return press.admin.call("article/read", all);
  }

  @Test
  void aDocumentIsReadAsItWas() {
    String id = press.create("title", "a", "tags", List.of("x"));
    String first = press.tick();
    press.update(id, "title", "b", "tags", doc("$append", "y"));
    String second = press.tick();
    press.update(id, "title", "c");
    press.tick();
    assertThat(asOf(first, doc("_id", id)).expect(200).doc())
        .containsEntry("title", "a")
        .containsEntry("tags", List.of("x"));
    assertThat(asOf(second, doc("_id", id)).expect(200).doc())
        .containsEntry("title", "b")
        .containsEntry("tags", List.of("x", "y"));
    assertThat(asOf("2027-01-01T00:00:00Z", doc("_id", id)).expect(200).doc())
        .containsEntry("title", "c");
    assertThat(asOf("2026-11-22T09:00:00Z", doc("_id", id)).expect(200).total()).isZero();
  }

  @Test
  void aListIsReadAsItWas() {
    String stays = press.create("title", "stays");
    String goes = press.create("title", "goes");
    String changes = press.create("title", "changes");
    String then = press.tick();
    press.delete(goes);
    press.update(changes, "title", "changed");
    press.create("title", "new");
    assertThat(asOf(then).expect(200).each("title")).containsExactly("changes", "goes", "stays");
    assertThat(asOf(then).total()).isEqualTo(3);
    assertThat(press.read().each("title")).containsExactly("new", "changed", "stays");
    assertThat(asOf(then, doc("title", doc("$regex", "^changed"))).expect(200).total()).isZero();
    assertThat(asOf(then, doc("title", "goes")).expect(200).each("_id")).containsExactly(goes);
    assertThat(asOf(then, doc("_id", doc("$in", List.of(stays, goes)))).expect(200).total())
        .isEqualTo(2);
  }

  @Test
  void itIsSortedAndPagedAsItWas() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ids.add(press.create("title", "" + i));
    }
    String then = press.tick();
    press.update(ids.get(4), "title", "z");
    press.delete(ids.get(0));
    press.create("title", "00");
    Map<String, @Nullable Object> sort = doc("title", 1L);
    assertThat(asOf(then, doc("$sort", sort)).expect(200).each("title"))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    Answer page = asOf(then, doc("$sort", sort, "$skip", 3, "$limit", 3)).expect(200);
    assertThat(page.each("title")).containsExactly("3", "4", "5");
    assertThat(page.total()).isEqualTo(9);
    assertThat(asOf(then, doc("$limit", 0)).expect(200).total()).isEqualTo(9);
    List<@Nullable Object> all = new ArrayList<>();
    Object after = "";
    while (after != null) {
      Answer part = asOf(then, doc("$sort", sort, "$limit", 4, "$after", after)).expect(200);
      all.addAll(part.each("title"));
      after = part.args().get("after");
    }
    assertThat(all).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Test
  void aMomentIsATimeOrAChange() {
    String id = press.create("title", "a");
    press.tick();
    press.update(id, "title", "b");
    String change = press.change(id);
    press.update(id, "title", "c");
    for (Object then :
        List.of(
            change,
            Instant.parse("2026-11-22T10:00:00Z").getEpochSecond(),
            1_795_341_600.5,
            "2026-11-22T10:00:00",
            "2026-11-22T10:00:00.400000",
            "2026-11-22T14:00:00+04:00")) {
      assertThat(asOf(then, doc("_id", id)).expect(200).doc().get("title"))
          .as("%s", then)
          .isEqualTo(then.equals(change) ? "b" : "a");
    }
    try (TestClient admin = press.app.admin()) {
      Map<String, @Nullable Object> query = byId(id);
      query.put("$asOf", Instant.parse("2026-11-22T10:00:00Z").getEpochSecond());
      assertThat(admin.call("article/read", query).expect(200).doc()).containsEntry("title", "a");
    }
  }

  @Test
  void versionsAreThoseOfThen() {
    String id = press.create("title", "a");
    press.update(id, "title", "b");
    String then = press.tick();
    press.update(id, "title", "c");
    assertThat(asOf(then, doc("_id", id, "$ver", true)).expect(200).doc())
        .containsEntry("_ver", 2L);
    assertThat(press.read(doc("_id", id, "$ver", true)).doc()).containsEntry("_ver", 3L);
  }

  @Test
  void whatWasDeletedAndCameBackWasNotThereBetween() {
    String id = press.create("title", "a");
    press.tick();
    press.delete(id);
    String deleted = press.tick();
    press.admin.call("article/undelete", steps(doc("_id", id))).expect(200);
    String back = press.tick();
    press.delete(id);
    assertThat(asOf("2026-11-22T10:00:00", doc("_id", id)).expect(200).total()).isEqualTo(1);
    assertThat(asOf(deleted, doc("_id", id)).expect(200).total()).isZero();
    assertThat(asOf(back, doc("_id", id)).expect(200).total()).isEqualTo(1);
  }

  @Test
  void otherDocumentsAreShownAsTheyAreToday() {
    String id = press.create("title", "a", "editor", TestApp.ADMIN_ID);
    String then = press.tick();
    press.update(id, "editor", doc("$unset", true));
    assertThat(asOf(then, doc("_id", id)).expect(200).doc().get("editor").toString())
        .contains("__ADMIN");
    assertThat(asOf(then, doc("_id", id, "$extn", false)).doc())
        .containsEntry("editor", TestApp.ADMIN_ID);
  }

  @Test
  void ofWhatIsLeftOutNothingIsToldOfThePast() {
    String id = press.create("title", "a", "views", 77);
    String then = press.tick();
    assertThat(asOf(then, doc("_id", id)).expect(200).doc()).containsEntry("views", null);
    press.update(id, "views", 78, "title", "b");
    assertThat(asOf(then, doc("_id", id)).expect(200).doc()).containsEntry("views", null);
    for (Object step :
        List.of(
            doc("views", 77),
            List.of(doc("views", doc("$gt", 1)), doc("title", "a")),
            doc("$sort", doc("views", 1)))) {
      assertThat(asOf(then, step).expect(400, "PRESS_ARTICLE_INVALID_QUERY").msg())
          .contains("views");
    }
  }

  @Test
  void thePastStaysAsItWasWhileOthersChangeThePresent() throws Exception {
    assumeTrue(hasTransactions(), "without transactions, documents are seen before their changes");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ids.add(press.create("title", "then"));
    }
    String then = press.tick();
    try (TestClient6 other = press.app.admin6();
        ExecutorService one = Executors.newSingleThreadExecutor()) {
      Future<?> changes =
          one.submit(
              () -> {
                for (String id : ids) {
                  other.call("article/update", steps(doc("_id", id)), doc("title", "now"));
                  other.call("article/create", steps(), doc("title", "new"));
                }
              });
      do {
        Answer past = asOf(then).expect(200);
        assertThat(past.total()).isEqualTo(30);
        assertThat(past.each("title")).hasSize(30).containsOnly("then");
      } while (!changes.isDone());
      changes.get();
    }
    assertThat(press.read(doc("title", "now")).total()).isEqualTo(30);
  }

  @Test
  void whatTheLogDoesNotKnowAnyMoreIsSaidSo() {
    press.create("title", "a");
    String then = "2026-11-22T09:59:59";
    press.tick();
    press.clock.forward(Duration.ofDays(40));
    try (TestClient6 admin =
        press.app.client6().signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD)) {
      // The log is pruned when nobody waits for it: soon, but not at once.
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      Answer answer = admin.call("article/read", steps(doc("$asOf", then)));
      while (answer.status() == 200) {
        assertThat(System.nanoTime()).as("the log is pruned in time").isLessThan(deadline);
        answer = admin.call("article/read", steps(doc("$asOf", then)));
      }
      assertThat(answer.expect(410, "PRESS_ARTICLE_TOO_LONG_AGO").args())
          .containsEntry("since", "2027-01-01T10:00:01Z");
      assertThat(admin.call("article/read", steps(doc("$asOf", "2027-01-01T10:00:01"))).total())
          .isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    String id = press.create("title", "a");
    for (Object wrong :
        new @Nullable Object[] {
          null,
          true,
          "",
          "yesterday",
          doc(),
          List.of(),
          -1,
          1e300,
          "12:34",
          "nosuch:1",
          "f00000000000000000000010",
          "0001-01-01T00:00:00Z"
        }) {
      Answer answer = asOf(wrong, doc("_id", id));
      assertThat(answer.expect(400, "PRESS_ARTICLE_INVALID_QUERY").msg())
          .as("%s", wrong)
          .contains("$asOf");
    }
    String now = press.tick();
    asOf(now, doc("$diff", true)).expect(400);
    asOf(now, doc("$deleted", true)).expect(400);
    for (Map<String, ?> group :
        List.of(doc("by", "views"), doc("by", "title", "sum", List.of("views")))) {
      assertThat(asOf(now, doc("$group", List.of(group))).expect(400).msg()).contains("'views'");
    }
    press
        .admin
        .call("plain/read", steps(doc("$asOf", now)))
        .expect(400, "PRESS_PLAIN_INVALID_QUERY");
    press.admin.call("user/read", steps(doc("$asOf", now))).expect(400, "CORE_USER_INVALID_QUERY");
    press
        .admin
        .call("session/read", steps(doc("$asOf", now)))
        .expect(400, "CORE_SESSION_INVALID_QUERY");
    for (String method : List.of("update", "delete", "undelete", "undo")) {
      press
          .admin
          .call(
              "article/" + method,
              steps(doc("_id", id, "$asOf", now)),
              doc("title", "z", "change", id))
          .expect(400, "PRESS_ARTICLE_INVALID_QUERY");
    }
    assertThat(press.article(id)).containsEntry("title", "a");
    try (TestClient anybody = press.app.client()) {
      anybody.call("article/read", query("$asOf", now)).expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void groupsAreCountedAsTheyWere() {
    String one = press.create("title", "a", "tags", List.of("x", "y"), "status", "draft");
    String two = press.create("title", "a", "tags", List.of("x"));
    press.create("title", "b");
    String then = press.tick();
    press.update(one, "title", "b", "tags", List.of("z"));
    press.delete(two);
    press.create("title", "c", "tags", List.of("x"));
    press.tick();
    Answer groups =
        asOf(then, doc("$group", List.of(doc("by", "title"), doc("by", "tags"))), doc("$limit", 1))
            .expect(200);
    assertThat(groups.total()).isEqualTo(3);
    assertThat(groups.args().get("groups"))
        .isEqualTo(
            doc(
                "title",
                List.of(doc("value", "a", "count", 2L), doc("value", "b", "count", 1L)),
                "tags",
                List.of(doc("value", "x", "count", 2L), doc("value", "y", "count", 1L))));
    assertThat(
            asOf(then, doc("tags", "y"), doc("$group", List.of(doc("by", "title"))))
                .expect(200)
                .args()
                .get("groups"))
        .isEqualTo(doc("title", List.of(doc("value", "a", "count", 1L))));
  }

  @Test
  void groupsOfThePastCountOnlyWhatTheReaderMaySee() {
    String draft = press.create("title", "a", "status", "draft");
    String open = press.create("title", "a");
    String then = press.tick();
    press.update(draft, "status", "published");
    press.update(open, "title", "b");
    press.tick();
    List<Object> query = steps(doc("$asOf", then), doc("$group", List.of(doc("by", "title"))));
    try (TestClient6 reader = press.user("reader", Map.of("article", List.of("read")))) {
      assertThat(reader.call("article/read", query).expect(200).args().get("groups"))
          .isEqualTo(doc("title", List.of(doc("value", "a", "count", 1L))));
    }
  }
}
