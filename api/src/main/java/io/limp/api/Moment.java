package io.limp.api;

import java.time.Instant;

/** A moment of the past, by the order in which changes were made. */
public sealed interface Moment {
  /** Behind all that was done until then. */
  record At(Instant time) implements Moment {}

  /**
   * Behind the change of that id.
   *
   * @param change the {@code _id} of a document of the module {@code diff}
   */
  record After(Id change) implements Moment {}

  /**
   * At a position of the change log.
   *
   * @param position as the server has told it
   */
  record Behind(String position) implements Moment {}
}
