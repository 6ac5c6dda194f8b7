package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.data.Matcher;
import io.limp.data.Write;
import io.limp.data.WriteRefused;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What an update makes of a document, worked out by its caller on what the document is now. The one
 * writer, for whom everyone waits, then only sees whether the row is still of that version; if it
 * is not, the writer does the update as any other.
 *
 * @param isCurrent false when documents may have changed without a new version since
 */
record Foreseen(Edited edited, BooleanSupplier isCurrent) {
  /** What it writes: the document, and both images to the change log. */
  int bytes() {
    return edited.before().length() + 2 * edited.after().length();
  }

  /**
   * For an update whose condition is about one document; empty where the writer has to look itself:
   * the condition does not hold, nothing changes, or the update is refused.
   *
   * @param changes as {@link PreparedWrite.Update#changes}
   */
  static Optional<Foreseen> of(
      Table table,
      Write.Update update,
      Doc changes,
      DocCache.Stored before,
      BooleanSupplier isCurrent) {
    boolean wanted = update.version().isEmpty() || update.version().getAsLong() == before.version();
    if (!wanted || !Matcher.of(update.where(), table.types()).holds(before.doc())) {
      return Optional.empty();
    }
    PreparedWrite.Bytes stored = new PreparedWrite.Bytes(table.codec().bytes(before.doc()));
    try {
      return Edited.of(table, before, stored, changes)
          .map(edited -> new Foreseen(edited, isCurrent));
    } catch (WriteRefused e) {
      return Optional.empty();
    }
  }
}
