package io.limp.testing;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.spike.Spike;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit itself: what a test written with it can rely on. */
class TestKitTest {
  @Test
  void aScenarioReadsAsProse() {
    try (TestApp app = Spike.start();
        TestClient admin = app.admin();
        TestClient visitor = app.client()) {
      Scenario.as(admin)
          .call("item/create", query(), doc("name", "Alpha", "num", 1))
          .expect(200)
          .expectMsg("Created 1 docs.")
          .expectCount(1)
          .then(visitor)
          .call("item/read", query("name", val("Alpha")))
          .expect(200)
          .expectEach("num", 1L)
          .call("user/read")
          .expect(403, "CORE_SESSION_FORBIDDEN")
          .expectThat(answer -> assertThat(answer.args()).doesNotContainKey("docs"));
    }
  }

  @Test
  void anAppKeepsItsDataWhenItIsRestartedAndLeavesNothingWhenItIsClosed() {
    Path folder;
    try (TestApp app = Spike.start()) {
      folder = app.folder();
      String id;
      try (TestClient client = app.client()) {
        id = client.call("item/create", query(), doc("name", "kept")).id();
      }
      app.restart();
      try (TestClient client = app.client()) {
        assertThat(client.call("item/read", byId(id)).each("name")).containsExactly("kept");
      }
      assertThat(folder).isDirectory();
    }
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void aClockStandsStillUntilItIsMoved() {
    FakeClock clock = FakeClock.now();
    try (TestApp app = Spike.setup().clock(clock).start();
        TestClient client = app.client()) {
      String first = client.call("item/create", query(), doc("name", "a")).id();
      clock.forward(Duration.ofHours(1));
      String second = client.call("item/create", query(), doc("name", "b")).id();
      double before = time(client, first);
      assertThat(time(client, second) - before).isEqualTo(3600);
    }
  }

  private static double time(TestClient client, String id) {
    return (Double) client.call("item/read", byId(id)).doc().get("create_time");
  }

  @Test
  void aUserIsMadeWithThePrivilegesThatTheTestNeeds() {
    try (TestApp app = Spike.start();
        TestClient editor = app.user("editor", Map.of("group", List.of("read")))) {
      editor.call("group/read").expect(200);
      editor.call("setting/read").expect(403);
    }
  }

  @Test
  void anAnswerThatWasNotExpectedFailsTheTestAndIsShown() {
    try (TestApp app = Spike.start();
        TestClient client = app.client()) {
      Answer answer = client.call("user/read");
      assertThatThrownBy(() -> answer.expect(200))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void answersAreTakenByTheirCallIdInWhateverOrder() {
    try (TestApp app = Spike.start();
        TestClient client = app.client()) {
      Map<String, Object> first = client.frame("note/nothing", query(), doc());
      Map<String, Object> second = client.frame("item/read", query(), doc());
      client.send(Wire.write(first));
      client.send(Wire.write(second));
      assertThat(client.answerTo(second.get("call_id")).status()).isEqualTo(200);
      assertThat(client.answerTo(first.get("call_id")).status()).isEqualTo(204);
    }
  }
}
