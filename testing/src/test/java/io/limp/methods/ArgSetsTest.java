package io.limp.methods;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alternative sets of arguments: wire contract 2.9, INVALID_QUERY and INVALID_DOC. */
class ArgSetsTest {
  private static final String HOLDER = TestApp.ADMIN_ID;

  private static TestApp app;
  private static TestClient6 client;

  @BeforeAll
  static void start() {
    app = TestApp.of("hall", new Ticket()).start();
    client = app.client6();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void anyOfTheSetsWillDo() {
    assertThat(client.call("ticket/find", steps(doc("row", 1, "seat", 2))).expect(200).args())
        .containsEntry("query", doc("row", 1L, "seat", 2L));
    assertThat(client.call("ticket/find", steps(doc("holder", HOLDER))).expect(200).args())
        .containsEntry("query", doc("holder", HOLDER));
    assertThat(client.call("ticket/book", steps(), doc("row", "1", "seat", 2)).expect(200).args())
        .containsEntry("doc", doc("row", 1L, "seat", 2L));
    client.call("ticket/book", steps(), doc("holder", HOLDER, "name", "Ada")).expect(200);
  }

  @Test
  void anArgumentThatIsGivenTwiceIsRefused() {
    Answer twice = client.call("ticket/find", steps(doc("row", 1, "seat", 2), doc("row", "3")));
    twice.expect(400, "HALL_TICKET_INVALID_QUERY");
    assertThat(twice.msg()).isEqualTo("'row' is given twice, as 1 and as 3.");
    client.call("ticket/find", steps(doc("row", 1, "seat", 2), doc("row", "1"))).expect(200);
  }

  @Test
  void whatFailsIsToldSetBySet() {
    Answer query = client.call("ticket/find", steps(doc("row", 1, "holder", "zzz")));
    query.expect(400, "HALL_TICKET_INVALID_QUERY");
    assertThat(query.msg())
        .isEqualTo(
            "Could not match query with any of the required query_args. "
                + "Failed sets:['seat': Missing], ['holder': Convert]");
    assertThat(query.args())
        .containsEntry("attr", "holder")
        .containsEntry("type", "id")
        .containsEntry("value", "\"zzz\"");
    Answer doc = client.call("ticket/book", steps(), doc("row", "one", "name", "Ada"));
    doc.expect(400, "HALL_TICKET_INVALID_DOC");
    assertThat(doc.msg())
        .isEqualTo(
            "Could not match doc with any of the required doc_args. "
                + "Failed sets:['row': Invalid, 'seat': Missing], ['holder': Missing]");
  }

  @Test
  void clientsOfLevelOneMayGiveAnySetToo() {
    try (TestClient old = app.client()) {
      assertThat(old.call("ticket/find", query("row", val(1), "seat", val(2))).expect(200).args())
          .containsEntry("query", doc("row", 1L, "seat", 2L));
      old.call("ticket/find", query("holder", val(HOLDER))).expect(200);
      Answer answer = old.call("ticket/find", query("seat", val(2)));
      answer.expect(400, "HALL_TICKET_INVALID_QUERY");
      assertThat(answer.msg()).endsWith("['row': Missing], ['holder': Missing]");
    }
  }
}
