package io.limp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.benchmarks.Load.Measured;
import io.limp.benchmarks.Load.Shape;
import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.AppLoader;
import io.limp.boot.Problems;
import io.limp.network.EchoServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  private static final Path MODULES =
      Path.of(System.getProperty("limp.home", "..")).resolve("benchmarks/modules");

  @Test
  void tenSignedCallsAreAnswered(@TempDir Path folder) throws Exception {
    try (App app = AppLoader.start(config(folder));
        Peer first = Peer.open(app.port());
        Peer second = Peer.open(app.port())) {
      SignIn.Session session = SignIn.asAdmin(first);
      SignIn.again(second, session);
      try (Load load = new Load(List.of(first, second))) {
        assertThat(ten(load, SignedCalls.of(session, "ping/ping", "{}", "{}", 204))).isEqualTo(10);
      }
    }
  }

  @Test
  void theEchoGivesBackTheBeginning() throws Exception {
    Server echo = EchoServer.start(0, 43);
    int port = ((ServerConnector) echo.getConnectors()[0]).getLocalPort();
    try (Load load = new Load(List.of(Peer.open(port), Peer.open(port)))) {
      assertThat(ten(load, EchoQuestions.of(400, 43))).isEqualTo(10);
    } finally {
      echo.stop();
    }
  }

  private static long ten(Load load, List<Question> questions) throws Exception {
    Measured measured = load.run(new Shape(2, 3), questions, Duration.ofSeconds(30), 10);
    return measured.messages();
  }

  private static AppConfig config(Path folder) {
    return AppConfig.of(
        new AppConfig.Options(
            Optional.empty(),
            Optional.of("dev"),
            false,
            Optional.of("127.0.0.1"),
            Optional.of("0"),
            List.of(MODULES),
            List.of(),
            Optional.of("sqlite:" + folder),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false),
        Map.of(),
        new Problems());
  }
}
