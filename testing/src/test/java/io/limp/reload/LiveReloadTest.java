package io.limp.reload;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.boot.PackageLoader;
import io.limp.boot.Problems;
import io.limp.boot.Variables;
import io.limp.testing.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved sources of modules serve from the next call on, on a connection that is open. */
class LiveReloadTest extends ReloadCase {
  private static final String GATE = "limp.test.gate";

  @Test
  void theNextCallIsAnsweredByTheNewCode() throws IOException {
    assertSays("Open");
    save("shop/Sign.java", sign("Closed"));
    assertThat(log.next()).contains("Sign.java has changed: its new code serves");
    assertSays("Closed");
  }

  @Test
  void theReferenceIsOfTheNewCode() throws IOException {
    assertThat(reference()).contains("## sign/read_it").doesNotContain("sign/say");
    save("shop/Sign.java", sign("Open").replace("\"read_it\"", "\"say\""));
    assertThat(log.next()).contains("Sign.java has changed: its new code serves");
    assertThat(reference()).contains("## sign/say").doesNotContain("read_it");
  }

  private String reference() {
    return new String(app.get("/reference/sign.md").body(), StandardCharsets.UTF_8);
  }

  @Test
  void whatAnotherProcessCompiledFirstServesToo(@TempDir Path elsewhere) throws IOException {
    String closed = sign("Closed");
    Files.createDirectory(elsewhere.resolve("shop"));
    Files.writeString(elsewhere.resolve("shop/Sign.java"), closed);
    new PackageLoader(List.of(elsewhere), app.folder().resolve("cache"), Variables.NONE)
        .load(List.of(), "dev", new Problems())
        .close();
    save("shop/Sign.java", closed);
    assertThat(log.next()).contains("Sign.java has changed: its new code serves");
    assertSays("Closed");
  }

  @Test
  void aBrokenEditIsToldWithItsPlaceAndTheOldCodeGoesOn() throws IOException {
    save("shop/Sign.java", sign("Closed").replace("Reply says()", "Rply says()"));
    assertThat(log.next())
        .contains("go on as they were")
        .contains("shop/Sign.java:17")
        .contains("cannot find symbol")
        .containsPattern("(?m)^ +private static Rply says\\(\\) \\{\\R +\\^$");
    assertSays("Open");
    save("shop/Sign.java", sign("Mended"));
    assertThat(log.next()).contains("its new code serves");
    assertSays("Mended");
  }

  @Test
  void aMistakeInASpecIsToldAndTheOldCodeGoesOn() throws IOException {
    save("shop/Sign.java", sign("Closed").replace("permit(anyone())", "permit(permit(\"raed\"))"));
    assertThat(log.next()).contains("go on as they were").contains("raed");
    assertSays("Open");
  }

  @Test
  void aNewPackageIsNoticed() throws IOException {
    save(
        "garden/Tree.java",
        sign("Green")
            .replace("package shop", "package garden")
            .replace("class Sign", "class Tree")
            .replace("of(\"sign\")", "of(\"tree\")"));
    assertThat(log.next()).contains("its new code serves");
    assertThat(admin.call("tree/read_it", query()).expect(200).args().get("says"))
        .isEqualTo("Green");
    assertSays("Open");
  }

  @Test
  void whoeverImportsTheChangedOneFollows() throws IOException {
    String neighbour =
        sign("")
            .replace("package shop", "package street")
            .replace("class Sign", "class Copy")
            .replace("of(\"sign\")", "of(\"copy\")")
            .replace("\"\";", "\"Next to: \" + shop.Sign.TEXT;")
            .replace("import io.limp.api.*;", "import io.limp.api.*;\nimport shop.Sign;");
    save("street/Copy.java", neighbour);
    assertThat(log.next()).contains("its new code serves");
    save("shop/Sign.java", sign("Closed"));
    assertThat(log.next()).contains("its new code serves");
    assertThat(admin.call("copy/read_it", query()).expect(200).args().get("says"))
        .isEqualTo("Next to: Closed");
  }

  @Test
  void aCallThatRunsEndsInTheOldCode() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    System.getProperties().put(GATE, new CountDownLatch[] {begun, open});
    String waits =
        sign("Waited")
            .replace(
                "private static Reply says() {",
                """
                private static Reply says() {
                    try {
                      var gate = (java.util.concurrent.CountDownLatch[])
                          System.getProperties().get("%s");
                      gate[0].countDown();
                      gate[1].await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                """
                    .formatted(GATE));
    try (TestClient other = app.client()) {
      save("shop/Sign.java", waits);
      assertThat(log.next()).contains("its new code serves");
      var frame = other.frame("sign/read_it", query(), doc());
      other.sendSigned(frame, TestClient.ANON_TOKEN);
      begun.await();
      save("shop/Sign.java", sign("Closed"));
      assertThat(log.next()).contains("its new code serves");
      assertSays("Closed");
      open.countDown();
      assertThat(other.answerTo(frame.get("call_id")).expect(200).args().get("says"))
          .isEqualTo("Waited");
    } finally {
      System.getProperties().remove(GATE);
    }
  }

  private static String note(String type) {
    return """
    package notes;

    import static io.limp.api.Limp.*;

    import io.limp.api.*;

    public final class Note implements LimpModule {
      static final Attr<?> TITLE = %s("title");

      @Override
      public ModuleSpec spec() {
        return ModuleSpec.of("note").collection("notes").attrs(TITLE)
            .read(permit("read")).create(permit("create"));
      }
    }
    """
        .formatted(type);
  }

  @Test
  void whatStoredDocumentsWouldViolateIsRefusedWithTheReason() throws IOException {
    save("notes/Note.java", note("str"));
    assertThat(log.next()).contains("its new code serves");
    admin.call("note/create", query(), doc("title", "no number")).expect(200);
    save("notes/Note.java", note("integer"));
    assertThat(log.next()).contains("go on as they were").contains("title").contains("1 ");
    admin.call("note/create", query(), doc("title", "no number either")).expect(200);
    assertThat(admin.call("note/read", query()).expect(200).docs()).hasSize(2);
  }
}
