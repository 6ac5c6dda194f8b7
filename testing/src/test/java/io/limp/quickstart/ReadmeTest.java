package io.limp.quickstart;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module that the README shows is the module that works. */
class ReadmeTest {
  private static final Path LIMP = Path.of(System.getProperty("limp.home", ".."));
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  @TempDir private Path modules;

  @Test
  void theModuleInTenLinesAnswers() throws Exception {
    Matcher module = JAVA.matcher(Files.readString(LIMP.resolve("README.md")));
    assertThat(module.find()).isTrue();
    Path source = modules.resolve("hello/Hello.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, module.group(1));

    try (TestApp app = TestApp.of().modulesFolder(modules).start();
        TestClient client = app.client()) {
      assertThat(client.call("hello/say", query(), doc("name", "Ada")).expect(200).args())
          .containsEntry("greeting", "Hello, Ada!");
    }
  }

  @Test
  void everyFileThatItLinksToIsThere() throws Exception {
    Matcher link = LINK.matcher(Files.readString(LIMP.resolve("README.md")));
    while (link.find()) {
      assertThat(LIMP.resolve(link.group(1))).exists();
    }
  }
}
