package io.limp.network;

/**
 * The server cannot start listening; the message says why in one sentence for whoever starts it.
 */
public final class CannotListen extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotListen(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  CannotListen(String sentence) {
    super(sentence);
  }
}
