package io.limp.move;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of the log as a line of an export.
 *
 * <pre>
 * {"number": 7, "at": {"$at": "..."}, "collection": "staff", "id": {"$id": "..."}, "op": "update", "version": 3,
 *  "actor": {"$id": "..."}, "before": {"name": "Ann", ...}, "after": {"name": "Bob", ...}, "remarks": ""}
 * </pre>
 */
final class ChangeLine {
  private ChangeLine() {}

  /** The line, its end included. */
  static byte[] of(Change change) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("number", change.sequence());
    line.put("at", change.at());
    line.put("collection", change.collection());
    line.put("id", change.id());
    line.put("op", change.op().name().toLowerCase(Locale.ROOT));
    line.put("version", change.version());
    line.put("actor", change.actor());
    line.put("before", attrs(change.before()));
    line.put("after", attrs(change.after()));
    line.put("remarks", change.remarks());
    return TaggedJson.line(line);
  }

  private static @Nullable Object attrs(Optional<Doc> image) {
    if (image.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> attrs = new LinkedHashMap<>(image.get().values());
    attrs.remove(LimpModule.ID.name());
    return attrs;
  }

  /**
   * The change of a line, its end left out.
   *
   * @param epoch of the log
   * @throws TaggedJson.NotReadable when it is none
   */
  static Change read(String epoch, byte[] line) {
    if (TaggedJson.value(line) instanceof Map<?, ?> map
        && map.get("number") instanceof Long number
        && number > 0
        && map.get("at") instanceof Instant at
        && map.get("collection") instanceof String collection
        && map.get("id") instanceof Id id
        && map.get("op") instanceof String op
        && map.get("version") instanceof Long version
        && map.get("actor") instanceof Id actor
        && map.get("remarks") instanceof String remarks) {
      return new Change(
          epoch + ":" + number,
          at,
          collection,
          id,
          op(op),
          version,
          actor,
          image(id, map.get("before")),
          image(id, map.get("after")),
          remarks);
    }
    throw new TaggedJson.NotReadable(
        "no change: number, at, collection, id, op, version, actor and remarks");
  }

  private static Change.Op op(String name) {
    for (Change.Op op : Change.Op.values()) {
      if (op.name().toLowerCase(Locale.ROOT).equals(name)) {
        return op;
      }
    }
    throw new TaggedJson.NotReadable("unknown op " + name);
  }

  private static Optional<Doc> image(Id id, @Nullable Object attrs) {
    if (attrs == null) {
      return Optional.empty();
    }
    if (attrs instanceof Map<?, ?> map) {
      return Optional.of(DocLine.doc(id, map));
    }
    throw new TaggedJson.NotReadable("before and after are documents or null");
  }
}
