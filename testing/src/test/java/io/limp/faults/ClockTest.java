package io.limp.faults;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.spike.Item;
import io.limp.testing.DataFaults;
import io.limp.testing.FakeClock;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A clock that is set back while the server serves, and while it is stopped. */
class ClockTest {
  private static final int ROUNDS = 20;

  @Test
  void whatIsWrittenAfterTheClockWentBackIsWrittenAsBefore() {
    FakeClock clock = FakeClock.now();
    DataFaults driver = new DataFaults();
    try (TestApp app = TestApp.of("clocks", new Item()).clock(clock).faults(driver).start()) {
      Set<String> ids = new HashSet<>();
      TestClient admin = app.admin();
      String start = driver.data().position();
      for (int i = 0; i < ROUNDS; i++) {
        ids.add(admin.call("item/create", query(), doc("name", "item", "num", i)).expect(200).id());
        clock.forward(Duration.ofMinutes(-7));
      }
      assertThat(ids).hasSize(ROUNDS);
      assertThat(positions(driver.data(), start)).hasSize(ROUNDS).doesNotHaveDuplicates();
      for (String id : ids) {
        admin.call("item/update", byId(id), doc("num", doc("$add", 1))).expect(200);
      }
      // Who is signed in stays so, and others sign in.
      admin.close();
      app.restartAfter(() -> clock.forward(Duration.ofHours(-1)));
      try (TestClient again = app.admin()) {
        assertThat(again.call("item/read").expect(200).total()).isEqualTo(ROUNDS);
        ids.add(again.call("item/create", query(), doc("name", "last")).expect(200).id());
        assertThat(ids).hasSize(ROUNDS + 1);
      }
      String sid = admin.session().id();
      try (TestClient back = app.client()) {
        back.reauthenticate(sid).expect(200);
        back.call("item/read").expect(200);
      }
    }
  }

  private static List<String> positions(Data data, String after) {
    return data.changes(after, 1000).changes().stream().map(Change::position).toList();
  }
}
