package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.StoredDoc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * A collection as it was defined.
 *
 * @param types the attributes in order; after them those that were secret once and still are
 * @param uniques the attributes of every unique set, by the name of its index
 * @param dialect what the server makes of conditions
 */
record Table(
    String name,
    MongoCollection<BsonDocument> documents,
    Map<String, AttrType<?>> types,
    DocCodec codec,
    Map<String, List<String>> uniques,
    Dialect dialect) {
  Filter filter(Query where) {
    return QueryToBson.of(where, types, dialect);
  }

  /** A living document as it is stored. */
  BsonDocument stored(Doc doc, BsonDocument attrs, long version) {
    BsonDocument stored =
        new BsonDocument(Field.ID, StoredValue.objectId(doc.id()))
            .append(Field.VERSION, new BsonInt64(version))
            .append(Field.DELETED, new BsonInt32(Field.LIVES))
            .append(Field.ATTRS, attrs);
    BsonDocument keys = uniqueKeys(doc);
    if (!keys.isEmpty()) {
      stored.append(Field.UNIQUE, keys);
    }
    return stored;
  }

  /** A document that comes from elsewhere; of one that was deleted for good only the id is left. */
  BsonDocument stored(StoredDoc moved) {
    Doc doc = codec.asStored(moved.doc());
    BsonDocument attrs = codec.bson(doc);
    if (!moved.deleted()) {
      return stored(doc, attrs, moved.version());
    }
    int deleted = attrs.isEmpty() ? Field.FORCED : Field.SOFT;
    return new BsonDocument(Field.ID, StoredValue.objectId(doc.id()))
        .append(Field.VERSION, new BsonInt64(moved.version()))
        .append(Field.DELETED, new BsonInt32(deleted))
        .append(Field.ATTRS, attrs);
  }

  private BsonDocument uniqueKeys(Doc doc) {
    BsonDocument keys = new BsonDocument();
    for (List<String> paths : uniques.values()) {
      UniqueKey.of(doc, paths)
          .ifPresent(key -> keys.put(UniqueKey.name(paths), new BsonString(key)));
    }
    return keys;
  }

  Doc doc(BsonDocument stored) {
    return codec.doc(id(stored), attrs(stored));
  }

  /** With its version behind its id, as {@code _ver}. */
  Doc docWithVersion(BsonDocument stored) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(Field.ID, id(stored));
    values.put("_ver", version(stored));
    doc(stored).values().forEach(values::putIfAbsent);
    return new Doc(values);
  }

  static Id id(BsonDocument stored) {
    return StoredValue.id(stored.getObjectId(Field.ID));
  }

  static BsonDocument attrs(BsonDocument stored) {
    return stored.getDocument(Field.ATTRS);
  }

  static long version(BsonDocument stored) {
    return stored.getNumber(Field.VERSION).longValue();
  }
}
