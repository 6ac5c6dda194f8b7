package io.limp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page of several chapters, each of which another run writes. */
public final class ResultsFile {
  private static final String CHAPTER = "# ";

  private final Path file;

  public ResultsFile(Path file) {
    this.file = file;
  }

  /**
   * Puts a chapter in the place of the one with the same heading, or at the end; the others stay.
   *
   * @param chapter begins with a heading of the first level and has no other
   */
  public void put(String chapter) throws IOException {
    List<String> chapters = chapters();
    String text = chapter.strip() + "\n";
    for (int i = 0; i < chapters.size(); i++) {
      if (heading(chapters.get(i)).equals(heading(text))) {
        chapters.set(i, text);
        Files.writeString(file, String.join("\n", chapters));
        return;
      }
    }
    chapters.add(text);
    Files.writeString(file, String.join("\n", chapters));
  }

  private List<String> chapters() throws IOException {
    List<String> chapters = new ArrayList<>();
    if (Files.exists(file)) {
      for (String chapter : Files.readString(file).split("(?m)^(?=" + CHAPTER + ")", -1)) {
        if (!chapter.isBlank()) {
          chapters.add(chapter.strip() + "\n");
        }
      }
    }
    return chapters;
  }

  private static String heading(String chapter) {
    return chapter.substring(0, chapter.indexOf('\n'));
  }
}
