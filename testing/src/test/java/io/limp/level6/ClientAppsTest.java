package io.limp.level6;

import static io.limp.testing.Wire.doc;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Jwt;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import io.limp.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that says which apps may connect. */
class ClientAppsTest {
  private static final String PAGE = "https://app.example.com";

  @TempDir Path modules;

  private TestApp start(String more) throws IOException {
    Path folder = Files.createDirectories(modules.resolve("closed"));
    Files.writeString(
        folder.resolve("Closed.java"),
        """
        package closed;

        import io.limp.api.*;

        public final class Closed implements LimpPackage {
          @Override
          public PackageSpec spec() {
            return PackageSpec.of("closed")
                .clientApp("pages", "web", "%s")
                .clientApp("phones", "ios")%s;
          }
        }
        """
            .formatted(PAGE, more));
    return TestApp.of().modulesFolder(modules).start();
  }

  @Test
  void onlyKnownAppsConnectAndWebAppsFromTheirPages() throws IOException {
    try (TestApp app = start("")) {
      verify(app, Map.of(), doc("app", "phones"), 200);
      verify(app, Map.of("Origin", PAGE), doc("app", "pages"), 200);
      verify(app, Map.of("Origin", "https://evil.example.com"), doc("app", "pages"), 1008);
      verify(app, Map.of(), doc("app", "pages"), 1008);
      verify(app, Map.of(), doc("app", "others"), 1008);
      verify(app, Map.of(), doc("app", List.of("phones")), 1008);
      verify(app, Map.of(), doc(), 1008);
    }
  }

  private static void verify(
      TestApp app, Map<String, String> headers, Map<String, Object> doc, int status) {
    try (TestClient6 client = app.unverified6(headers)) {
      client.verify(doc).expect(status);
      if (status != 200) {
        assertThat(client.awaitClose()).isEqualTo(1000);
      }
    }
  }

  @Test
  void levelOneIsRefusedUnlessItIsAllowed() throws IOException {
    try (TestApp app = start("");
        TestClient client = app.client()) {
      client.call("user/read").expect(1008, "CORE_REQ_NO_VERIFY");
      assertThat(client.awaitClose()).isEqualTo(1000);
    }
    try (TestApp app = start(".allowLevel1()");
        TestClient client = app.client()) {
      client.call("user/read").expect(403, "CORE_SESSION_FORBIDDEN");
    }
  }

  @Test
  void theAnonymousTokenIsTheAppsOwn() throws IOException {
    try (TestApp app = start(".anonToken(\"ours\")");
        TestClient6 client = app.unverified6(Map.of())) {
      Map<String, Object> call = client.frame("conn/verify", List.of(), doc("app", "phones"));
      client.exchange(client.signed(call, "ours")).expect(200, "CORE_CONN_OK");
      String hash = Jwt.passwordHash("email", TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD, "ours");
      Map<String, Object> auth =
          client.frame("session/auth", List.of(), doc("email", TestApp.ADMIN_EMAIL, "hash", hash));
      assertThat(Wire.write(client.exchange(client.signed(auth, "ours")).expect(200).args()))
          .contains("\"token\"");
    }
  }
}
