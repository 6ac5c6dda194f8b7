package io.limp.boot;

import java.nio.file.Path;
import java.util.List;

/**
 * One Java source file of a package as it was read, so that a report shows what was compiled even
 * when the file has changed since.
 *
 * @param path where it is
 * @param relative its path below the package's folder, with {@code /}
 */
record SourceFile(Path path, String relative, String text) {
  /** Its name without folders, as stack frames give it. */
  String name() {
    return relative.substring(relative.lastIndexOf('/') + 1);
  }

  /** The place of a whole line; 0: the file. */
  Place line(int number) {
    List<String> lines = text.lines().toList();
    String excerpt = number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    return new Place(shown(path), number, 0, excerpt);
  }

  /** The place of a character, counted from 0. */
  Place offset(int position) {
    int at = Math.min(Math.max(position, 0), text.length());
    int number = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    Place line = line(number);
    return new Place(line.file(), number, at - lineStart + 1, line.excerpt());
  }

  /** A path as people see it: below the working folder without that folder's own path. */
  static String shown(Path path) {
    Path full = path.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    return full.startsWith(here) && !full.equals(here)
        ? here.relativize(full).toString()
        : full.toString();
  }
}
