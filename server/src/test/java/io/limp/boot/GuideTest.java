package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds the guide to code that runs: its Java is quoted from files, and the files compile. */
class GuideTest {
  private static final Path HOME = Path.of(System.getProperty("limp.home"));
  private static final Path GUIDE = HOME.resolve("docs/guide");
  private static final Path EXAMPLES = GUIDE.resolve("examples");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @TempDir Path cache;

  @Test
  void theExamplesServeWithoutAWord() {
    Problems problems = new Problems();

    Packages packages =
        new PackageLoader(List.of(EXAMPLES), cache, Variables.NONE)
            .load(List.of(), "dev", problems);
    SpecCheck.check(
        CoreModules.all(JoinedWords.of(packages.specs()), InstantSource.system()),
        packages,
        problems);

    assertThat(problems.report()).isEmpty();
    assertThat(packages.all())
        .extracting(LoadedPackage::name)
        .containsExactly("notes", "parcels", "press", "shop");
  }

  @TestFactory
  List<DynamicTest> theJavaOfAPageIsQuotedFromFilesThatAreCompiled() throws IOException {
    String sources = sourcesBelow(EXAMPLES) + sourcesBelow(HOME.resolve("modules/sample_app"));
    try (Stream<Path> pages = Files.list(GUIDE)) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .map(
              page ->
                  DynamicTest.dynamicTest(
                      page.getFileName().toString(), () -> assertQuoted(page, sources)))
          .toList();
    }
  }

  private static void assertQuoted(Path page, String sources) throws IOException {
    List<String> blocks =
        JAVA.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList();
    for (String block : blocks) {
      assertThat(sources).contains(block);
    }
  }

  private static String sourcesBelow(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
