package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir Path cache;

  private Path library() throws IOException {
    Path folder = NativeLibrary.kept(cache).orElseThrow();
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst(); // nothing is left beside it
    }
  }

  @Test
  void itIsUnpackedOnce() throws IOException {
    Path library = library();
    assertThat(Files.size(library)).isPositive();
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(library, longAgo);
    assertThat(Files.getLastModifiedTime(library())).isEqualTo(longAgo);
  }

  @Test
  void halfOfItIsReplaced() throws IOException {
    long size = Files.size(library());
    try (RandomAccessFile half = new RandomAccessFile(library().toFile(), "rw")) {
      half.setLength(size / 2);
    }
    assertThat(Files.size(library())).isEqualTo(size);
  }
}
