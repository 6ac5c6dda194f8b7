package io.limp.query;

import static io.limp.testing.Wire.doc;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire contract 2.5: queries as lists of steps. */
class StepsTest {
  private static Notes notes;

  @BeforeAll
  static void start() {
    notes = new Notes();
  }

  @AfterAll
  static void stop() {
    notes.close();
  }

  static Stream<Arguments> found() {
    return Stream.of(
        Arguments.of(List.of(doc("title", "Alpha")), List.of("Alpha")),
        Arguments.of(List.of(doc("num", 0)), List.of("Alpha")),
        Arguments.of(List.of(doc("flag", false)), List.of("delta", "alpha beta", "beta")),
        Arguments.of(List.of(doc("title", "Alpha", "num", 0)), List.of("Alpha")),
        Arguments.of(List.of(doc("title", "Alpha"), doc("num", 10)), List.of()),
        Arguments.of(
            List.of(List.of(doc("title", "Alpha"), doc("num", 10))), List.of("beta", "Alpha")),
        Arguments.of(
            List.of(doc("__or", List.of(doc("title", "Alpha"), doc("num", 10)), "flag", true)),
            List.of("Alpha")),
        Arguments.of(
            List.of(
                doc(
                    "__or1", List.of(doc("num", 0), doc("num", 10)),
                    "__or2", List.of(doc("num", 10), doc("num", 20)))),
            List.of("beta")),
        Arguments.of(
            List.of(List.of(doc("title", "Alpha", "num", 0), doc("title", "beta", "num", 99))),
            List.of("Alpha")),
        Arguments.of(List.of(op("num", "$gt", 40)), List.of("delta")),
        Arguments.of(List.of(op("num", "$gte", 40)), List.of("delta", "a.b*c")),
        Arguments.of(List.of(op("num", "$lt", 10)), List.of("Alpha")),
        Arguments.of(List.of(op("num", "$lte", 10)), List.of("beta", "Alpha")),
        Arguments.of(List.of(doc("num", doc("$gt", 0, "$lt", 20))), List.of("beta")),
        Arguments.of(List.of(op("num", "$bet", List.of(40, 50))), List.of("delta", "a.b*c")),
        Arguments.of(List.of(op("num", "$in", List.of(10, 20))), List.of("Gamma", "beta")),
        Arguments.of(List.of(op("num", "$nin", List.of(0, 10, 20, 30))), List.of("delta", "a.b*c")),
        Arguments.of(List.of(op("tags", "$all", List.of("t3", "all"))), List.of("alpha beta")),
        Arguments.of(List.of(op("num", "$all", List.of(10))), List.of("beta")),
        Arguments.of(List.of(doc("tags", "t3")), List.of("alpha beta")),
        Arguments.of(List.of(doc("label.ar_AE", "L2")), List.of("Gamma")),
        Arguments.of(List.of(doc("meta.y.z", 3)), List.of("alpha beta")),
        Arguments.of(List.of(op("when", "$gt", "2020-01-05T00:00:00")), List.of("delta")),
        Arguments.of(
            List.of(doc("owner.email", "ADMIN@LIMP.MASAAR.COM"), doc("num", 10)), List.of("beta")),
        Arguments.of(List.of(doc("owner.email", "nobody@x.y")), List.of()),
        Arguments.of(List.of(doc("peers", TestApp.ADMIN_ID), doc("num", 0)), List.of("Alpha")),
        Arguments.of(List.of(doc("_id", "zzz")), List.of()),
        Arguments.of(List.of(doc("nosuch", 1)), List.of()),
        Arguments.of(List.of(List.of(doc("nosuch", 1), doc("num", 0))), List.of("Alpha")),
        Arguments.of(List.of("x", doc("num", 0)), List.of("Alpha")),
        Arguments.of(List.of(List.of(doc("num", 0)), doc("$limit", 1)), List.of("Alpha")),
        Arguments.of(List.of(List.of(doc("$limit", 1), doc("num", 0))), List.of("Alpha")));
  }

  private static Map<String, @Nullable Object> op(
      String attr, String operator, @Nullable Object operand) {
    return doc(attr, doc(operator, operand));
  }

  @ParameterizedTest
  @MethodSource("found")
  void stepsFind(List<?> steps, List<String> titles) {
    assertThat(notes.titles(steps.toArray())).isEqualTo(titles);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(op("num", "$gt", null), "num"),
        Arguments.of(op("num", "$gt", List.of(1)), "num"),
        Arguments.of(op("num", "$gt", true), "num"),
        Arguments.of(op("num", "$in", List.of()), "$in"),
        Arguments.of(op("num", "$in", 5), "$in"),
        Arguments.of(op("num", "$all", List.of()), "$all"),
        Arguments.of(op("num", "$bet", List.of(1)), "$bet"),
        Arguments.of(op("num", "$nosuch", 1), "$nosuch"),
        Arguments.of(op("title", "$regex", 5), "$regex"),
        Arguments.of(doc("__or", doc("num", 1)), "__or"),
        Arguments.of(doc("$limit", "2"), "$limit"),
        Arguments.of(doc("$limit", -1), "$limit"),
        Arguments.of(doc("$limit", 10_001), "10000"),
        Arguments.of(doc("$skip", 1.5), "$skip"),
        Arguments.of(doc("$sort", "num"), "$sort"),
        Arguments.of(doc("$sort", doc("num", 2)), "$sort"),
        Arguments.of(doc("$attrs", "title"), "$attrs"),
        Arguments.of(doc("$extn", List.of(1)), "$extn"),
        Arguments.of(doc("$after", "nonsense"), "$after"),
        Arguments.of(doc("$after", true), "$after"),
        Arguments.of(doc("$after", List.of(1)), "$after"),
        Arguments.of(doc("$ver", 1), "$ver"),
        Arguments.of(op("num", "$in", Collections.nCopies(10_001, 1)), "10001"),
        Arguments.of(doc("__or", Collections.nCopies(501, doc("num", 1))), "501"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeAskedIsRefusedByName(Map<String, @Nullable Object> step, String named) {
    Answer answer = notes.read(step).expect(400, "SPIKE_NOTE_INVALID_QUERY");
    assertThat(answer.msg()).contains(named);
  }

  @Test
  void conditionsMayNotStandTooDeep() {
    Object step = doc("num", 1);
    for (int i = 0; i < 40; i++) {
      step = List.of(step, doc("num", 2));
    }
    notes.read(step).expect(400, "SPIKE_NOTE_INVALID_QUERY");
  }

  @Test
  void idsAreFoundByListAndByOperator() {
    List<String> ids = List.of(notes.id(0), notes.id(2));
    assertThat(notes.titles(doc("_id", ids))).containsExactly("Gamma", "Alpha");
    assertThat(notes.titles(op("_id", "$in", ids))).containsExactly("Gamma", "Alpha");
    assertThat(notes.titles(doc("_id", notes.id(1)))).containsExactly("beta");
  }

  @Test
  void aLimitOfNothingFindsNothingButTellsTheTotal() {
    Answer answer = notes.read(doc("$limit", 0)).expect(200);
    assertThat(answer.total()).isEqualTo(6);
    assertThat(answer.count()).isZero();
    assertThat(notes.read(doc("_id", notes.id(0)), doc("$limit", 0)).count()).isZero();
  }

  @Test
  void onlyTheAskedAttributesAreShown() {
    Answer answer = notes.read(doc("$attrs", List.of("title", "num", "nosuch"), "$limit", 1));
    assertThat(answer.doc()).containsOnlyKeys("_id", "title", "num");
  }

  @Test
  void onlyTheAskedAttributesAreExpanded() {
    Map<String, @Nullable Object> all = notes.read(doc("$limit", 1)).doc();
    assertThat(all.get("owner")).isInstanceOf(Map.class);
    Map<String, @Nullable Object> none = notes.read(doc("$extn", false, "$limit", 1)).doc();
    assertThat(none.get("owner")).isEqualTo(TestApp.ADMIN_ID);
    Map<String, @Nullable Object> peers =
        notes.read(doc("$extn", List.of("peers"), "$limit", 1)).doc();
    assertThat(peers.get("owner")).isEqualTo(TestApp.ADMIN_ID);
    assertThat((List<?>) peers.get("peers")).allMatch(Map.class::isInstance);
  }

  @Test
  void ofTwoValuesForOneWordNoneIsTaken() {
    String refused =
        notes
            .call("note/read", List.of(doc("$limit", 1), doc("$limit", 2)), doc())
            .expect(400, "SPIKE_NOTE_INVALID_QUERY")
            .msg();
    assertThat(refused).isEqualTo("'$limit' is given twice, as 1 and as 2.");
    notes.call("note/read", List.of(doc("$limit", 1), doc("$limit", 1)), doc()).expect(200);
  }

  @Test
  void aChangeOfOneDocumentMaySayThatItIsOne() {
    Object one = doc("_id", notes.id(0), "$limit", 1, "$skip", 0);
    notes.call("note/update", List.of(one), doc("num", doc("$add", 0))).expect(200);
  }

  @Test
  void anUpdateRefusesWhatAReadWouldPassOver() {
    for (Object step : List.of("x", doc("nosuch", 1), op("_id", "$ne", notes.id(0)))) {
      notes
          .call("note/update", List.of(doc("_id", notes.id(0)), step), doc("num", 1))
          .expect(400, "SPIKE_NOTE_INVALID_QUERY");
    }
    for (Object special :
        List.of(
            doc("$limit", 0),
            doc("$limit", 1),
            doc("$skip", 1),
            doc("$after", "x"),
            doc("$limt", 1),
            doc("$", 1))) {
      List<Object> both = List.of(doc("_id", List.of(notes.id(0), notes.id(1))), special);
      notes.call("note/update", both, doc("num", 99)).expect(400, "SPIKE_NOTE_INVALID_QUERY");
      notes.call("note/delete", both, doc()).expect(400, "SPIKE_NOTE_INVALID_QUERY");
    }
    notes
        .call("note/update", List.of(op("_id", "$ne", notes.id(0))), doc("num", 99))
        .expect(400, "SPIKE_NOTE_INVALID_QUERY");
    assertThat(notes.titles(doc("num", 99))).isEmpty();
  }
}
