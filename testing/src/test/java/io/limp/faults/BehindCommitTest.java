package io.limp.faults;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.DataFaults;
import io.limp.testing.DataFaults.Kind;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write that is done is told, whatever becomes of the hooks behind it. */
class BehindCommitTest {
  private final DataFaults faults = new DataFaults();
  private TestApp app;
  private TestClient admin;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app = setup(TestApp.of("faults", new Entry(), new Receipt())).faults(faults).start();
    admin = app.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
  }

  private static Map<String, @Nullable Object> named(String name) {
    return doc("name", name);
  }

  private List<Object> names() {
    return admin.call("receipt/read", query("$sort", doc("_id", 1))).expect(200).each("name");
  }

  private String create(String name) {
    return admin.call("receipt/create", query(), named(name)).expect(200).id();
  }

  /** The call with the database lost in the last moment that it asks for it: in its hook. */
  private Answer withoutDatabaseInTheHook(
      String endpoint, Map<String, ?> query, Map<String, ?> doc) {
    // What needs the same calls of the database goes well first.
    for (int n = 1; ; n++) {
      List<Object> before = names();
      faults.failAt(n, Kind.UNAVAILABLE);
      Answer answer = admin.call(endpoint, query, doc);
      assertThat(faults.end()).as("the hook asks the database").isTrue();
      if (!names().equals(before)) {
        return answer;
      }
      answer.expect(503, "CORE_DATA_UNAVAILABLE");
      assertThat(answer.args()).doesNotContainKey("written");
    }
  }

  @Test
  void aCreateWhoseHookFindsNoDatabaseAnswersItsId() {
    Answer answer = withoutDatabaseInTheHook("receipt/create", query("$soft", true), named("a"));
    answer.expect(200);
    assertThat(answer.doc()).containsOnlyKeys("_id");
    assertThat(admin.call("receipt/read", byId(answer.id())).expect(200).doc())
        .containsEntry("name", "a");
  }

  @Test
  void anUpdateWhoseHookFindsNoDatabaseAnswersAsUpdatesDo() {
    String id = create("a");
    Answer answer = withoutDatabaseInTheHook("receipt/update", byId(id), named("b"));
    answer.expect(200);
    assertThat(answer.count()).isEqualTo(1);
    assertThat(answer.id()).isEqualTo(id);
  }

  @Test
  void aDeleteWhoseHookFindsNoDatabaseAnswersAsDeletesDo() {
    String id = create("a");
    Answer answer = withoutDatabaseInTheHook("receipt/delete", byId(id), doc());
    answer.expect(200);
    assertThat(answer.id()).isEqualTo(id);
  }

  @Test
  void aRefusalByTheHookSaysThatTheWriteIsDone() {
    Answer answer = admin.call("receipt/create", query(), named(Receipt.REFUSED));
    answer.expect(403, "FAULTS_RECEIPT_LATE");
    assertThat(answer.args()).containsEntry("written", true);
    assertThat(admin.call("receipt/read", byId(answer.id())).expect(200).doc())
        .containsEntry("name", Receipt.REFUSED);
  }

  @Test
  void aFaultOfTheHookSaysThatTheWriteIsDone() {
    String id = create("a");
    try (TestClient6 admin6 = app.admin6()) {
      Answer answer = admin6.call("receipt/update", steps(doc("_id", id)), named(Receipt.BROKEN));
      answer.expect(500, "CORE_SERVER_ERROR");
      assertThat(answer.args()).containsEntry("written", true);
      assertThat(answer.args().get("docs")).isEqualTo(List.of(Map.of("_id", id)));
      assertThat(answer.frame().toString()).doesNotContain("secret");
    }
    assertThat(names()).containsExactly(Receipt.BROKEN);
  }

  @Test
  void ofABatchAllThatIsDoneIsTold() {
    String id = create("a");
    Answer answer =
        admin.call(
            "data/batch",
            query(),
            doc(
                "calls",
                List.of(
                    doc("endpoint", "receipt/update", "query", byId(id), "doc", named("b")),
                    doc("endpoint", "receipt/create", "doc", named(Receipt.REFUSED)))));
    answer.expect(403, "FAULTS_RECEIPT_LATE");
    assertThat(answer.args()).containsEntry("written", true).containsEntry("index", 1L);
    assertThat(answer.each("_id")).hasSize(2).contains(id);
    assertThat(names()).containsExactly("b", Receipt.REFUSED);
  }

  @Test
  void whatWritesNothingDoesNotSayThatItDid() {
    Answer answer =
        admin.call("receipt/update", byId("f00000000000000000000099"), named(Receipt.REFUSED));
    answer.expect(403, "FAULTS_RECEIPT_LATE");
    assertThat(answer.args()).doesNotContainKey("written");
    assertThat(names()).isEmpty();
  }

  @Test
  void aModulesOwnCodeIsToldAsEver() {
    Answer answer = admin.call("receipt/open", query(), named(Receipt.REFUSED));
    answer.expect(403, "FAULTS_RECEIPT_LATE");
    assertThat(answer.args()).doesNotContainKey("written");
  }
}
