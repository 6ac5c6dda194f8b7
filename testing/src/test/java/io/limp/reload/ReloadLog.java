package io.limp.reload;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the server says of reloads, one message after the other. */
final class ReloadLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("io.limp.boot.LiveReload");

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          messages.add(new SimpleFormatter().formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  ReloadLog() {
    LOG.addHandler(handler);
  }

  /** The next message, which it waits for. */
  String next() {
    try {
      String message = messages.poll(2, TimeUnit.MINUTES);
      if (message == null) {
        throw new AssertionError("The server says nothing");
      }
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    LOG.removeHandler(handler);
  }
}
