package io.limp.data;

/** One of several writes cannot be done, so that none of them was. */
public abstract sealed class WriteRefused extends RuntimeException
    permits CannotEdit, Conflict, Duplicate, TooLarge {
  private static final long serialVersionUID = 1;

  private int place;

  WriteRefused(String message) {
    super(message, null, false, false);
  }

  /** The driver says which of the writes it is, counted from 0. */
  public WriteRefused at(int write) {
    place = write;
    return this;
  }

  /** Which of the writes it is, counted from 0. */
  public int place() {
    return place;
  }
}
