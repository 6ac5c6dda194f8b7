package io.limp.move;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Tells a person how far it is: on a terminal one line that is rewritten ten times a second, else a
 * line every ten seconds. Used by one thread.
 */
public final class Progress {
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long FILE_NANOS = 10_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long last;
  private boolean unfinishedLine;

  /**
   * One that writes there.
   *
   * @param terminal true: a line can be rewritten
   */
  public Progress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /** How far it is now; shown unless something was shown a moment ago. */
  public void at(String state) {
    long now = nanoTime.getAsLong();
    if (now - last < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
      return;
    }
    last = now;
    if (terminal) {
      out.print("\r" + state + "\u001b[K");
      out.flush();
      unfinishedLine = true;
    } else {
      out.println(state);
    }
  }

  /** A sentence that stays. */
  public void say(String sentence) {
    if (unfinishedLine) {
      out.print("\r\u001b[K");
      unfinishedLine = false;
    }
    out.println(sentence);
  }
}
