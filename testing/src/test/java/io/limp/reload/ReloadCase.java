package io.limp.reload;

import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server in debug mode with one package, {@code shop}, whose module says what its source says.
 */
abstract class ReloadCase {
  @TempDir Path modules;
  ReloadLog log;
  TestApp app;
  TestClient admin;

  @BeforeEach
  void start() throws IOException {
    log = new ReloadLog();
    save("shop/Sign.java", sign("Open"));
    app = TestApp.of().modulesFolder(folderOfTheServer()).debugging().start();
    admin = app.admin();
  }

  /** What the server is told that its modules folder is. */
  Path folderOfTheServer() throws IOException {
    return modules;
  }

  @AfterEach
  void stop() {
    admin.close();
    app.close();
    log.close();
  }

  /** As editors do: the file is never half there. */
  void save(String path, String source) throws IOException {
    Path file = modules.resolve(path);
    Files.createDirectories(file.getParent());
    Path written = Files.createTempFile(modules, ".", ".tmp");
    Files.writeString(written, source);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  static String sign(String text) {
    return """
    package shop;

    import static io.limp.api.Limp.*;

    import io.limp.api.*;

    public final class Sign implements LimpModule {
      public static final String TEXT = "%s";
      static final Attr<String> SAYS = str("says");

      @Override
      public ModuleSpec spec() {
        return ModuleSpec.of("sign")
            .method("read_it", m -> m.permit(anyone()).returns(SAYS).run(call -> says()));
      }

      private static Reply says() {
        return new Reply.Result("Read.", Doc.of(SAYS, TEXT));
      }
    }
    """
        .formatted(text);
  }

  Answer read() {
    return admin.call("sign/read_it", query());
  }

  void assertSays(String text) {
    assertThat(read().expect(200).args()).containsEntry("says", text);
  }
}
