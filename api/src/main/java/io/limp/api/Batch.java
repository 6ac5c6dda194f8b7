package io.limp.api;

import java.util.List;

/**
 * Writes that are done together or not at all. Each goes through its module's permissions and hooks
 * when it is added; the hooks see the documents as they are before the batch. Nothing is written
 * before {@link #commit}.
 *
 * <pre>{@code
 * call.batch()
 *     .update(Account.class, ID.is(from), Account.BALANCE, new Edit.Add(-amount))
 *     .update(Account.class, ID.is(to), Account.BALANCE, new Edit.Add(amount))
 *     .commit();
 * }</pre>
 */
public interface Batch {
  Batch create(Class<? extends LimpModule> module, Doc doc);

  Batch update(Class<? extends LimpModule> module, Query where, Doc changes);

  /** Changes one attribute of what is there. */
  default Batch update(Class<? extends LimpModule> module, Query where, Attr<?> attr, Edit edit) {
    return update(module, where, Doc.empty().withPlain(attr.name(), edit));
  }

  Batch delete(Class<? extends LimpModule> module, Query where);

  /** Sends a message if the batch is written; see {@link Call#send}. */
  Batch send(Message message);

  /**
   * Writes it all in one transaction.
   *
   * @return one reply for each, in order
   * @throws Refusal when one of them cannot be written: then none is
   */
  List<Reply> commit();
}
