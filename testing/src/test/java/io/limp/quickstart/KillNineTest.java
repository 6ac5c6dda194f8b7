package io.limp.quickstart;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients create documents, limpd is killed in the middle, and what was answered is there. Three
 * times in the build; {@code -Dlimp.kill.rounds=20} for more.
 */
class KillNineTest {
  private static final int ROUNDS = Integer.getInteger("limp.kill.rounds", 3);
  private static final int CLIENTS = 8;
  private static final int MOST_BEFORE_THE_KILL = 300;

  /** No two settings of a user have the same name. */
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir private Path folder;

  @Test
  void whatWasAnsweredSurvivesAKill() throws Exception {
    Path modules = Files.createDirectory(folder.resolve("modules"));
    Random random = new Random(20);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < ROUNDS; round++) {
      try (Daemon limpd = Daemon.start(folder.resolve("data"), modules, Map.of())) {
        assertThat(lost(limpd, acknowledged)).isEmpty();
        createUntilKilled(limpd, acknowledged, 1 + random.nextInt(MOST_BEFORE_THE_KILL));
      }
    }
    try (Daemon limpd = Daemon.start(folder.resolve("data"), modules, Map.of())) {
      assertThat(lost(limpd, acknowledged)).isEmpty();
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS);
    }
  }

  /** Every client has one create under way when the process dies. */
  private static void createUntilKilled(Daemon limpd, Set<String> acknowledged, int enough)
      throws InterruptedException {
    CountDownLatch untilTheKill = new CountDownLatch(enough);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      TestClient client =
          TestClient.connect(limpd.websocket()).signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      clients.add(Thread.startVirtualThread(() -> create(client, acknowledged, untilTheKill)));
    }
    untilTheKill.await();
    limpd.kill();
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void create(
      TestClient client, Set<String> acknowledged, CountDownLatch untilTheKill) {
    try {
      while (true) {
        acknowledged.add(
            client
                .call(
                    "setting/create",
                    query(),
                    doc("var", "x" + NAMES.incrementAndGet(), "val", 1, "type", "global"))
                .expect(200)
                .id());
        untilTheKill.countDown();
      }
    } catch (RuntimeException | AssertionError e) {
      client.abort(); // the process is gone, as it should be
    }
  }

  private static Set<String> lost(Daemon limpd, Set<String> acknowledged) {
    Set<String> lost = new HashSet<>(acknowledged);
    lost.removeAll(stored(limpd));
    return lost;
  }

  private static Set<String> stored(Daemon limpd) {
    try (TestClient admin = TestClient.connect(limpd.websocket())) {
      admin.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      Set<String> ids = new HashSet<>();
      admin
          .call("setting/read", query("type", val("global"), "$extn", false))
          .expect(200)
          .each("_id")
          .forEach(id -> ids.add(String.valueOf(id)));
      return ids;
    }
  }
}
