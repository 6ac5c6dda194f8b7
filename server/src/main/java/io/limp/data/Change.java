package io.limp.data;

import io.limp.api.Doc;
import io.limp.api.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * One committed change of one document, as the change log keeps it. Secrets are left out of both
 * images.
 *
 * @param position its place in the order of all changes, opaque: {@code epoch:sequence}
 * @param at when it was committed
 * @param actor the user who made it
 * @param before the document before; empty for a create and an undelete
 * @param after the document after; empty for a delete
 * @param remarks what whoever made it says of it; often nothing
 */
public record Change(
    String position,
    Instant at,
    String collection,
    Id id,
    Op op,
    long version,
    Id actor,
    Optional<Doc> before,
    Optional<Doc> after,
    String remarks) {
  public enum Op {
    CREATE,
    UPDATE,
    DELETE,
    /** What was deleted is there again. */
    UNDELETE
  }

  /** Its place in the log as a number, from 1 on. */
  public long sequence() {
    return Long.parseLong(position.substring(position.lastIndexOf(':') + 1));
  }

  /** The id by which clients know it. */
  public Id changeId() {
    return ChangeId.of(position, at);
  }
}
