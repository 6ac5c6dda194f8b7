package io.limp.api;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a read asks for: which documents, in which order, from where, how many.
 *
 * @param where the condition
 * @param sort the keys, most significant first; none: newest first
 * @param skip how many to leave out at the start
 * @param limit how many at the most; empty: all
 * @param expand false: leave the ids of other documents as ids
 * @param soft the caller's {@code $soft}: a create answers with the whole document, a delete
 *     removes for good
 * @param diff the caller's {@code $diff}: who made a change is shown as a user, not as an id
 */
public record Find(
    Query where,
    List<Sort> sort,
    int skip,
    OptionalInt limit,
    boolean expand,
    boolean soft,
    boolean diff) {
  public Find {
    sort = List.copyOf(sort);
  }

  /** The documents for which the condition holds, newest first. */
  public static Find where(Query where) {
    return new Find(where, List.of(), 0, OptionalInt.empty(), true, false, false);
  }

  /** The same, for which the condition holds too. */
  public Find and(Query more) {
    return new Find(where.and(more), sort, skip, limit, expand, soft, diff);
  }

  public Find sorted(Sort... keys) {
    return new Find(where, List.of(keys), skip, limit, expand, soft, diff);
  }

  public Find skip(int documents) {
    return new Find(where, sort, documents, limit, expand, soft, diff);
  }

  public Find limit(int documents) {
    return new Find(where, sort, skip, OptionalInt.of(documents), expand, soft, diff);
  }

  /** The same, with the ids of other documents left as ids. */
  public Find unexpanded() {
    return new Find(where, sort, skip, limit, false, soft, diff);
  }
}
