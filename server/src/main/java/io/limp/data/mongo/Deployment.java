package io.limp.data.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * What the servers at the other end can do, asked for rather than concluded from their version.
 *
 * @param version as they say themselves
 * @param members {@code replica set rs0}, {@code sharded cluster} or {@code standalone}
 * @param transactions several documents change together or not at all
 * @param changeStreams they tell of other clients' changes
 * @param explains they tell how they would find what is asked for
 */
record Deployment(
    String version, String members, boolean transactions, boolean changeStreams, boolean explains) {
  private static final int COMMAND_NOT_FOUND = 59;

  static Deployment of(MongoDatabase database) {
    BsonDocument hello = hello(database);
    String set = hello.getString("setName", new BsonString("")).getValue();
    boolean sharded = hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
    String version =
        command(database, "buildInfo").getString("version", new BsonString("?")).getValue();
    String members =
        sharded ? "sharded cluster" : set.isEmpty() ? "standalone" : "replica set " + set;
    // Transactions came to replica sets with wire version 7 (4.0), to sharded clusters with 8
    // (4.2).
    int wire = hello.getNumber("maxWireVersion", new BsonInt32(0)).intValue();
    boolean transactions = (!set.isEmpty() && wire >= 7) || (sharded && wire >= 8);
    return new Deployment(
        version, members, transactions, hasChangeStreams(database), explains(database));
  }

  private static BsonDocument hello(MongoDatabase database) {
    try {
      return command(database, "hello");
    } catch (MongoCommandException e) {
      if (e.getErrorCode() == COMMAND_NOT_FOUND) {
        // Its name before 4.4.2.
        return command(database, "isMaster");
      }
      throw e;
    }
  }

  private static BsonDocument command(MongoDatabase database, String name) {
    return database.runCommand(new BsonDocument(name, new BsonInt32(1)), BsonDocument.class);
  }

  private static boolean hasChangeStreams(MongoDatabase database) {
    MongoCollection<BsonDocument> log = database.getCollection(ChangeLog.NAME, BsonDocument.class);
    try (MongoCursor<ChangeStreamDocument<BsonDocument>> stream =
        log.watch().maxAwaitTime(1, TimeUnit.MILLISECONDS).iterator()) {
      return stream.getServerAddress() != null;
    } catch (MongoException e) {
      // 40573: only replica sets have them. A server without them may also not know the command.
      return false;
    }
  }

  private static boolean explains(MongoDatabase database) {
    try {
      return database
          .getCollection(ChangeLog.NAME, BsonDocument.class)
          .find()
          .explain(BsonDocument.class)
          .containsKey("queryPlanner");
    } catch (MongoException e) {
      return false;
    }
  }

  /** {@code MongoDB 8.0.4, replica set rs0: transactions, change streams, distances}. */
  String told(Dialect dialect) {
    List<String> has = new ArrayList<>();
    List<String> lacks = new ArrayList<>();
    (transactions ? has : lacks).add("transactions");
    (changeStreams ? has : lacks).add("change streams");
    (dialect.distances() ? has : lacks).add("distances");
    lacks.replaceAll(each -> "no " + each);
    if (!dialect.isMongos()) {
      lacks.add("conditions of its own, which limpd finishes");
    }
    String first = "MongoDB " + version + ", " + members + ": ";
    has.addAll(lacks);
    return first + String.join(", ", has);
  }
}
