package io.limp.api;

import java.util.List;

/**
 * What an update does to a value that is already there, in place of setting it. It stands in a doc
 * where a plain value would, under an attribute's name or a dotted path.
 *
 * <p>{@link Doc#get} and {@link Doc#find} see plain values only: a hook that must know what a
 * document will hold reads {@link Doc#values}.
 */
public sealed interface Edit {
  /** Adds to a number; a missing one counts as 0. */
  record Add(Number number) implements Edit {}

  /** Multiplies a number; a missing one counts as 0. */
  record Multiply(Number number) implements Edit {}

  /**
   * Adds members at the end of a list; a missing list counts as empty.
   *
   * @param members plain values
   * @param unique true: only those that the list does not hold yet
   */
  record Append(List<Object> members, boolean unique) implements Edit {
    public Append {
      members = List.copyOf(members);
    }
  }

  /**
   * Sets the member of a list at a place.
   *
   * @param index from 0, less than the list's length
   */
  record SetIndex(int index, Object member) implements Edit {}

  /** Removes from a list all members that equal one of these. */
  record Remove(List<Object> members) implements Edit {
    public Remove {
      members = List.copyOf(members);
    }
  }

  /**
   * Sets a value where none is.
   *
   * @param value plain; the one that is there may be the same, and no other
   */
  record SetOnce(Object value) implements Edit {}

  /** Removes the value, so that it is missing. */
  record Unset() implements Edit {}
}
