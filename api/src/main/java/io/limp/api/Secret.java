package io.limp.api;

/**
 * A value that never leaves the server: a password's hash, a session's token. Its text prints as
 * {@code ***}, no answer, event, log or history writes it, and only code that calls {@link
 * #reveal()} sees it.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text itself. Keep it out of documents, logs and messages. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
