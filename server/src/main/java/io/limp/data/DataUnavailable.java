package io.limp.data;

/**
 * The database cannot be reached, is full, read-only or did not answer before the deadline; nothing
 * was written.
 */
public final class DataUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataUnavailable(String sentence) {
    super(sentence);
  }

  public DataUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
