package io.limp.image;

/** What was given is no picture of which a smaller one can be made; the message says why. */
public final class NotAnImage extends Exception {
  private static final long serialVersionUID = 1;

  NotAnImage(String why) {
    super(why, null, false, false); // an answer, not a fault
  }

  NotAnImage(String why, Throwable cause) {
    super(why, cause);
  }
}
