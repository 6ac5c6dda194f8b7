package io.limp.reload;

import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.TestClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors, version control and people do to files, one after the other. */
class EditsTest extends ReloadCase {
  private Path source() {
    return modules.resolve("shop/Sign.java");
  }

  /** Until the log says that it serves; a state between two files may be told before. */
  private void awaitServes() {
    String message = log.next();
    while (!message.contains("its new code serves")) {
      message = log.next();
    }
  }

  /** Waits until the next call says so: several reloads may be one. */
  private void awaitSays(String text) {
    while (!text.equals(read().expect(200).args().get("says"))) {
      awaitServes();
    }
  }

  @Test
  void anEditorThatMovesTheOldFileAside() throws IOException {
    Files.writeString(modules.resolve("shop/4913"), "");
    Files.delete(modules.resolve("shop/4913"));
    Files.move(source(), modules.resolve("shop/Sign.java~"));
    Files.writeString(source(), sign("Closed"));
    Files.delete(modules.resolve("shop/Sign.java~"));
    awaitSays("Closed");
  }

  @Test
  void anEditorThatWritesIntoTheFileInSeveralSteps() throws IOException {
    String closed = sign("Closed");
    try (OutputStream out = Files.newOutputStream(source())) {
      for (String line : closed.split("(?<=\n)", -1)) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
    awaitSays("Closed");
  }

  @Test
  void oneFileSavedTwiceAtOnce() throws IOException {
    save("shop/Sign.java", sign("First"));
    save("shop/Sign.java", sign("Second"));
    awaitSays("Second");
  }

  @Test
  void aFileWithTheMarkOfUtf8() throws IOException {
    save("shop/Sign.java", "\uFEFF" + sign("Marked"));
    awaitSays("Marked");
  }

  @Test
  void aFileOfAnotherPackageIsToldAtItsLine() throws IOException {
    save("shop/Sign.java", sign("Closed").replace("package shop;", "package shopp;"));
    assertThat(log.next())
        .contains("go on as they were")
        .contains("shop/Sign.java:1: the file's folder makes it: package shop;")
        .containsPattern("(?m)^ +package shopp;\\R +\\^$");
    assertSays("Open");
  }

  @Test
  void manyFilesAtOnce() throws IOException {
    for (int i = 0; i < 100; i++) {
      save(
          "shop/parts/Part" + i + ".java",
          "package shop.parts; public class Part"
              + i
              + " { public static final int N = "
              + i
              + "; }");
    }
    save(
        "shop/Sign.java",
        sign("X")
            .replace(
                "TEXT = \"X\"", "TEXT = \"Sum \" + (shop.parts.Part98.N + shop.parts.Part99.N)"));
    awaitSays("Sum 197");
  }

  @Test
  void aModuleWhoseFileIsDeletedIsGoneAndBackWithIt() throws IOException {
    save(
        "shop/Other.java",
        sign("Other")
            .replace("class Sign", "class Other")
            .replace("of(\"sign\")", "of(\"other\")"));
    awaitServes();
    admin.call("other/read_it", query()).expect(200);
    Files.delete(modules.resolve("shop/Other.java"));
    awaitServes();
    admin.call("other/read_it", query()).expect(400, "CORE_REQ_INVALID_MODULE");
    assertSays("Open");
  }

  @Test
  void aPackageWhoseFolderIsDeletedIsGoneAndBackWithIt() throws IOException {
    Files.delete(source());
    Files.delete(modules.resolve("shop"));
    awaitServes();
    admin.call("sign/read_it", query()).expect(400, "CORE_REQ_INVALID_MODULE");
    save("shop/Sign.java", sign("Back"));
    awaitSaysOnceThere("Back");
  }

  private void awaitSaysOnceThere(String text) {
    awaitServes();
    while (read().status() != 200) {
      awaitServes();
    }
    awaitSays(text);
  }

  @Test
  void aFolderThatIsPutInThePlaceOfAnother(@TempDir Path elsewhere) throws IOException {
    Path next = Files.createDirectories(elsewhere.resolve("shop"));
    Files.writeString(next.resolve("Sign.java"), sign("Next"));
    Files.move(modules.resolve("shop"), elsewhere.resolve("old"));
    Files.move(next, modules.resolve("shop"));
    awaitSays("Next");
    save("shop/Sign.java", sign("After"));
    awaitSays("After");
  }

  @Test
  void whatIsInTheFoldersOfJavaScriptIsNoSource() throws IOException {
    save("shop/node_modules/pad/Pad.java", "no Java at all");
    save("shop/Sign.java", sign("Closed"));
    assertThat(log.next()).contains("its new code serves");
    assertSays("Closed");
  }

  private static String shop(String words) {
    return """
    package shop;

    import io.limp.api.*;
    import java.util.Map;

    public final class Shop implements LimpPackage {
      @Override
      public PackageSpec spec() {
        return PackageSpec.of("shop")%s;
      }
    }
    """
        .formatted(words);
  }

  @Test
  void theWordsOfAPackage() throws IOException {
    save(
        "shop/Shop.java",
        shop(".setting(\"a\", 1).anonPrivileges(Privileges.of(\"setting\", \"admin\"))"));
    awaitServes();
    try (TestClient nobody = app.client()) {
      assertThat(nobody.call("setting/read", query()).expect(200).each("var")).containsExactly("a");
      save("shop/Shop.java", shop(".setting(\"b\", 1)"));
      awaitServes();
      nobody.call("setting/read", query()).expect(403);
    }
    assertThat(admin.call("setting/read", query()).expect(200).each("var"))
        .containsExactlyInAnyOrder("a", "b");
    save("shop/Shop.java", shop(".profile(\"dev\", dev -> dev.setting(\"c\", 1))"));
    awaitServes();
    assertThat(admin.call("setting/read", query()).expect(200).each("var")).contains("c");
  }

  @Test
  void whatWaitsForTheNextStartIsSaid() throws IOException {
    save("shop/Shop.java", shop(".locales(\"fr_FR\").clientApp(\"till\", \"ios\")"));
    assertThat(log.next())
        .isEqualTo("These wait for the next start of limpd: languages, client apps");
    assertThat(log.next()).contains("its new code serves");
  }

  @Test
  void textsInFiles() throws IOException {
    save("shop/l10n/en_AE.properties", "hello = Hello\n");
    awaitServes();
    assertThat(texts()).isEqualTo(Map.of("shop", Map.of("hello", "Hello")));
    save("shop/l10n/en_AE.properties", "hello = Good morning\n");
    awaitServes();
    assertThat(texts()).isEqualTo(Map.of("shop", Map.of("hello", "Good morning")));
  }

  private @Nullable Object texts() {
    return admin.call("l10n/read", query("locale", val("en_AE"))).expect(200).args().get("texts");
  }

  @Test
  void aLibraryThatIsReplaced(@TempDir Path work) throws IOException {
    library(work, "one");
    save("shop/Sign.java", sign("X").replace("TEXT = \"X\"", "TEXT = words.Words.text()"));
    awaitSays("one");
    library(work, "two");
    awaitSays("two");
  }

  private void library(Path work, String text) throws IOException {
    Path source = Files.createDirectories(work.resolve("words")).resolve("Words.java");
    Files.writeString(
        source,
        "package words; public class Words { public static String text() { return \""
            + text
            + "\"; } }");
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    Path unfinished = work.resolve("words.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished))) {
      out.putNextEntry(new JarEntry("words/Words.class"));
      out.write(Files.readAllBytes(work.resolve("words/Words.class")));
    }
    Path lib = Files.createDirectories(modules.resolve("shop/lib"));
    Files.move(unfinished, lib.resolve("words.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aSpecThatOverflowsTheStackIsToldAndTheNextEditServes() throws IOException {
    save("shop/Sign.java", sign("X").replace("return ModuleSpec", "spec(); return ModuleSpec"));
    assertThat(log.next()).contains("Sign: StackOverflowError");
    save("shop/Sign.java", sign("Mended"));
    awaitSays("Mended");
  }
}
