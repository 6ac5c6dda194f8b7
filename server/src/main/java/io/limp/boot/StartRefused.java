package io.limp.boot;

/**
 * The server cannot start as it was asked to; the message is the whole report for people. It needs
 * no stack trace: the fault is in what was given, not in this code.
 */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StartRefused(String report) {
    super(report, null, false, false);
  }

  public String report() {
    return String.valueOf(getMessage());
  }
}
