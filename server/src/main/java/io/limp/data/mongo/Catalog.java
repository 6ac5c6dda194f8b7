package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import io.limp.api.AttrType;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What {@code _meta} knows of the database.
 *
 * <pre>
 * {_id: "format", n: 1, epoch: "..."}                 of the whole, and of the change log
 * {_id: "log", n: sequence of the last change, ...}   see ChangeLog and Retention
 * {_id: "collection:staff", secrets: [...], kept: [[attribute, how it is kept], ...], history: true}
 * </pre>
 */
final class Catalog {
  static final String NAME = "_meta";
  static final long FORMAT = 1;

  private static final String COLLECTION = "collection:";

  private final MongoDatabase database;
  private final MongoCollection<BsonDocument> meta;
  private final Connection connection;

  Catalog(Connection connection) {
    this.connection = connection;
    this.database = connection.patient();
    this.meta = database.getCollection(NAME, BsonDocument.class);
  }

  private static BsonDocument id(String name) {
    return new BsonDocument(Field.ID, new BsonString(name));
  }

  /**
   * Makes what every database has, or checks that this program can work with what is there.
   *
   * @return the epoch of the change log
   */
  String open() {
    BsonDocument format = meta.find(id("format")).first();
    if (format == null) {
      format = create();
    }
    long number = format.getNumber("n").longValue();
    if (number > FORMAT) {
      throw new DataUnavailable(
          "The database "
              + connection.shown()
              + " was written by a newer limpd (its format is "
              + number
              + ", this one knows "
              + FORMAT
              + "). Start the newer one, or restore a backup from before it.");
    }
    makeCollections(List.of(ChangeLog.NAME));
    return format.getString("epoch").getValue();
  }

  private BsonDocument create() {
    for (String name : database.listCollectionNames()) {
      if (!name.startsWith("system.") && !name.equals(NAME)) {
        throw new DataUnavailable(
            "The database " + connection.shown() + " is one of another program: it has " + name);
      }
    }
    byte[] epoch = new byte[6];
    new SecureRandom().nextBytes(epoch);
    BsonDocument format =
        id("format")
            .append("n", new BsonInt64(FORMAT))
            .append("epoch", new BsonString(HexFormat.of().formatHex(epoch)));
    // Another limpd may make it at the same moment: the first one wins.
    meta.updateOne(
        id("format"),
        new BsonDocument(
            "$setOnInsert",
            new BsonDocument("n", format.get("n")).append("epoch", format.get("epoch"))),
        new UpdateOptions().upsert(true));
    BsonDocument made = meta.find(id("format")).first();
    return made == null ? format : made;
  }

  /** From now on the positions of the change log are others than before. */
  void beginEpoch(String epoch) {
    meta.updateOne(
        id("format"), new BsonDocument("$set", new BsonDocument("epoch", new BsonString(epoch))));
  }

  private void makeCollections(List<String> names) {
    Set<String> existing = new LinkedHashSet<>();
    database.listCollectionNames().forEach(existing::add);
    for (String name : names) {
      if (!existing.contains(name)) {
        database.createCollection(name);
      }
    }
  }

  /** Makes the collections and their indexes. */
  Map<String, Table> define(List<CollectionSpec> collections, Dialect dialect) {
    makeCollections(collections.stream().map(CollectionSpec::name).toList());
    Map<String, Table> tables = new HashMap<>();
    for (CollectionSpec collection : collections) {
      tables.put(collection.name(), define(collection, dialect));
    }
    if (collections.stream().anyMatch(CollectionSpec::history)) {
      ChangeLog.makeHistoryIndex(database);
    }
    return Map.copyOf(tables);
  }

  /** The collections that were ever defined. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (BsonDocument entry : meta.find()) {
      String key = entry.getString(Field.ID).getValue();
      if (key.startsWith(COLLECTION)) {
        names.add(key.substring(COLLECTION.length()));
      }
    }
    return names;
  }

  /** Those whose documents' histories are shown, defined or not: modules may be left out once. */
  Set<String> withHistory() {
    Set<String> names = new LinkedHashSet<>();
    for (BsonDocument entry : meta.find()) {
      String key = entry.getString(Field.ID).getValue();
      if (key.startsWith(COLLECTION) && entry.getBoolean("history", BsonBoolean.FALSE).getValue()) {
        names.add(key.substring(COLLECTION.length()));
      }
    }
    return names;
  }

  private Table define(CollectionSpec collection, Dialect dialect) {
    BsonDocument key = id(COLLECTION + collection.name());
    BsonDocument entry = meta.find(key).first();
    Set<String> secrets = new LinkedHashSet<>();
    Map<String, String> kept = new LinkedHashMap<>();
    if (entry != null) {
      entry.getArray("secrets").forEach(name -> secrets.add(name.asString().getValue()));
      for (BsonValue each : entry.getArray("kept")) {
        BsonArray pair = each.asArray();
        kept.put(pair.get(0).asString().getValue(), pair.get(1).asString().getValue());
      }
    }
    secrets.addAll(secretsOf(collection.types()));
    Map<String, AttrType<?>> types = new LinkedHashMap<>(collection.types());
    secrets.forEach(secret -> types.putIfAbsent(secret, new AttrType.SecretType()));
    Table table =
        new Table(
            collection.name(),
            connection.database().getCollection(collection.name(), BsonDocument.class),
            types,
            new DocCodec(types, secrets),
            Indexes.uniques(collection),
            dialect);
    MongoCollection<BsonDocument> documents =
        database.getCollection(collection.name(), BsonDocument.class);
    if (entry != null) {
      new Retype(table, documents).to(kept);
    }
    new Indexes(table, documents, connection.shown()).make(collection);
    BsonDocument now = entry(key, secrets, types, collection.history());
    if (!now.equals(entry)) {
      meta.replaceOne(key, now, new ReplaceOptions().upsert(true));
    }
    return table;
  }

  private static BsonDocument entry(
      BsonDocument key, Set<String> secrets, Map<String, AttrType<?>> types, boolean history) {
    BsonArray names = new BsonArray();
    secrets.forEach(secret -> names.add(new BsonString(secret)));
    BsonArray kept = new BsonArray();
    types.forEach(
        (name, type) -> {
          BsonArray pair = new BsonArray();
          pair.add(new BsonString(name));
          pair.add(new BsonString(Retype.kept(type)));
          kept.add(pair);
        });
    return new BsonDocument(Field.ID, key.get(Field.ID))
        .append("secrets", names)
        .append("kept", kept)
        .append("history", BsonBoolean.valueOf(history));
  }

  private static Set<String> secretsOf(Map<String, AttrType<?>> types) {
    Set<String> secrets = new LinkedHashSet<>();
    types.forEach(
        (name, type) -> {
          if (isSecret(type)) {
            secrets.add(name);
          }
        });
    return secrets;
  }

  private static boolean isSecret(AttrType<?> type) {
    return type instanceof AttrType.SecretType
        || (type instanceof AttrType.ListOf<?> list && isSecret(list.of()));
  }
}
