package io.limp.data.mongo;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Commands in a transaction, or one by one where the deployment has none. */
final class Scope {
  private final @Nullable ClientSession session;

  private Scope(@Nullable ClientSession session) {
    this.session = session;
  }

  static Scope in(ClientSession transaction) {
    return new Scope(transaction);
  }

  static Scope oneByOne() {
    return new Scope(null);
  }

  boolean isTransaction() {
    return session != null;
  }

  FindIterable<BsonDocument> find(MongoCollection<BsonDocument> collection, BsonDocument filter) {
    return session == null ? collection.find(filter) : collection.find(session, filter);
  }

  void insert(MongoCollection<BsonDocument> collection, BsonDocument document) {
    if (session == null) {
      collection.insertOne(document);
    } else {
      collection.insertOne(session, document);
    }
  }

  void insert(MongoCollection<BsonDocument> collection, List<BsonDocument> documents) {
    if (session == null) {
      collection.insertMany(documents);
    } else {
      collection.insertMany(session, documents);
    }
  }

  BulkWriteResult write(
      MongoCollection<BsonDocument> collection, List<? extends WriteModel<BsonDocument>> writes) {
    return session == null ? collection.bulkWrite(writes) : collection.bulkWrite(session, writes);
  }

  Optional<BsonDocument> update(
      MongoCollection<BsonDocument> collection,
      BsonDocument filter,
      BsonDocument change,
      FindOneAndUpdateOptions options) {
    return Optional.ofNullable(
        session == null
            ? collection.findOneAndUpdate(filter, change, options)
            : collection.findOneAndUpdate(session, filter, change, options));
  }
}
