package io.limp.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The mistakes that are found while the server starts, gathered so that they are told all at once.
 *
 * <pre>
 * modules/blog/Blog.java:31: blog.read: no privilege "raed", perhaps "read"; blog has read, create
 *     .read(permit("raed"))
 *                   ^
 *
 * 1 problem in 1 file
 * </pre>
 *
 * <p>Not safe for several threads at once.
 */
public final class Problems {
  private record Problem(Place place, String sentence, List<String> details) {}

  /**
   * By file and place in it; what is in no file comes first, in the order in which it was found.
   */
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem problem) -> problem.place().file())
          .thenComparingInt(problem -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column());

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void error(Place place, String sentence) {
    error(place, sentence, List.of());
  }

  /** An error with lines that explain it, shown below the source. */
  void error(Place place, String sentence, List<String> details) {
    errors.add(new Problem(place, sentence, details));
  }

  void warning(Place place, String sentence) {
    warnings.add(new Problem(place, sentence, List.of()));
  }

  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  int errorCount() {
    return errors.size();
  }

  /** True when there is nothing to tell, not even a warning. */
  public boolean isEmpty() {
    return errors.isEmpty() && warnings.isEmpty();
  }

  /**
   * Refuses to start when there is an error.
   *
   * @throws StartRefused with the whole report
   */
  public void refuseStartOnErrors() {
    if (hasErrors()) {
      throw new StartRefused(report());
    }
  }

  /** Hands over the warnings one by one, each in a line, for the log of a server that starts. */
  void tellWarnings(Consumer<String> log) {
    for (Problem problem : warnings.stream().sorted(BY_PLACE).toList()) {
      String place = problem.place().file().isEmpty() ? "" : problem.place().shown() + ": ";
      log.accept(place + problem.sentence());
    }
  }

  /** All of them for people to read: the errors, the warnings, how many there are. */
  public String report() {
    StringBuilder text = new StringBuilder();
    errors.stream().sorted(BY_PLACE).forEach(problem -> write(text, problem, ""));
    warnings.stream().sorted(BY_PLACE).forEach(problem -> write(text, problem, "warning: "));
    return text.append(summary()).toString();
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    if (!errors.isEmpty()) {
      parts.add(count(errors.size(), "problem"));
    }
    if (!warnings.isEmpty()) {
      parts.add(count(warnings.size(), "warning"));
    }
    long files =
        Stream.concat(errors.stream(), warnings.stream())
            .map(problem -> problem.place().file())
            .filter(file -> !file.isEmpty())
            .distinct()
            .count();
    return String.join(", ", parts) + (files == 0 ? "" : " in " + count(files, "file"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void write(StringBuilder text, Problem problem, String word) {
    Place place = problem.place();
    if (!place.file().isEmpty()) {
      text.append(place.shown()).append(": ");
    }
    text.append(word).append(problem.sentence()).append('\n');
    if (!place.excerpt().isBlank()) {
      String line = place.excerpt().stripTrailing();
      int indent = line.length() - line.stripLeading().length();
      text.append("    ").append(line, indent, line.length()).append('\n');
      if (place.column() > indent && place.column() <= line.length() + 1) {
        text.append("    ").append(padding(line, indent, place.column() - 1)).append("^\n");
      }
    }
    problem.details().forEach(detail -> text.append("    ").append(detail).append('\n'));
    text.append('\n');
  }

  /** Blanks as wide as that part of the line; a tab stays a tab, whatever its width there. */
  private static String padding(String line, int from, int to) {
    return line.substring(from, to).replaceAll("[^\t]", " ");
  }
}
