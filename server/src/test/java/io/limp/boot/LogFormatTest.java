package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private static final LogFormat PLAIN = new LogFormat(false, false, ZoneOffset.UTC);
  private static final LogFormat DEBUG = new LogFormat(true, false, ZoneOffset.UTC);
  private static final LogFormat COLOUR = new LogFormat(false, true, ZoneOffset.UTC);

  @Test
  void aMessageIsOneLine() {
    assertThat(PLAIN.format(message(Level.INFO, "io.limp.boot.AppLoader", "ready")))
        .isEqualTo("12:34:56.789 INFO  boot  ready\n");
    assertThat(PLAIN.format(message(Level.SEVERE, "org.eclipse.jetty.Server", "gone")))
        .isEqualTo("12:34:56.789 ERROR org.eclipse.jetty.Server  gone\n");
  }

  @Test
  void whatStrangersSentStaysOnItsLine() {
    assertThat(PLAIN.format(message(Level.INFO, "io.limp.call.X", "a\nb\r\tc\u001b[2J")))
        .isEqualTo("12:34:56.789 INFO  call  a\\nb\\r\\tc\\u001b[2J\n");
  }

  @Test
  void colourIsForTheLevelOnly() {
    assertThat(COLOUR.format(message(Level.WARNING, "io.limp.data.X", "slow")))
        .isEqualTo("12:34:56.789 \u001b[33mWARN\u001b[0m  data  slow\n");
  }

  @Test
  void aStackTraceIsForThoseWhoDebug() {
    LogRecord message = message(Level.SEVERE, "io.limp.call.X", "failed");
    message.setThrown(new IllegalStateException("odd\nnews"));

    assertThat(PLAIN.format(message))
        .isEqualTo(
            "12:34:56.789 ERROR call  failed (java.lang.IllegalStateException: odd\\nnews)\n");
    assertThat(DEBUG.format(message))
        .startsWith("12:34:56.789 ERROR call  failed\njava.lang.IllegalStateException: odd\nnews")
        .contains("\tat io.limp.boot.LogFormatTest");
  }

  private static LogRecord message(Level level, String logger, String text) {
    LogRecord message = new LogRecord(level, text);
    message.setLoggerName(logger);
    message.setInstant(Instant.parse("2026-11-23T12:34:56.789Z"));
    return message;
  }
}
