package io.limp.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder that a reference is written into. What others have put there stays. */
public final class ReferenceFolder {
  private ReferenceFolder() {}

  /**
   * Writes the files, and removes the pages of modules that are gone.
   *
   * @param files texts by name
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static void write(Path folder, Map<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      if (files.containsKey(Pages.INDEX)) {
        for (Path page : pages(folder)) {
          if (!files.containsKey(page.getFileName().toString())) {
            Files.delete(page);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The reference cannot be written to " + folder, e);
    }
  }

  private static List<Path> pages(Path folder) throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        if (Files.isRegularFile(entry) && Files.readString(entry).startsWith(Pages.MARK)) {
          pages.add(entry);
        }
      }
    }
    return pages;
  }
}
