package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.data.CannotEdit;
import io.limp.data.Edits;
import io.limp.data.Matcher;
import io.limp.data.Write;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What an update makes of a document, worked out by its caller on what the document is now. The one
 * writer, for whom everyone waits, then only sees whether the row is still of that version; if it
 * is not, the writer does the update as any other.
 *
 * @param after what is stored then
 * @param shownBefore the document before, as the change log shows it
 * @param shownAfter the document after, as the change log shows it
 * @param isCurrent false when documents may have changed without a new version since
 */
record Foreseen(
    DocCache.Stored before,
    DocCache.Stored after,
    PreparedWrite.Bytes jsonb,
    Image shownBefore,
    Image shownAfter,
    BooleanSupplier isCurrent) {
  /** What it writes: the document, and both images to the change log. */
  int bytes() {
    return before.length() + 2 * after.length();
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
    DocCodec codec = table.codec();
    Doc edited;
    try {
      edited = codec.ordered(Edits.apply(before.doc(), changes, table.types()));
    } catch (CannotEdit e) {
      return Optional.empty();
    }
    PreparedWrite.Bytes jsonb = new PreparedWrite.Bytes(codec.bytes(edited));
    if (jsonb.array.length > DocCodec.MOST_BYTES) {
      return Optional.empty();
    }
    Doc after = codec.doc(before.doc().id(), jsonb.array);
    if (after.values().equals(before.doc().values())) {
      return Optional.empty();
    }
    return Optional.of(
        new Foreseen(
            before,
            new DocCache.Stored(after, before.rid(), before.version() + 1, jsonb.array.length),
            jsonb,
            Image.of(before.doc(), new PreparedWrite.Bytes(codec.bytes(before.doc())), codec),
            Image.of(after, jsonb, codec),
            isCurrent));
  }
}
