package io.limp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir Path folder;

  @Test
  void aChapterTakesThePlaceOfTheOneBefore() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    ResultsFile results = new ResultsFile(file);

    results.put("# One\n\n1\n\n## More\n\n1 more\n");
    results.put("# Two\n\n2\n");
    results.put("# One\n\nanother 1\n");

    assertThat(Files.readString(file)).isEqualTo("# One\n\nanother 1\n\n# Two\n\n2\n");
  }
}
