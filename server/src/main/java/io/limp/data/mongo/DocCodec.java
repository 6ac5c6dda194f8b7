package io.limp.data.mongo;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one collection's documents as BSON, without their {@code _id}, and back: in the
 * order of the schema, those that the schema does not know after them.
 */
final class DocCodec {
  private static final AttrType<?> UNKNOWN = new AttrType.Any();

  /** By the key under which they are stored, in the order of the schema. */
  private final Map<String, AttrType<?>> byKey = new LinkedHashMap<>();

  private final Set<String> secrets;

  /**
   * For a collection.
   *
   * @param types the attributes in order
   * @param secrets those that are or ever were secret: no image shows them
   */
  DocCodec(Map<String, AttrType<?>> types, Set<String> secrets) {
    types.forEach((name, type) -> byKey.put(Field.escaped(name), type));
    this.secrets = Set.copyOf(secrets);
  }

  BsonDocument bson(Doc doc) {
    BsonDocument stored = new BsonDocument();
    doc.values()
        .forEach(
            (name, value) -> {
              if (!name.equals(Field.ID)) {
                stored.put(Field.escaped(name), bson(name, value));
              }
            });
    return stored;
  }

  BsonValue bson(String attr, @Nullable Object value) {
    return StoredValue.bson(type(attr), value);
  }

  /** A value that was stored under another type of the attribute, as it would be stored now. */
  BsonValue asOfNow(String attr, BsonValue stored) {
    return bson(attr, StoredValue.plain(type(attr), stored));
  }

  private AttrType<?> type(String attr) {
    AttrType<?> type = byKey.get(Field.escaped(attr));
    return type == null ? UNKNOWN : type;
  }

  /** The document of that id and those attributes. */
  Doc doc(Id id, BsonDocument stored) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(stored.size() + 1);
    values.put(Field.ID, id);
    addAttrs(stored, values);
    return docOf(values);
  }

  /** The attributes alone. */
  Doc attrs(BsonDocument stored) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(stored.size());
    addAttrs(stored, values);
    return docOf(values);
  }

  private void addAttrs(BsonDocument stored, Map<String, @Nullable Object> values) {
    int known = 0;
    for (Map.Entry<String, AttrType<?>> attr : byKey.entrySet()) {
      BsonValue value = stored.get(attr.getKey());
      if (value != null) {
        known++;
        values.put(Field.unescaped(attr.getKey()), StoredValue.plain(attr.getValue(), value));
      }
    }
    if (known < stored.size()) {
      stored.forEach(
          (key, value) -> {
            if (!byKey.containsKey(key)) {
              values.put(Field.unescaped(key), StoredValue.plain(UNKNOWN, value));
            }
          });
    }
  }

  /** The same document as a read would show it after it was stored. */
  Doc asStored(Doc doc) {
    return doc(doc.id(), bson(doc));
  }

  // NullAway does not see the @Nullable of a record's component once the record is compiled.
  @SuppressWarnings("NullAway")
  private static Doc docOf(Map<String, @Nullable Object> values) {
    return new Doc(values);
  }

  Doc withoutSecrets(Doc doc) {
    if (secrets.isEmpty() || secrets.stream().noneMatch(doc.values()::containsKey)) {
      return doc;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>(doc.values());
    values.keySet().removeAll(secrets);
    return docOf(values);
  }
}
