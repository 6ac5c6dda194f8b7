package io.limp.call;

import io.limp.api.SourceLine;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A module's code did what it must not, and nothing was thrown where it did. */
final class AuthorsFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Those of the server; what else is below io.limp is written as a module's author would. */
  private static final Set<String> SERVER =
      Set.of("boot", "call", "cli", "data", "gateway", "image", "job", "move", "network", "outbox");

  private static final String OURS = "io.limp.";

  private final transient SourceLine source;

  AuthorsFault(String message, SourceLine source) {
    super(message);
    this.source = source;
  }

  /**
   * A module's code calls the server in a way that cannot be right: the innermost line of that code
   * is at fault. Where the server itself does, it is a bug of ours.
   */
  static RuntimeException ofCaller(String message) {
    IllegalStateException here = new IllegalStateException(message);
    return Arrays.stream(here.getStackTrace())
        .filter(frame -> !isServers(frame.getClassName()) && !isBelow(frame.getClassName()))
        .findFirst()
        .map(AuthorsFault::line)
        .<RuntimeException>map(line -> new AuthorsFault(message, line))
        .orElse(here);
  }

  /**
   * The line of a module's code that is at fault; empty: what was thrown comes from the server's
   * own code.
   */
  static Optional<SourceLine> line(Throwable thrown) {
    if (thrown instanceof AuthorsFault fault) {
      return Optional.of(fault.source);
    }
    return line(thrown.getStackTrace());
  }

  /** The innermost line of a module's code, unless the server's own code runs within it. */
  static Optional<SourceLine> line(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (isServers(frame.getClassName())) {
        return Optional.empty();
      }
      if (!isBelow(frame.getClassName())) {
        return Optional.of(line(frame));
      }
    }
    return Optional.empty();
  }

  private static SourceLine line(StackTraceElement frame) {
    return new SourceLine(
        frame.getFileName() == null ? frame.getClassName() : frame.getFileName(),
        frame.getLineNumber());
  }

  private static boolean isServers(String name) {
    if (!name.startsWith(OURS)) {
      return false;
    }
    int end = name.indexOf('.', OURS.length());
    return end > 0 && SERVER.contains(name.substring(OURS.length(), end));
  }

  /** What authors call: Java itself and the words of the API. */
  private static boolean isBelow(String name) {
    return name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("javax.")
        || name.startsWith("sun.")
        || name.startsWith(OURS + "api.");
  }
}
