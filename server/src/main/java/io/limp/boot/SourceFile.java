package io.limp.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Java source file of a package as it was read, so that a report shows what was compiled even
 * when the file has changed since.
 *
 * @param path where it is
 * @param relative its path below the package's folder, with {@code /}
 */
record SourceFile(Path path, String relative, String text) {
  /** A file as it was read; the mark that some editors put before UTF-8 is no part of it. */
  static SourceFile of(Path path, String relative, String read) {
    return new SourceFile(path, relative, read.startsWith("\uFEFF") ? read.substring(1) : read);
  }

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

  /**
   * Where the statement that goes on at that line names the word: in quotes, or by the constant
   * that is declared with it, as in {@code TITLE = str("title")}, or else where it is a word of the
   * spec ({@code .index(}) or a class ({@code Blog.class}).
   */
  Optional<Place> inStatement(int line, String word) {
    int from = startOf(line);
    int end = text.indexOf(";\n", from);
    String statement = text.substring(from, end < 0 ? text.length() : end);
    String quoted = '"' + Pattern.quote(word) + '"';
    Matcher constant = Pattern.compile("\\b([A-Z][A-Z0-9_]*)\\s*=[^;\"]*" + quoted).matcher(text);
    String named = constant.find() ? "|\\b" + constant.group(1) + "\\b" : "";
    String plain = Pattern.quote(word);
    String quotedOrNamed = "(?<=\")" + plain + "(?=\")" + named;
    String code = "(?<=\\.)" + plain + "(?=\\()|\\b" + plain + "(?=\\.class\\b)";
    return Stream.of(quotedOrNamed, code)
        .map(form -> Pattern.compile(form).matcher(statement))
        .filter(Matcher::find)
        .findFirst()
        .map(found -> offset(from + found.start()));
  }

  private int startOf(int line) {
    int from = 0;
    for (int i = 1; i < line; i++) {
      from = text.indexOf('\n', from) + 1;
    }
    return from;
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
