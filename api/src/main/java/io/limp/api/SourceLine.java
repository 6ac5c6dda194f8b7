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
