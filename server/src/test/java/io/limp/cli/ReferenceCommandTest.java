package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceCommandTest {
  private static final String NOTE =
      """
      package notes;

      import static io.limp.api.Limp.*;

      import io.limp.api.*;

      /** What one must not forget. */
      public final class Note implements LimpModule {
        /** In a few words. */
        public static final Attr<String> TITLE = str("title");

        @Override
        public ModuleSpec spec() {
          return ModuleSpec.of("note").collection("notes").attrs(Note.class).read(anyone());
        }
      }
      """;

  private final LimpdRuns limpd = new LimpdRuns();

  @TempDir private Path folder;
  private Path modules;
  private Path out;

  @BeforeEach
  void writeModule() throws IOException {
    modules = folder.resolve("modules");
    out = folder.resolve("out/reference");
    Files.createDirectories(modules.resolve("notes"));
    Files.writeString(modules.resolve("notes/Note.java"), NOTE);
  }

  private int reference(String... more) {
    return limpd.run(
        Stream.concat(
                Stream.of("reference", "--modules", modules.toString(), "--out", out.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String written(String file) throws IOException {
    return Files.readString(out.resolve(file));
  }

  @Test
  void itWritesAllFormatsInTheWordsOfTheSource() throws IOException {
    assertThat(reference()).isZero();
    assertThat(limpd.out()).matches("Wrote \\d+ files to .*reference\\.\n");
    assertThat(written("README.md"))
        .contains("[note](note.md) | notes | What one must not forget.");
    assertThat(written("note.md"))
        .contains("| `title` | text | required | In a few words. |", "## note/read");
    assertThat(written("schema.json")).contains("\"note.read.query\"", "In a few words.");
    assertThat(written("schema.level1.json")).contains("\"note.read.query\"");
    assertThat(written("openapi.json")).contains("\"openapi\": \"3.1.0\"");
    assertThat(written("asyncapi.json")).contains("\"note/read\"");
  }

  @Test
  void onlyTheFormatsThatWereAskedForAreWritten() {
    assertThat(reference("--format", "openapi,json-schema")).isZero();
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("openapi.json", "schema.json", "schema.level1.json");
  }

  @Test
  void thePageOfAModuleThatIsGoneIsRemovedAndNothingElse() throws IOException {
    reference();
    Files.writeString(out.resolve("own.md"), "# What I wrote myself\n");
    Files.writeString(
        modules.resolve("notes/Note.java"), NOTE.replace("of(\"note\")", "of(\"memo\")"));

    assertThat(reference()).isZero();
    assertThat(out.toFile().list()).contains("memo.md", "own.md").doesNotContain("note.md");
  }

  @Test
  void aFormatThatThereIsNotIsAnsweredWithTheNearest() {
    assertThat(reference("--format", "openapi,mdd")).isEqualTo(2);
    assertThat(limpd.err()).startsWith("--format: there is no format mdd; perhaps md.\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void mistakesInTheModulesAreToldAndNothingIsWritten() throws IOException {
    Files.writeString(
        modules.resolve("notes/Note.java"), NOTE.replace("anyone()", "permit(\"raed\")"));

    assertThat(reference()).isEqualTo(1);
    assertThat(limpd.err()).contains("raed").contains("read");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Files.createDirectories(out.getParent());
    Files.writeString(out, "a file is here");

    assertThat(reference()).isEqualTo(1);
    assertThat(limpd.err()).contains("The reference cannot be written to " + out);
  }

  @Test
  void theGuideShowsItsHelp() throws IOException {
    limpd.run("reference", "--help");
    Path page = Path.of(System.getProperty("limp.home"), "docs/guide/reference.md");

    assertThat(Files.readString(page)).contains("```text\n" + limpd.out() + "```");
  }
}
