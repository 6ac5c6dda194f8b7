package io.limp.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes a folder with all that is in it. */
public final class DeleteFolder {
  private DeleteFolder() {}

  /** Deletes it; what somebody else has deleted meanwhile may be gone. */
  public static void at(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : innermostFirst) {
        Files.deleteIfExists(each);
      }
    }
  }
}
