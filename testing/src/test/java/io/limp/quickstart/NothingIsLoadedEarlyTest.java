package io.limp.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The large libraries cost a start nothing. */
class NothingIsLoadedEarlyTest {
  private static final Path MODULES = Path.of(System.getProperty("limp.home", ".."), "modules");

  @TempDir private Path folder;

  @Test
  void aStartLoadsNoClassOfTwilioOrJakartaMail() throws Exception {
    Map<String, String> variables =
        Map.of(
            "LIMP_SMTP", "smtps://localhost",
            "LIMP_SMTP_FROM", "shop@example.com",
            "LIMP_TWILIO_ACCOUNT", "AC00000000000000000000000000000001",
            "LIMP_TWILIO_TOKEN", "token",
            "LIMP_TWILIO_FROM", "+15005550006");
    assertThat(loadedByAStart(MODULES, variables))
        .anyMatch(line -> line.contains(" io.limp.outbox.Courier "))
        .noneMatch(line -> line.contains(" com.twilio."))
        .noneMatch(line -> line.contains(" jakarta.mail."))
        .noneMatch(line -> line.contains(" org.eclipse.angus."))
        .noneMatch(line -> line.contains(" org.apache.hc."));
  }

  @Test
  void aStartWithoutJobsLoadsNoClassOfCronUtils() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("modules"));
    assertThat(loadedByAStart(empty, Map.of()))
        .anyMatch(line -> line.contains(" io.limp.job.Scheduler "))
        .noneMatch(line -> line.contains(" com.cronutils."));
  }

  private List<String> loadedByAStart(Path modules, Map<String, String> variables)
      throws Exception {
    Path loaded = folder.resolve("classes.log");
    Map<String, String> all = new HashMap<>(variables);
    all.put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
    try (Daemon limpd = Daemon.start(folder.resolve("data"), modules, all);
        TestClient client = TestClient.connect(limpd.websocket())) {
      client.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
    }
    return Files.readAllLines(loaded);
  }
}
