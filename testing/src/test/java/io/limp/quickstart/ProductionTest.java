package io.limp.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionTest {
  @TempDir private Path folder;
  private Path data;
  private Path modules;

  @BeforeEach
  void setUp() throws Exception {
    data = folder.resolve("data");
    modules = Files.createDirectory(folder.resolve("modules"));
  }

  @Test
  void aNewDatabaseIsNotMadeWithTheDefaultPassword() {
    Daemon.Ended ended = Daemon.runToItsEnd(data, modules, Map.of(), "--env", "prod");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains("LIMP_ADMIN_PASSWORD", "--env prod does not start")
        .doesNotContain("Exception");
  }

  @Test
  void aDatabaseThatStillHasTheDefaultPasswordIsNotServed() {
    Daemon.start(data, modules, Map.of()).close();

    Daemon.Ended ended = Daemon.runToItsEnd(data, modules, Map.of(), "--env", "prod");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("still has the default password", "LIMP_ADMIN_PASSWORD");
  }

  @Test
  void aShortPasswordIsRefusedToo() {
    Daemon.Ended ended =
        Daemon.runToItsEnd(data, modules, Map.of("LIMP_ADMIN_PASSWORD", "short"), "--env", "prod");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("at least 12 characters").doesNotContain("short ");
  }

  @Test
  void theGivenPasswordTakesThePlaceOfTheDefault() {
    Daemon.start(data, modules, Map.of()).close();
    Map<String, String> environment = Map.of("LIMP_ADMIN_PASSWORD", "correct horse battery");

    try (Daemon limpd = Daemon.start(data, modules, environment, "--env", "prod");
        TestClient client = TestClient.connect(limpd.websocket())) {
      assertThat(client.authenticate("email", TestApp.ADMIN_EMAIL, "__ADMIN").status())
          .isEqualTo(403);
      client.authenticate("email", TestApp.ADMIN_EMAIL, "correct horse battery").expect(200);
    }
  }

  @Test
  void sigtermEndsItWithZero() {
    Daemon limpd = Daemon.start(data, modules, Map.of());
    try (TestClient client = TestClient.connect(limpd.websocket())) {
      assertThat(limpd.terminate()).isZero();
      assertThat(client.awaitClose()).isEqualTo(1001);
    }
  }
}
