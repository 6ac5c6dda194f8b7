package io.limp.data;

import io.limp.api.Doc;
import io.limp.api.Query;
import java.util.List;
import java.util.OptionalLong;

/** One write of a transaction. */
public sealed interface Write {
  String collection();

  /**
   * A new document, complete with its {@code _id}.
   *
   * @param numbers attributes that are given their values in the transaction
   */
  record Insert(String collection, Doc doc, List<NextNumber> numbers) implements Write {
    public Insert {
      numbers = List.copyOf(numbers);
    }

    public Insert(String collection, Doc doc) {
      this(collection, doc, List.of());
    }
  }

  /**
   * Sets attributes of every living document for which the condition holds.
   *
   * @param changes by attribute or dotted path: a plain value, or an {@link io.limp.api.Edit}
   * @param version that every one of these documents must still have; empty: any
   * @param remarks for the change log
   */
  record Update(String collection, Query where, Doc changes, OptionalLong version, String remarks)
      implements Write {
    public Update(String collection, Query where, Doc changes, OptionalLong version) {
      this(collection, where, changes, version, "");
    }

    public Update(String collection, Query where, Doc changes) {
      this(collection, where, changes, OptionalLong.empty());
    }
  }

  /**
   * Deletes every living document for which the condition holds.
   *
   * @param force true: for good; false: it is kept, marked as deleted, and no read finds it
   */
  record Delete(String collection, Query where, boolean force) implements Write {}

  /**
   * Brings back every document for which the condition holds and that was deleted, but not for
   * good.
   *
   * @param remarks for the change log
   */
  record Undelete(String collection, Query where, String remarks) implements Write {}
}
