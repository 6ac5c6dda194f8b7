package io.limp.mongo;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.limp.quickstart.Daemon;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code limpd --data-server mongodb://...} as an operator runs it, with the sample app. */
class LimpdOnMongoTest {
  private static final Path MODULES =
      Path.of(System.getProperty("limp.home", "..")).resolve("modules").toAbsolutePath();

  /** Keeps its data when the server in front of it goes. */
  private static final class Backend extends MemoryBackend {
    @Override
    public void close() {
      // It is started again.
    }
  }

  private final Backend backend = new Backend();
  private MongoServer mongo = new MongoServer(backend);

  @AfterEach
  void stop() {
    mongo.shutdownNow();
  }

  @Test
  void itServesTheSampleAppAndSurvivesALossOfTheDatabase() {
    InetSocketAddress at = mongo.bind();
    try (Daemon limpd =
            Daemon.start("mongodb://127.0.0.1:" + at.getPort(), MODULES, Map.of("DEBUG", "true"));
        TestClient visitor = TestClient.connect(limpd.websocket());
        TestClient admin = TestClient.connect(limpd.websocket())) {
      admin.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      assertThat(admin.call("user/read", query()).expect(200).total()).isEqualTo(2);
      assertThat(
              admin
                  .call("setting/read", query("var", val("greeting"), "type", val("global")))
                  .expect(200)
                  .each("val"))
          .containsExactly("Hello from the sample app");
      String post = admin.call("blog/create", query(), post("one")).expect(200).id();
      assertThat(visitor.call("blog/read", query()).expect(200).each("_id")).containsExactly(post);
      assertThat(visitor.call("math/add", query(), doc("a", 2, "b", 3)).expect(200).args())
          .containsEntry("sum", 5L);

      mongo.shutdownNow();
      visitor.call("blog/read", query()).expect(503, "CORE_DATA_UNAVAILABLE");
      admin.call("blog/create", query(), post("two")).expect(503, "CORE_DATA_UNAVAILABLE");
      visitor.call("math/add", query(), doc("a", 2, "b", 3)).expect(200);

      mongo = new MongoServer(backend);
      mongo.bind(at);
      assertThat(onceItIsBack(visitor).each("_id")).containsExactly(post);
      admin.call("blog/create", query(), post("three")).expect(200);
      admin.call("blog/delete", byId(post)).expect(200);
      assertThat(visitor.call("blog/read", query()).expect(200).each("permalink"))
          .containsExactly("three");
      assertThat(limpd.terminate()).isZero();
    }
  }

  private static Map<String, Object> post(String permalink) {
    return doc(
        "title",
        locales(permalink),
        "content",
        locales("text"),
        "permalink",
        permalink,
        "status",
        "published");
  }

  /** On the socket that was open all the time; each attempt waits for a server itself. */
  private static Answer onceItIsBack(TestClient client) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      Answer answer = client.call("blog/read", query());
      if (answer.status() != 503 || System.nanoTime() > deadline) {
        return answer.expect(200);
      }
      Thread.onSpinWait();
    }
  }
}
