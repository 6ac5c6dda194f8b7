package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.data.CannotEdit;
import io.limp.data.Edits;
import io.limp.data.TooLarge;
import java.util.Optional;

/**
 * What an update makes of a document.
 *
 * @param jsonb of the document after it
 * @param shownBefore the document before, as the change log shows it
 * @param shownAfter the document after, as the change log shows it
 */
record Edited(
    DocCache.Stored before,
    DocCache.Stored after,
    PreparedWrite.Bytes jsonb,
    Image shownBefore,
    Image shownAfter) {
  /**
   * Works it out; empty where nothing changes.
   *
   * @param changes as {@link PreparedWrite.Update#changes}
   * @param stored the document before, as bytes
   * @throws CannotEdit when an edit does not fit the value that is there
   * @throws TooLarge when the document would be
   */
  static Optional<Edited> of(
      Table table, DocCache.Stored before, PreparedWrite.Bytes stored, Doc changes) {
    DocCodec codec = table.codec();
    Doc edited = codec.ordered(Edits.apply(before.doc(), changes, table.types()));
    PreparedWrite.Bytes jsonb = new PreparedWrite.Bytes(codec.bytes(edited));
    // Read back rather than as it was made: events then show what a read would.
    Doc after = codec.doc(before.doc().id(), jsonb.array);
    if (after.values().equals(before.doc().values())) {
      return Optional.empty();
    }
    DocCodec.refuseTooLarge(before.doc().id(), jsonb);
    return Optional.of(
        new Edited(
            before,
            new DocCache.Stored(after, before.rid(), before.version() + 1, jsonb.array.length),
            jsonb,
            Image.of(before.doc(), stored, codec),
            Image.of(after, jsonb, codec)));
  }
}
