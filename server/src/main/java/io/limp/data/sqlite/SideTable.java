package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.data.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual table beside that of a collection's documents, which finds some of them quicker: it has
 * a row for a living document that has what it looks for, under the same {@code rid}.
 */
sealed interface SideTable permits FullText, GeoIndex {
  String name();

  /** The statement that makes the empty table. */
  String create();

  /** The paths of the values that it keeps something of. */
  List<String> paths();

  /** The columns of a document's row behind the rid; empty where it has none. */
  Optional<List<Object>> row(Doc doc);

  /** The statement that writes a row, the rid first. */
  String put();

  /** Tells of a new document. */
  default void insert(Session session, long rid, Optional<List<Object>> row) throws SQLException {
    if (row.isPresent()) {
      List<Object> values = new ArrayList<>(row.get().size() + 1);
      values.add(rid);
      values.addAll(row.get());
      session.bound(put(), values).execute();
    }
  }

  /** Tells of a changed document; nothing is written where it did not change here. */
  default void update(Session session, long rid, Doc before, Doc after) throws SQLException {
    boolean same =
        paths().stream().allMatch(path -> Objects.equals(value(before, path), value(after, path)));
    if (!same) {
      delete(session, rid);
      insert(session, rid, row(after));
    }
  }

  default void delete(Session session, long rid) throws SQLException {
    session.change("DELETE FROM " + name() + " WHERE rowid=?", rid);
  }

  /** The value at a path through objects; null where there is none. */
  static @Nullable Object value(Doc doc, String path) {
    Object value = doc.values();
    for (String key : Place.keys(path)) {
      value = value instanceof Map<?, ?> object ? object.get(key) : null;
    }
    return value;
  }
}
