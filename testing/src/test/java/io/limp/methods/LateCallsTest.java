package io.limp.methods;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.SocketClient;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that do not end by themselves. */
class LateCallsTest {
  private static final String TIMEOUT = "CORE_CALL_TIMEOUT";

  private final Clumsy clumsy = new Clumsy();
  private ServerLog log;
  private TestApp app;

  @BeforeEach
  void listen() {
    log = new ServerLog("io.limp.call.CallDeadline");
  }

  @AfterEach
  void stop() {
    clumsy.release();
    log.close();
    app.close();
  }

  private void start(Duration callTime) {
    app = TestApp.of("works", clumsy).callTime(callTime).start();
  }

  /** One that ends when it is interrupted, and one that does not. */
  @ParameterizedTest
  @ValueSource(strings = {"sleep", "stay"})
  void theCallerIsAnsweredAndTheConnectionGoesOn(String method) {
    start(Duration.ofSeconds(2));
    String endpoint = "clumsy/" + method;
    try (TestClient6 client = app.client6();
        TestClient old = app.client()) {
      Answer answer = client.call(endpoint).expect(504, TIMEOUT);
      assertThat(answer.msg())
          .isEqualTo(
              "The call took longer than 2 s and was ended. What it had written by then stays.");
      assertThat(client.call("clumsy/hello").expect(200).msg()).isEqualTo("hello");
      old.call(endpoint).expect(504, TIMEOUT);
      assertThat(old.call("clumsy/hello").expect(200).msg()).isEqualTo("hello");
      HttpResponse<byte[]> response = app.http("POST", endpoint, Map.of());
      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(TIMEOUT);
    }
    assertThat(log.messages().getFirst())
        .startsWith("clumsy." + method + " takes longer than 2 s and is interrupted (Clumsy.java:")
        .contains("at io.limp.methods.Clumsy." + method + "(Clumsy.java:");
  }

  @Test
  void moreOfThemThanAConnectionRunsAtATimeDoNotBlockItForEver() {
    start(Duration.ofSeconds(2));
    try (TestClient6 client = app.client6()) {
      List<Object> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(client.send("clumsy/stay", List.of(), doc()));
      }
      Object hello = client.send("clumsy/hello", List.of(), doc());
      client.answerTo(hello).expect(200);
      calls.forEach(call -> client.answerTo(call).expect(504, TIMEOUT));
      // It waits until it is alone.
      client.reauthenticate(new SocketClient.Session(TestApp.ADMIN_ID, "none")).expect(403);
      clumsy.release();
      client.call("clumsy/hello").expect(200);
    }
  }

  @Test
  void whatWasWrittenStays() {
    start(Duration.ofSeconds(2));
    try (TestClient client = app.client()) {
      client.call("clumsy/write").expect(504, TIMEOUT);
      assertThat(client.call("clumsy/read", query()).total()).isEqualTo(1);
    }
  }

  @Test
  void aCallThatEndsInTimeIsNotInterrupted() {
    start(Duration.ofSeconds(60));
    try (TestClient6 client = app.client6()) {
      Object sleeping = client.send("clumsy/sleep", List.of(), doc());
      client.call("clumsy/hello").expect(200);
      clumsy.release();
      client.answerTo(sleeping).expect(200);
    }
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void callsThatComputeForEverDoNotStopTheOthers() {
    start(Duration.ofSeconds(60));
    try (TestClient6 busy = app.client6();
        TestClient6 other = app.client6()) {
      List<Object> calls = new ArrayList<>();
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        calls.add(busy.send("clumsy/compute", List.of(), doc()));
      }
      other.call("clumsy/hello").expect(200);
      clumsy.release();
      calls.forEach(call -> busy.answerTo(call).expect(200));
    }
  }
}
