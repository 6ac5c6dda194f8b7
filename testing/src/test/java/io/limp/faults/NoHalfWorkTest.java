package io.limp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.core.Group;
import io.limp.core.User;
import io.limp.data.FileStore;
import io.limp.data.Write;
import io.limp.spike.Item;
import io.limp.testing.Answer;
import io.limp.testing.DataFaults;
import io.limp.testing.DataFaults.Kind;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that writes is tried with its first call of the database failing, then with its
 * second, and so on, until it needs no more of them: each time it is answered, and what is stored
 * is as it was or as it was to become.
 */
class NoHalfWorkTest {
  private static final int MOST = 60;

  private static final FakeClock CLOCK = FakeClock.now();
  private static final DataFaults FAULTS = new DataFaults();
  private static final AtomicLong TOUCHED = new AtomicLong();
  private static TestApp app;
  private static Attempt.Setting setting;

  @BeforeAll
  static void start() {
    app =
        TestApp.of("faults", new Account(), new Entry(), new Item())
            .clock(CLOCK)
            .faults(FAULTS)
            .start();
    setting = new Attempt.Setting(app, app.admin(), app.admin6());
  }

  @AfterAll
  static void stop() {
    setting.admin().close();
    setting.admin6().close();
    app.close();
  }

  static Stream<Arguments> attemptsAndFaults() {
    return Attempt.all()
        .flatMap(named -> Stream.of(Kind.values()).map(kind -> Arguments.of(named, kind)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("attemptsAndFaults")
  void aCallThatFailsLeavesAllOrNothing(Attempt.Named named, Kind kind) {
    List<List<String>> outcomes = new ArrayList<>();
    boolean hit = true;
    for (int n = 1; hit; n++) {
      assertThat(n).as("calls of the database").isLessThan(MOST);
      Attempt attempt = named.prepare().apply(setting);
      CLOCK.forward(Duration.ofSeconds(1));
      forgetSessions();
      StoredState before = StoredState.of(FAULTS);
      FAULTS.failAt(n, kind);
      Answer answer = attempt.call().get();
      hit = FAULTS.end();
      List<String> changes = before.changes();
      outcomes.add(changes);
      assertThat(changes.isEmpty()).isEqualTo(before.isSame(StoredState.of(FAULTS)));
      if (hit) {
        assertThatItSaysSo(answer, kind);
      } else {
        answer.expect(200);
      }
      attempt.end().run();
    }
    List<String> whole = outcomes.getLast();
    assertThat(whole).isNotEmpty();
    assertThat(outcomes.subList(0, outcomes.size() - 1))
        .isNotEmpty()
        .allSatisfy(changes -> assertThat(changes).isIn(List.of(), whole));
    assertThatNoFileIsLeft();
  }

  /** Or what the preparation had read would be remembered. */
  private static void forgetSessions() {
    Doc change = Doc.of(Group.ATTRS, Map.of("touched", TOUCHED.incrementAndGet()));
    FAULTS
        .data()
        .write(
            User.ADMIN,
            List.of(new Write.Update("groups", LimpModule.ID.is(Group.DEFAULT), change)));
  }

  private static void assertThatItSaysSo(Answer answer, Kind kind) {
    if (kind == Kind.BUG) {
      answer.expect(500, "CORE_SERVER_ERROR");
    } else {
      answer.expect(503, "CORE_DATA_UNAVAILABLE");
    }
    assertThat(answer.frame().keySet()).containsExactlyInAnyOrder("status", "msg", "args");
    assertThat(answer.args().keySet()).containsExactlyInAnyOrder("code", "call_id");
    assertThat(answer.frame().toString())
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("io.limp");
  }

  /** Contents whose document was not written are removed by the sweep. */
  private static void assertThatNoFileIsLeft() {
    CLOCK.forward(Duration.ofHours(1).plusSeconds(1));
    app.sweepFiles();
    Set<String> needed = new HashSet<>();
    FAULTS.data().fileHashes(needed::add);
    try (Stream<FileStore.Kept> kept = FAULTS.files().list()) {
      assertThat(needed).containsAll(kept.map(FileStore.Kept::hash).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
