package io.limp.messages;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes into the outbox, and who sees it. Its gateway prints into the log. */
class OutboxTest {
  private final FakeClock clock = FakeClock.now();
  private TestApp app;
  private TestClient admin;

  @BeforeEach
  void start() {
    app = TestApp.of("post", new Letters()).clock(clock).start();
    admin = app.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
  }

  private List<Object> subjects() {
    app.deliverMessages();
    List<Object> newestFirst = admin.call("outbox/read", query()).expect(200).each("subject");
    return newestFirst.reversed();
  }

  private static Map<String, Object> letter(String title) {
    return doc("title", title);
  }

  @Test
  void hooksOfAWriteSendWithTheWrite() {
    admin.call("letters/create", query(), letter("one")).expect(200);
    assertThat(subjects()).containsExactly("before one", "after one");
  }

  @Test
  void aRefusedWriteSendsNothing() {
    admin.call("letters/create", query(), letter("one")).expect(200);
    admin.call("letters/create", query(), letter("one")).expect(400);
    assertThat(subjects()).containsExactly("before one", "after one");
  }

  @Test
  void aMethodThatFailsSendsNothing() {
    admin.call("letters/send_and_fail", query(), doc()).expect(400);
    admin.call("letters/send_and_break", query(), doc()).expect(500);
    assertThat(subjects()).isEmpty();
  }

  @Test
  void aWriteWithinAFailedMethodStandsAndSoDoesItsMessage() {
    admin.call("letters/write_within", query(), letter("inner")).expect(400);
    assertThat(admin.call("letters/read", query()).expect(200).each("title"))
        .containsExactly("inner");
    assertThat(subjects()).containsExactly("before inner");
  }

  @Test
  void aBatchSendsAllOrNothing() {
    admin.call("letters/batch", query(), letter("one")).expect(204);
    assertThat(subjects()).containsExactlyInAnyOrder("before one", "batch", "after one");
    admin.call("letters/batch", query(), letter("one")).expect(400);
    Map<String, Object> calls =
        doc(
            "calls",
            List.of(
                doc("endpoint", "letters/create", "doc", letter("two")),
                doc("endpoint", "letters/create", "doc", letter("one"))));
    admin.call("data/batch", query(), calls).expect(400);
    assertThat(subjects()).hasSize(3);
  }

  @Test
  void whatAHookJoinsToItsWriteIsSentWithIt() {
    String one = admin.call("letters/create", query(), letter("one")).expect(200).id();
    String two = admin.call("letters/create", query(), letter("two")).expect(200).id();
    admin.call("letters/delete", byId(one)).expect(200);
    assertThat(subjects().subList(4, 7))
        .containsExactlyInAnyOrder("joined", "before grave", "after grave");
    admin.call("letters/delete", byId(two)).expect(400); // there is a grave already
    assertThat(subjects()).hasSize(7);
  }

  @Test
  void recipientsThatAreNoneAreRefused() {
    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of(" "),
            List.of("a@b.example\r\nRCPT TO: eve@example.com"),
            List.of("a".repeat(400) + "@b.example"),
            Collections.nCopies(101, "a@b.example"))) {
      assertThat(admin.call("letters/send", query(), doc("to", wrong, "text", "x")).code())
          .isEqualTo("POST_LETTERS_INVALID_RECIPIENTS");
    }
    String large = "x".repeat((1 << 20) + 1);
    assertThat(
            admin
                .call("letters/send", query(), doc("to", List.of("a@b.example"), "text", large))
                .code())
        .isEqualTo("POST_LETTERS_MESSAGE_TOO_LARGE");
    assertThat(subjects()).isEmpty();
  }

  @Test
  void onlyWhoMayReadsIt() {
    try (TestClient ada = app.user("ada");
        TestClient operator = app.user("operator", Map.of("outbox", List.of("read")))) {
      ada.call("letters/create", query(), letter("one")).expect(200);
      ada.call("outbox/read", query()).expect(403);
      assertThat(operator.call("outbox/read", query()).expect(200).total()).isEqualTo(2);
      Map<String, Object> message =
          operator.call("outbox/read", query()).expect(200).docs().getFirst();
      assertThat(message).doesNotContainKeys("text", "html");
      String id = String.valueOf(message.get("_id"));
      operator.call("outbox/update", byId(id), doc("state", "waiting")).expect(403);
      operator.call("outbox/delete", byId(id)).expect(403);
      operator.call("outbox/create", query(), doc("gateway", "email")).expect(400);
    }
  }

  @Test
  void whatWasSentIsForgottenAfterAMonth() {
    admin.call("letters/create", query(), letter("one")).expect(200);
    assertThat(subjects()).hasSize(2);
    clock.forward(Duration.ofDays(29));
    assertThat(app.admin().call("outbox/read", query()).expect(200).total()).isEqualTo(2);
    clock.forward(Duration.ofDays(2));
    app.deliverMessages();
    assertThat(app.admin().call("outbox/read", query()).expect(200).total()).isZero();
  }
}
