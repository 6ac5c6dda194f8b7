package io.limp.history;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What would take too long is refused, with the way to ask for less. */
class ManyChangesTest {
  private static final int BATCHES = 101;
  private static final int CALLS = 100;

  @Test
  void tooMuchIsRefusedAndAPartIsNot() {
    try (HistoryApp press = new HistoryApp(TestApp.of())) {
      String start = press.tick();
      String first = press.create("title", "first");
      List<Object> ids = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        ids.addAll(create(press));
      }
      String created = press.tick();
      Answer tooMany = press.admin.call("article/read", steps(doc("$asOf", start)));
      tooMany.expect(400, "PRESS_ARTICLE_TOO_MANY_CHANGES");
      assertThat(
              press
                  .admin
                  .call("article/read", steps(doc("$asOf", start, "_id", first)))
                  .expect(200)
                  .total())
          .isZero();
      assertThat(press.read(doc("$asOf", created, "$limit", 5)).total()).isEqualTo(10_101);
      update(press, ids, "changed");
      press.tick();
      update(press, ids, "changed again");
      press.update(first, "title", "last");
      press.admin.call("diff/read").expect(400, "CORE_DIFF_TOO_MANY_CHANGES");
      press
          .admin
          .call("diff/read", steps(doc("module", "article", "$limit", 1)))
          .expect(400, "CORE_DIFF_TOO_MANY_CHANGES");
      assertThat(press.admin.call("diff/read", steps(doc("doc", first))).expect(200).total())
          .isEqualTo(1);
      String last = press.clock.instant().toString();
      Answer late =
          press.admin.call("diff/read", steps(doc("create_time", doc("$gte", last), "$limit", 2)));
      assertThat(late.expect(200).total()).isEqualTo(10_001);
      assertThat(late.docs().getFirst()).containsEntry("doc", first);
    }
  }

  private static List<?> create(HistoryApp press) {
    Map<String, @Nullable Object> create =
        doc("endpoint", "article/create", "query", steps(), "doc", doc("title", "x"));
    List<?> calls = Stream.generate(() -> create).limit(CALLS).toList();
    Answer answer = press.admin.call("data/batch", steps(), doc("calls", calls)).expect(200);
    List<Object> ids = new ArrayList<>();
    for (Object reply : (List<?>) answer.args().get("replies")) {
      Map<?, ?> args = (Map<?, ?>) ((Map<?, ?>) reply).get("args");
      ids.add(((Map<?, ?>) ((List<?>) args.get("docs")).getFirst()).get("_id"));
    }
    return ids;
  }

  private static void update(HistoryApp press, List<Object> ids, String title) {
    List<Object> most = ids.subList(0, 10_000);
    press
        .admin
        .call("article/update", steps(doc("_id", doc("$in", most))), doc("title", title))
        .expect(200);
  }
}
