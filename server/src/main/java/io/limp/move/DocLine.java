package io.limp.move;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.StoredDoc;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored document as a line of an export.
 *
 * <pre>
 * {"id": {"$id": "..."}, "version": 3, "deleted": false, "doc": {"name": "Ann", ...}}
 * </pre>
 */
final class DocLine {
  private DocLine() {}

  /** The line, its end included. */
  static byte[] of(StoredDoc stored) {
    Map<String, @Nullable Object> attrs = new LinkedHashMap<>(stored.doc().values());
    attrs.remove(LimpModule.ID.name());
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", stored.doc().id());
    line.put("version", stored.version());
    line.put("deleted", stored.deleted());
    line.put("doc", attrs);
    return TaggedJson.line(line);
  }

  /**
   * The document of a line, its end left out.
   *
   * @throws TaggedJson.NotReadable when it is none
   */
  static StoredDoc read(byte[] line) {
    if (TaggedJson.value(line) instanceof Map<?, ?> map
        && map.get("id") instanceof Id id
        && map.get("version") instanceof Long version
        && map.get("deleted") instanceof Boolean deleted
        && map.get("doc") instanceof Map<?, ?> attrs) {
      return new StoredDoc(doc(id, attrs), version, deleted);
    }
    throw new TaggedJson.NotReadable("no document: id, version, deleted and doc");
  }

  /** A document of that id and these attributes. */
  static Doc doc(Id id, Map<?, ?> attrs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(LimpModule.ID.name(), id);
    attrs.forEach((name, value) -> values.put((String) name, value));
    if (attrs.containsKey(LimpModule.ID.name())) {
      throw new TaggedJson.NotReadable("the doc has an _id of its own");
    }
    return new Doc(values);
  }
}
