package io.limp.level6;

import static io.limp.api.Limp.anyone;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The calls of a level-6 connection run side by side, those of level 1 one after the other. */
class SideBySideTest {
  /** As many as a connection runs at the same time: see Connection. */
  private static final int MOST = 16;

  /** Waits in one method until the other is called. */
  public static final class Gate implements LimpModule {
    final CountDownLatch opened = new CountDownLatch(1);
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("gate")
          .method("wait", m -> m.permit(anyone()).run(this::await))
          .method("open", m -> m.permit(anyone()).run(this::open));
    }

    private Reply await(Call call) {
      most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
      try {
        if (!opened.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Nobody opened the gate");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        waiting.decrementAndGet();
      }
      return new Reply.Empty();
    }

    private Reply open(Call call) {
      opened.countDown();
      return new Reply.Empty();
    }
  }

  @Test
  void aLaterCallIsAnsweredWhileAnEarlierOneRuns() {
    try (TestApp app = TestApp.of("gates", new Gate()).start();
        TestClient6 client = app.client6()) {
      Object waits = client.send("gate/wait", steps(), doc());
      Object opens = client.send("gate/open", steps(), doc());
      Answer first = client.next();
      Answer second = client.next();
      assertThat(List.of(first.callId(), second.callId())).containsExactlyInAnyOrder(waits, opens);
      assertThat(first.status()).isEqualTo(204);
    }
  }

  @Test
  void noConnectionRunsMoreThanItsShare() {
    Gate gate = new Gate();
    try (TestApp app = TestApp.of("gates", gate).start();
        TestClient6 client = app.client6();
        TestClient6 other = app.client6()) {
      List<Object> calls = new ArrayList<>();
      for (int i = 0; i < 3 * MOST; i++) {
        calls.add(client.send("gate/wait", steps(), doc()));
      }
      while (gate.waiting.get() < MOST) {
        Thread.onSpinWait();
      }
      other.call("gate/open").expect(204);
      calls.forEach(call -> client.answerTo(call).expect(204));
      assertThat(gate.most.get()).isEqualTo(MOST);
    }
  }

  @Test
  void aSignInWaitsForTheCallsBeforeIt() {
    Gate gate = new Gate();
    try (TestApp app = TestApp.of("gates", gate).start();
        TestClient6 client = app.client6();
        TestClient6 other = app.client6()) {
      Object waits = client.send("gate/wait", steps(), doc());
      Object signsIn =
          client.send("session/auth", steps(), doc("email", TestApp.ADMIN_EMAIL, "hash", "x"));
      Object behind = client.send("gate/open", steps(), doc());
      other.call("gate/open").expect(204);
      assertThat(client.next().callId()).isEqualTo(waits);
      assertThat(client.next().expect(403).callId()).isEqualTo(signsIn);
      assertThat(client.next().callId()).isEqualTo(behind);
    }
  }

  @Test
  void levelOneStaysInOrder() {
    Gate gate = new Gate();
    try (TestApp app = TestApp.of("gates", gate).start();
        TestClient client = app.client();
        TestClient other = app.client()) {
      for (String endpoint : List.of("gate/wait", "gate/open", "gate/open")) {
        client.send(Wire.write(client.frame(endpoint, doc(), doc())));
      }
      other.call("gate/open").expect(204);
      for (String callId : List.of("c1", "c2", "c3")) {
        assertThat(client.next().callId()).isEqualTo(callId);
      }
    }
  }

  @Test
  void callsThatRunWhenTheClientIsGoneDoNotHoldUpTheStop() {
    Gate gate = new Gate();
    try (TestApp app = TestApp.of("gates", gate).start()) {
      TestClient6 client = app.client6();
      client.send("gate/wait", steps(), doc());
      while (gate.waiting.get() < 1) {
        Thread.onSpinWait();
      }
      client.abort();
      gate.opened.countDown();
    }
    assertThat(gate.waiting.get()).isZero();
  }
}
