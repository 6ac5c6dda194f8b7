package io.limp.move;

/**
 * Data cannot be moved as it was asked; the message is a sentence for people that says what to do.
 */
public final class CannotMove extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CannotMove(String sentence) {
    super(sentence, null, false, false);
  }

  public CannotMove(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
