package io.limp.query;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code data/batch}: several calls, done together or not at all. */
class BatchTest {
  private static TestApp app;
  private static TestClient admin;

  @BeforeAll
  static void start() {
    app = Spike.start();
    admin = app.admin();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Map<String, @Nullable Object> part(
      String endpoint, Object query, Map<String, @Nullable Object> doc) {
    return doc("endpoint", endpoint, "query", query, "doc", doc);
  }

  private static Map<String, @Nullable Object> create(String name) {
    return part("item/create", query(), doc("name", name));
  }

  private static Answer batch(Object... calls) {
    return admin.call("data/batch", query(), doc("calls", List.of(calls)));
  }

  private static long named(String name) {
    return admin.call("item/read", query("name", val(name))).expect(200).total();
  }

  @Test
  void callsAreDoneTogetherAndEachIsAnswered() {
    String id = admin.call("item/create", query(), doc("name", "old", "num", 1)).id();
    String gone = admin.call("item/create", query(), doc("name", "gone")).id();
    Answer answer =
        batch(
                create("new"),
                part("item/update", byId(id), doc("num", doc("$add", 5))),
                part("item/update", byId(id), doc()),
                part("item/delete", List.of(doc("_id", gone)), doc()))
            .expect(200);
    List<?> replies = (List<?>) answer.args().get("replies");
    assertThat(replies).hasSize(4);
    assertThat(replies)
        .extracting("status", "msg")
        .containsExactly(
            tuple(200L, "Created 1 docs."),
            tuple(200L, "Updated 1 docs."),
            tuple(200L, "Nothing to update."),
            tuple(200L, "Deleted 1 docs."));
    assertThat(named("new")).isEqualTo(1);
    assertThat(named("gone")).isZero();
    assertThat(admin.call("item/read", byId(id)).doc()).containsEntry("num", 6L);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(part("item/create", query(), doc("num", 1)), 400, "SPIKE_item_MISSING_ATTR"),
        Arguments.of(part("item/nosuch", query(), doc()), 400, "CORE_REQ_INVALID_METHOD"),
        Arguments.of(part("item/read", query(), doc()), 400, "CORE_REQ_INVALID_BATCH"),
        Arguments.of(part("session/auth", query(), doc()), 400, "BASE_MODULE_MODULE_MISSING_ATTR"),
        Arguments.of(part("data/batch", query(), doc()), 400, "CORE_REQ_INVALID_MODULE"),
        Arguments.of(part("note/guarded", query(), doc()), 400, "CORE_REQ_INVALID_BATCH"),
        Arguments.of(
            part("item/update", query(), doc("num", 1)), 400, "BASE_MODULE_MODULE_MISSING_ATTR"),
        Arguments.of(part("item/create", "x", doc("name", "y")), 400, "CORE_REQ_INVALID_BATCH"),
        Arguments.of(doc("endpoint", 5), 400, "CORE_REQ_INVALID_BATCH"),
        Arguments.of("item/create", 400, "CORE_REQ_INVALID_BATCH"),
        Arguments.of(
            part("user/delete", byId(TestApp.ADMIN_ID), doc()), 403, "CORE_DATA_SYSTEM_DOC"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void oneThatIsRefusedTakesAllOthersWithIt(Object part, int status, String code) {
    Answer answer = batch(create("never"), part, create("never")).expect(status, code);
    assertThat(answer.args()).containsEntry("index", 1L);
    assertThat(named("never")).isZero();
  }

  @Test
  void whatTheDatabaseRefusesTakesAllOthersWithIt() {
    String id = admin.call("item/create", query(), doc("name", "versioned")).id();
    Answer conflict =
        batch(create("never"), part("item/update", byId(id), doc("_ver", 7, "num", 1)))
            .expect(409, "SPIKE_ITEM_CONFLICT");
    assertThat(conflict.args()).containsEntry("index", 1L);
    Answer duplicate =
        batch(
                create("never"),
                part("item/update", byId(id), doc()), // writes nothing, and counts all the same
                part("item/create", query(), doc("_id", id, "name", "never")))
            .expect(400, "SPIKE_ITEM_DUPLICATE_DOC");
    assertThat(duplicate.args()).containsEntry("index", 2L);
    assertThat(named("never")).isZero();
  }

  @Test
  void aRefusalOfTheDatabaseIsThatOfTheModuleWhoseWriteItIs() {
    String note = admin.call("note/create", query(), doc("title", "n", "tags", List.of("a"))).id();
    Map<String, @Nullable Object> noSuchMember = doc("tags", doc("$set_index", "z", "$index", 9));

    Answer answer = batch(create("never"), part("note/update", byId(note), noSuchMember));

    assertThat(answer.expect(400, "SPIKE_NOTE_INVALID_ATTR").args()).containsEntry("index", 1L);
    Answer alone = admin.call("note/update", byId(note), noSuchMember);
    assertThat(alone.expect(400, "SPIKE_NOTE_INVALID_ATTR").args()).doesNotContainKey("index");
    assertThat(named("never")).isZero();
  }

  @Test
  void aBatchOpensNothingThatIsClosedToItsCaller() {
    try (TestClient visitor = app.client()) {
      visitor
          .call(
              "data/batch",
              query(),
              doc("calls", List.of(part("user/delete", byId("f00000000000000000000013"), doc()))))
          .expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void aBatchOfNothingOrTooMuchIsRefused() {
    admin.call("data/batch", query(), doc()).expect(400, "CORE_REQ_INVALID_BATCH");
    admin
        .call("data/batch", query(), doc("calls", List.of()))
        .expect(400, "CORE_REQ_INVALID_BATCH");
    batch(Stream.generate(() -> create("never")).limit(101).toArray())
        .expect(400, "CORE_REQ_INVALID_BATCH");
    assertThat(named("never")).isZero();
  }
}
