package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.limp.api.Id;
import io.limp.data.StoredDoc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;

/** Takes documents out with all that is kept of them, and puts them in as they were elsewhere. */
final class MoveDocs {
  private final Connection connection;
  private final boolean transactions;

  MoveDocs(Connection connection, boolean transactions) {
    this.connection = connection;
    this.transactions = transactions;
  }

  /** The documents after an id, in the order of ids, deleted ones too. */
  List<StoredDoc> scan(Table table, Optional<Id> after, int most) {
    BsonDocument filter =
        after
            .map(id -> id(new BsonDocument("$gt", StoredValue.objectId(id))))
            .orElse(new BsonDocument());
    List<StoredDoc> docs = new ArrayList<>();
    for (BsonDocument stored :
        table
            .documents()
            .find(filter)
            .sort(new BsonDocument(Field.ID, new BsonInt32(1)))
            .limit(most)) {
      boolean lives = stored.getNumber(Field.DELETED).intValue() == Field.LIVES;
      docs.add(new StoredDoc(table.doc(stored), Table.version(stored), !lives));
    }
    return docs;
  }

  private static BsonDocument id(BsonDocument test) {
    return new BsonDocument(Field.ID, test);
  }

  /** Puts them in, in place of those with the same ids; gives how many. */
  int load(Table table, List<StoredDoc> docs) {
    List<BsonDocument> stored = docs.stream().map(table::stored).toList();
    try {
      if (!transactions) {
        loadApart(table.documents(), stored);
      } else {
        try (ClientSession session = connection.client().startSession()) {
          session.withTransaction(
              () -> table.documents().bulkWrite(session, replacing(stored)).getMatchedCount());
        }
      }
      return docs.size();
    } catch (MongoException | BsonMaximumSizeExceededException e) {
      throw ApplyWrites.refused(table, stored, e);
    }
  }

  private static List<WriteModel<BsonDocument>> replacing(List<BsonDocument> docs) {
    List<WriteModel<BsonDocument>> models = new ArrayList<>(docs.size());
    for (BsonDocument doc : docs) {
      models.add(
          new ReplaceOneModel<>(
              new BsonDocument(Field.ID, doc.get(Field.ID)),
              doc,
              new ReplaceOptions().upsert(true)));
    }
    return models;
  }

  /** Without transactions, what was there before is put back when one of them cannot be had. */
  private static void loadApart(MongoCollection<BsonDocument> documents, List<BsonDocument> docs) {
    BsonArray ids = new BsonArray();
    docs.forEach(doc -> ids.add(doc.get(Field.ID)));
    List<BsonDocument> before =
        documents.find(id(new BsonDocument("$in", ids))).into(new ArrayList<>());
    try {
      documents.bulkWrite(replacing(docs));
    } catch (MongoException | BsonMaximumSizeExceededException e) {
      List<WriteModel<BsonDocument>> back = new ArrayList<>();
      docs.forEach(
          doc -> back.add(new DeleteOneModel<>(new BsonDocument(Field.ID, doc.get(Field.ID)))));
      back.addAll(replacing(before));
      documents.bulkWrite(back);
      throw e;
    }
  }
}
