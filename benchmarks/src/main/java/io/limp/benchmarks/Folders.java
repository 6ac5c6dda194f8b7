package io.limp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to whole folders. */
public final class Folders {
  private Folders() {}

  /** Copies a folder with all that is in it to where nothing is yet, and gives the copy. */
  static Path copy(Path folder, Path to) throws IOException {
    List<Path> parentsFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      parentsFirst = files.toList();
    }
    for (Path file : parentsFirst) {
      Files.copy(file, to.resolve(folder.relativize(file)));
    }
    return to;
  }

  /** Deletes a folder with all that is in it; one that is not there is well. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
