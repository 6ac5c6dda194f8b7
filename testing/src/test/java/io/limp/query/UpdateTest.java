package io.limp.query;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire contract 2.5: operators in the doc of an update; versions. */
class UpdateTest {
  private static TestApp app;
  private static TestClient admin;
  private String note = "";

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void makeANote() {
    note =
        admin
            .call(
                "note/create",
                query(),
                doc(
                    "title",
                    "n",
                    "num",
                    5,
                    "tags",
                    List.of("a", "b"),
                    "label",
                    doc("ar_AE", "L", "en_AE", "E"),
                    "meta",
                    doc("x", 1, "list", List.of(1, 2))))
            .expect(200)
            .id();
  }

  private Answer update(Map<String, @Nullable Object> doc) {
    return admin.call("note/update", byId(note), doc);
  }

  private @Nullable Object attr(String name) {
    return admin.call("note/read", byId(note)).doc().get(name);
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        Arguments.of("num", doc("$add", 3), 8L),
        Arguments.of("num", doc("$add", -6), -1L),
        Arguments.of("num", doc("$multiply", 2), 10L),
        Arguments.of("num", doc("$set", 7), 7L),
        Arguments.of("num", doc("$unset", true), null),
        Arguments.of("tags", doc("$append", "c"), List.of("a", "b", "c")),
        Arguments.of("tags", doc("$append", "a"), List.of("a", "b", "a")),
        Arguments.of("tags", doc("$append", List.of("c", "d")), List.of("a", "b", "c", "d")),
        Arguments.of("tags", doc("$append", "c", "$unique", true), List.of("a", "b", "c")),
        Arguments.of("tags", doc("$push", "c"), List.of("a", "b", "c")),
        Arguments.of("tags", doc("$push_unique", List.of("a", "c")), List.of("a", "b", "c")),
        Arguments.of("tags", doc("$pull", "a"), List.of("b")),
        Arguments.of("tags", doc("$remove", List.of("a", "x")), List.of("b")),
        Arguments.of("tags", doc("$set_index", "z", "$index", 1), List.of("a", "z")),
        Arguments.of("peers", doc("$append", TestApp.ADMIN_ID), null));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void anOperatorChangesWhatIsThere(
      String attr, Map<String, @Nullable Object> edit, @Nullable Object after) {
    assertThat(update(doc(attr, edit)).expect(200).count()).isEqualTo(1);
    if (after == null && attr.equals("peers")) {
      assertThat((List<?>) attr(attr)).hasSize(1);
    } else {
      assertThat(attr(attr)).isEqualTo(after);
    }
  }

  @Test
  void whatIsThereAlreadyIsNotAppendedWhereItMustBeUnique() {
    Answer answer = update(doc("tags", doc("$append", "b", "$unique", true))).expect(200);
    assertThat(answer.count()).isZero();
    assertThat(answer.docs()).hasSize(1);
  }

  @Test
  void dottedPathsLeadIntoAnAttribute() {
    update(doc("meta.x", 5, "meta.new.deep", "y", "label.en_AE", "F")).expect(200);
    assertThat(attr("meta"))
        .isEqualTo(doc("x", 5L, "list", List.of(1L, 2L), "new", doc("deep", "y")));
    assertThat(attr("label")).isEqualTo(doc("ar_AE", "L", "en_AE", "F"));
    update(doc("meta.x", doc("$add", 1), "meta.list", doc("$append", 3))).expect(200);
    assertThat(attr("meta"))
        .isEqualTo(doc("x", 6L, "list", List.of(1L, 2L, 3L), "new", doc("deep", "y")));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("num", doc("$add", "3"), "num"),
        Arguments.of("num", doc("$add", 1.5), "num"),
        Arguments.of("num", doc("$add", null), "num"),
        Arguments.of("num", doc("$add", Long.MAX_VALUE), "too large"),
        Arguments.of("num", doc("$append", 1), "list"),
        Arguments.of("num", doc("$nosuch", 1), "operator"),
        Arguments.of("num", doc("$add", 1, "$multiply", 2), "one operator"),
        Arguments.of("num", doc("$add", 1, "x", 2), "one operator"),
        Arguments.of("num", doc("$set", "x"), "num"),
        Arguments.of("title", doc("$add", 1), "number"),
        Arguments.of("title", doc("$unset", true), "must have a value"),
        Arguments.of("tags", doc("$append", 1), "tags"),
        Arguments.of("tags", doc("$append", List.of()), "tags"),
        Arguments.of("tags", doc("$set_index", "z"), "$index"),
        Arguments.of("tags", doc("$set_index", "z", "$index", 2), "2 members"),
        Arguments.of("tags", doc("$set_index", "z", "$index", -1), "$index"),
        Arguments.of("meta", doc("a.b", 1), "dot"),
        Arguments.of("meta", doc("in", List.of(doc("$x", 1))), "$"),
        Arguments.of("meta", doc("nul\0", 1), "control"),
        Arguments.of("meta.x.deep", 1, "meta.x.deep"),
        Arguments.of("meta.$x", 1, "meta.$x"),
        Arguments.of("meta..x", 1, "meta..x"),
        Arguments.of("label.fr_FR", "x", "label.fr_FR"),
        Arguments.of("place.type", "x", "place.type"),
        Arguments.of("_ver", "1", "_ver"),
        Arguments.of("_ver", 0, "_ver"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeDoneIsRefusedByNameAndNothingIsWritten(String attr, Object edit, String named) {
    Map<String, @Nullable Object> before = admin.call("note/read", byId(note)).doc();
    Answer answer = update(doc("kind", "b", attr, edit)).expect(400, "SPIKE_NOTE_INVALID_ATTR");
    assertThat(answer.msg()).contains(named);
    assertThat(admin.call("note/read", byId(note)).doc()).isEqualTo(before);
  }

  @Test
  void anEditReachesNothingThatAPlainValueMayNot() {
    admin.call("note/update", byId(note), doc("create_time", doc("$unset", true))).expect(200);
    assertThat(attr("create_time")).isNotNull();
    // Its owner may edit an entry, but not who it belongs to.
    admin.call("note/update", byId(note), doc("_id", doc("$set", note))).expect(200);
  }

  @Test
  void anUpdateOfAVersionThatIsGoneIsAConflict() {
    assertThat(update(doc("_ver", 1, "num", 6)).expect(200).count()).isEqualTo(1);
    Answer late = update(doc("_ver", 1, "num", 7)).expect(409, "SPIKE_NOTE_CONFLICT");
    assertThat(late.args()).containsEntry("_ver", 2L).containsEntry("_id", note);
    assertThat(attr("num")).isEqualTo(6L);
    assertThat(update(doc("_ver", 2, "num", 7)).expect(200).count()).isEqualTo(1);
  }

  @Test
  void sumsOfManyCallersAreAllCounted() throws InterruptedException {
    List<Thread> callers =
        Stream.generate(
                () ->
                    Thread.startVirtualThread(
                        () -> {
                          try (TestClient caller = app.admin()) {
                            for (int i = 0; i < 20; i++) {
                              caller
                                  .call("note/update", byId(note), doc("num", doc("$add", 1)))
                                  .expect(200);
                            }
                          }
                        }))
            .limit(8)
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(attr("num")).isEqualTo(165L);
  }
}
