package io.limp.data;

import io.limp.api.Doc;
import io.limp.api.Query;

/** One write of a transaction. */
public sealed interface Write {
  String collection();

  /** A new document, complete with its {@code _id}. */
  record Insert(String collection, Doc doc) implements Write {}

  /** Sets attributes of every living document for which the condition holds. */
  record Update(String collection, Query where, Doc changes) implements Write {}

  /**
   * Deletes every living document for which the condition holds.
   *
   * @param force true: for good; false: it is kept, marked as deleted, and no read finds it
   */
  record Delete(String collection, Query where, boolean force) implements Write {}
}
