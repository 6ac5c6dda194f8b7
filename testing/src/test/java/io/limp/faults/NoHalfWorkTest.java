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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that writes is tried with its first call of the database failing, then with its
 * second, and so on, until it needs no more of them: each time it is answered, and what is stored
 * is as it was or as it was to become. A call that is told that the database is away has written
 * nothing.
 */
@TestInstance(Lifecycle.PER_CLASS)
class NoHalfWorkTest {
  private static final int MOST = 60;
  private static final Set<String> ARGS = Set.of("code", "call_id", "written", "docs", "index");

  private final FakeClock clock = FakeClock.now();
  private final DataFaults faults = new DataFaults();
  private final AtomicLong touched = new AtomicLong();
  private TestApp app;
  private Attempt.Setting setting;

  /** On another database. */
  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeAll
  void start() {
    app =
        setup(TestApp.of("faults", new Account(), new Entry(), new Item(), new Receipt()))
            .clock(clock)
            .faults(faults)
            .start();
    setting = new Attempt.Setting(app, app.admin(), app.admin6());
    // The first number makes the counter.
    Attempt.openAccount(setting.admin()).expect(200);
  }

  @AfterAll
  void stop() {
    setting.admin().close();
    setting.admin6().close();
    app.close();
  }

  /** In which ways it fails. */
  Set<Kind> kinds() {
    return EnumSet.allOf(Kind.class);
  }

  Stream<Arguments> attemptsAndFaults() {
    return Attempt.all().flatMap(named -> kinds().stream().map(kind -> Arguments.of(named, kind)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("attemptsAndFaults")
  void aCallThatFailsLeavesAllOrNothing(Attempt.Named named, Kind kind) {
    List<Outcome> outcomes = new ArrayList<>();
    boolean hit = true;
    for (int n = 1; hit; n++) {
      assertThat(n).as("calls of the database").isLessThan(MOST);
      Attempt attempt = named.prepare().apply(setting);
      clock.forward(Duration.ofSeconds(1));
      forgetSessions();
      StoredState before = StoredState.of(faults);
      faults.failAt(n, kind);
      Answer answer = attempt.call().get();
      hit = faults.end();
      List<String> changes = before.changes();
      outcomes.add(new Outcome(answer, changes));
      assertThat(changes.isEmpty()).isEqualTo(before.isSame(StoredState.of(faults)));
      attempt.end().run();
    }
    outcomes.getLast().answer.expect(200);
    List<String> whole = outcomes.getLast().changes;
    assertThat(whole).isNotEmpty();
    assertThat(outcomes.getFirst().answer.status()).isNotEqualTo(200);
    for (Outcome outcome : outcomes) {
      if (outcome.answer.status() == 200) {
        assertThat(outcome.changes).isEqualTo(whole);
      } else {
        assertThatItSaysSo(outcome.answer, kind);
        // What is refused because the database is away is tried again.
        assertThat(outcome.changes)
            .as("%s", outcome.answer)
            .isIn(kind == Kind.UNAVAILABLE ? Set.of(List.of()) : Set.of(List.of(), whole));
        if (outcome.answer.args().containsKey("written")) {
          assertThat(outcome.changes).isEqualTo(whole);
        }
      }
    }
    assertThatNoFileIsLeft();
  }

  private record Outcome(Answer answer, List<String> changes) {}

  /** Or what the preparation had read would be remembered. */
  private void forgetSessions() {
    Doc change = Doc.of(Group.ATTRS, Map.of("touched", touched.incrementAndGet()));
    faults
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
    assertThat(answer.args().keySet()).contains("code", "call_id").isSubsetOf(ARGS);
    assertThat(answer.frame().toString())
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("io.limp");
  }

  /** Contents whose document was not written are removed by the sweep. */
  private void assertThatNoFileIsLeft() {
    clock.forward(Duration.ofHours(1).plusSeconds(1));
    app.sweepFiles();
    Set<String> needed = new HashSet<>();
    faults.data().fileHashes(needed::add);
    try (Stream<FileStore.Kept> kept = faults.files().list()) {
      assertThat(needed).containsAll(kept.map(FileStore.Kept::hash).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
