package io.limp.boot;

import java.io.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log: one readable line for each message, {@code 12:34:56.789 INFO boot message}.
 *
 * <p>Control characters are written as escapes: much of what is logged was sent by strangers, and
 * none of it may end a line or move a terminal's cursor.
 */
public final class LogFormat extends Formatter {
  private static final String OWN = "io.limp.";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private static final Map<Level, String> WORDS =
      Map.of(
          Level.SEVERE, "ERROR",
          Level.WARNING, "WARN",
          Level.INFO, "INFO",
          Level.CONFIG, "INFO",
          Level.FINE, "DEBUG",
          Level.FINER, "TRACE",
          Level.FINEST, "TRACE");

  /** ANSI colours of the words that should be seen. */
  private static final Map<String, String> COLOURS =
      Map.of(
          "ERROR", "\u001b[31m", "WARN", "\u001b[33m", "DEBUG", "\u001b[2m", "TRACE", "\u001b[2m");

  /** Held here because java.util.logging forgets the level of a logger that nobody holds. */
  private static final List<Logger> QUIETED = new ArrayList<>();

  private final boolean debug;
  private final boolean colour;
  private final ZoneId zone;

  LogFormat(boolean debug, boolean colour, ZoneId zone) {
    this.debug = debug;
    this.colour = colour;
    this.zone = zone;
  }

  /**
   * Sends the log of the whole process to the standard output in this format.
   *
   * @param debug true: messages for those who look for a fault, and stack traces
   */
  public static void install(boolean debug) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(debug ? Level.FINE : Level.INFO);
    root.addHandler(handler(debug));
    synchronized (QUIETED) {
      // Libraries, by the first word of their packages' names; modules' packages have other names.
      for (String others : List.of("org", "com", "net", "sun", "jdk", "java", "javax", "jakarta")) {
        Logger logger = Logger.getLogger(others);
        logger.setLevel(Level.WARNING);
        QUIETED.add(logger);
      }
    }
  }

  private static Handler handler(boolean debug) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean colour = terminal && System.getenv("NO_COLOR") == null;
    LogFormat format = new LogFormat(debug, colour, ZoneId.systemDefault());
    Handler handler =
        new StreamHandler(System.out, format) {
          @Override
          public synchronized void publish(LogRecord message) {
            super.publish(message);
            flush();
          }
        };
    handler.setLevel(Level.ALL);
    return handler;
  }

  @Override
  public String format(LogRecord message) {
    String word = WORDS.getOrDefault(message.getLevel(), message.getLevel().getName());
    StringBuilder line = new StringBuilder(100);
    line.append(TIME.format(Instant.ofEpochMilli(message.getMillis()).atZone(zone))).append(' ');
    String start = colour ? COLOURS.getOrDefault(word, "") : "";
    line.append(start).append(word).append(start.isEmpty() ? "" : "\u001b[0m");
    line.append(" ".repeat(Math.max(0, 5 - word.length()))).append(' ');
    line.append(shortName(message.getLoggerName())).append("  ");
    line.append(escaped(formatMessage(message)));
    Throwable thrown = message.getThrown();
    if (thrown != null && debug) {
      line.append('\n').append(stackTrace(thrown));
    } else if (thrown != null) {
      line.append(" (").append(escaped(thrown.toString())).append(')');
    }
    return line.append('\n').toString();
  }

  /** Our own by their package, everybody else's in full. */
  private static String shortName(@Nullable String logger) {
    if (logger == null || !logger.startsWith(OWN)) {
      return logger == null ? "" : logger;
    }
    String rest = logger.substring(OWN.length());
    return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
  }

  private static String escaped(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(escape((char) c)));
    return escaped.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
