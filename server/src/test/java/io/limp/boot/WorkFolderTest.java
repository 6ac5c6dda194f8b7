package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path parent;

  @Test
  void anotherOneInTheSamePlaceLeavesItAlone() throws IOException {
    try (WorkFolder first = WorkFolder.in(parent)) {
      Path copy = Files.writeString(first.path().resolve("copy"), "x");
      WorkFolder.in(parent).close();
      assertThat(copy).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void oneThatIsBeingMadeStays() throws IOException {
    Path young = Files.createDirectory(parent.resolve(".limpd-1"));
    WorkFolder.in(parent).close();
    assertThat(young).exists();
  }
}
