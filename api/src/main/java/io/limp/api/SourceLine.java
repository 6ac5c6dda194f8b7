package io.limp.api;

import java.util.Objects;

/**
 * The place in a module's source where a word of its spec was written, for the report of mistakes
 * at start.
 *
 * @param file the source file's name, without its folder
 * @param line counted from 1; 0 when it is not known
 */
public record SourceLine(String file, int line) {
  private static final String OWN_PACKAGE = Attr.class.getPackageName() + ".";

  /**
   * The line of an author's code in which something went wrong: the innermost frame of what was
   * thrown, or of its causes, that lies in the class's package.
   */
  public static SourceLine of(Throwable thrown, Class<?> near) {
    SourceLine found = new SourceLine(near.getSimpleName() + ".java", 0);
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      for (StackTraceElement frame : each.getStackTrace()) {
        if (frame.getFileName() != null && isIn(near.getPackageName(), frame.getClassName())) {
          found = new SourceLine(frame.getFileName(), frame.getLineNumber());
          break;
        }
      }
    }
    return found;
  }

  private static boolean isIn(String packageName, String className) {
    return packageName.isEmpty()
        ? className.indexOf('.') < 0
        : className.startsWith(packageName + ".");
  }

  /** {@code Blog.java:57}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }

  /** The nearest caller outside this package. */
  static SourceLine here() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith(OWN_PACKAGE))
                    .findFirst()
                    .map(
                        frame ->
                            new SourceLine(
                                Objects.requireNonNullElse(frame.getFileName(), ""),
                                frame.getLineNumber()))
                    .orElse(new SourceLine("", 0)));
  }
}
