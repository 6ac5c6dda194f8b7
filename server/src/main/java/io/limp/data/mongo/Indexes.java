package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.limp.api.AttrType;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * The indexes of one collection. What is declared is made, the rest of our own is dropped; indexes
 * of other names, made by hand, stay.
 *
 * <pre>
 * living      the newest of the living, and how many they are
 * i_&lt;hash&gt;    for look-ups and orders, among the living; the hash is that of its paths
 * u_&lt;hash&gt;    over a unique key, sparse
 * g_&lt;hash&gt;    over points
 * </pre>
 */
final class Indexes {
  private static final int BATCH = 500;
  private static final BsonInt32 ASCENDING = new BsonInt32(1);
  private static final BsonInt32 DESCENDING = new BsonInt32(-1);

  private final Table table;
  private final MongoCollection<BsonDocument> documents;
  private final String database;

  /**
   * For a collection.
   *
   * @param documents the same as the table's, for calls that take their time
   */
  Indexes(Table table, MongoCollection<BsonDocument> documents, String database) {
    this.table = table;
    this.documents = documents;
    this.database = database;
  }

  /** The name of an index over those paths, after its kind. */
  static String name(String kind, List<String> paths) {
    return kind + "_" + UniqueKey.sha256(String.join("\n", paths)).substring(0, 16);
  }

  static Map<String, List<String>> uniques(CollectionSpec collection) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (List<String> paths : collection.unique()) {
      if (!paths.isEmpty()) {
        named.put(name("u", paths), List.copyOf(paths));
      }
    }
    return named;
  }

  void make(CollectionSpec collection) {
    Set<String> existing = existing();
    Set<String> declared = new LinkedHashSet<>();
    declare("living", new BsonDocument(Field.DELETED, ASCENDING), existing, declared);
    table
        .uniques()
        .forEach(
            (name, paths) -> {
              declared.add(name);
              if (!existing.contains(name)) {
                makeUnique(name, paths);
              }
            });
    for (List<String> paths : collection.indexes()) {
      if (!paths.isEmpty()) {
        declare(name("i", paths), keys(paths), existing, declared);
      }
    }
    if (table.dialect().distances()) {
      makePoints(existing, declared);
    }
    for (String name : existing) {
      if (name.matches("[iug]_[0-9a-f]{16}") && !declared.contains(name)) {
        documents.dropIndex(name);
      }
    }
  }

  private Set<String> existing() {
    Set<String> names = new LinkedHashSet<>();
    for (BsonDocument index : documents.listIndexes(BsonDocument.class)) {
      names.add(index.getString("name").getValue());
    }
    return names;
  }

  /** With the id at the end, the newest of those that match are found without sorting. */
  private void declare(String name, BsonDocument keys, Set<String> existing, Set<String> declared) {
    declared.add(name);
    if (!existing.contains(name)) {
      if (!keys.containsKey(Field.ID)) {
        keys.put(Field.ID, DESCENDING);
      }
      documents.createIndex(keys, new IndexOptions().name(name));
    }
  }

  private BsonDocument keys(List<String> paths) {
    BsonDocument keys = new BsonDocument(Field.DELETED, ASCENDING);
    boolean lists = false;
    for (String path : paths) {
      if (path.equals(Field.ID)) {
        keys.put(Field.ID, ASCENDING);
        continue;
      }
      Place place = Place.of(path, table.types());
      // MongoDB refuses documents with two lists in one index: the first one has to do.
      if (place.isScalar() || !lists) {
        keys.put(Field.path(place.keys()), ASCENDING);
        lists |= !place.isScalar();
      }
    }
    return keys;
  }

  private void makePoints(Set<String> existing, Set<String> declared) {
    table
        .types()
        .forEach(
            (attr, type) -> {
              if (type instanceof AttrType.Geo) {
                String name = name("g", List.of(attr));
                declared.add(name);
                if (!existing.contains(name)) {
                  documents.createIndex(
                      new BsonDocument(Field.path(List.of(attr)), new BsonString("2dsphere")),
                      new IndexOptions().name(name));
                }
              }
            });
  }

  /** The keys of documents that were written before the set was declared are made first. */
  private void makeUnique(String name, List<String> paths) {
    String key = Field.UNIQUE + "." + UniqueKey.name(paths);
    List<WriteModel<BsonDocument>> changes = new ArrayList<>();
    for (BsonDocument stored : documents.find()) {
      boolean lives = stored.getNumber(Field.DELETED).intValue() == Field.LIVES;
      BsonDocument change =
          UniqueKey.of(table.doc(stored), paths)
              .filter(_ -> lives)
              .map(text -> new BsonDocument("$set", new BsonDocument(key, new BsonString(text))))
              .orElse(new BsonDocument("$unset", new BsonDocument(key, new BsonString(""))));
      changes.add(
          new UpdateOneModel<>(
              new BsonDocument(Field.ID, stored.get(Field.ID))
                  .append(Field.VERSION, new BsonInt64(Table.version(stored))),
              change));
      if (changes.size() == BATCH) {
        write(changes);
      }
    }
    write(changes);
    try {
      documents.createIndex(
          new BsonDocument(key, ASCENDING),
          new IndexOptions().name(name).unique(true).sparse(true));
    } catch (MongoException e) {
      if (Failure.isDuplicate(e)) {
        throw new DataUnavailable(
            "The documents of "
                + table.name()
                + " cannot be unique by "
                + String.join(", ", paths)
                + ": some in "
                + database
                + " already have the same.",
            e);
      }
      throw e;
    }
  }

  private void write(List<WriteModel<BsonDocument>> changes) {
    if (!changes.isEmpty()) {
      documents.bulkWrite(changes, new BulkWriteOptions().ordered(false));
      changes.clear();
    }
  }
}
