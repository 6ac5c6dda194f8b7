package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.limp.data.Change;
import io.limp.data.LogSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Takes the change log out as it is, and puts in one that was made elsewhere. Without a
 * transaction: a part that was interrupted is put in again, and changes nothing by that.
 */
final class MoveLog {
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  private final Catalog catalog;
  private final ChangeLog log;
  private final MongoCollection<BsonDocument> changes;
  private final MongoCollection<BsonDocument> meta;

  MoveLog(Connection connection, Catalog catalog, ChangeLog log) {
    this.catalog = catalog;
    this.log = log;
    changes = connection.database().getCollection(ChangeLog.NAME, BsonDocument.class);
    meta = connection.database().getCollection(Catalog.NAME, BsonDocument.class);
  }

  LogSpan span() {
    BsonDocument counter = log.counter();
    Optional<Instant> floorTime =
        counter.containsKey(Retention.FLOOR_TIME)
            ? Optional.of(
                Instant.ofEpochMilli(counter.getDateTime(Retention.FLOOR_TIME).getValue()))
            : Optional.empty();
    return new LogSpan(
        log.epoch(), ChangeLog.number(counter, "n"), ChangeLog.number(counter, "floor"), floorTime);
  }

  /** The changes of these tables, in order. */
  List<Change> scan(Map<String, Table> tables, long after, int most) {
    BsonArray names = new BsonArray();
    tables.keySet().forEach(name -> names.add(new BsonString(name)));
    BsonDocument filter =
        new BsonDocument(Field.ID, new BsonDocument("$gt", new BsonInt64(after)))
            .append("c", new BsonDocument("$in", names));
    List<Change> found = new ArrayList<>();
    for (BsonDocument stored : log.find(filter, false).limit(most)) {
      found.add(log.change(stored, tables));
    }
    return found;
  }

  /** Puts them in; gives how many. */
  int load(LogSpan span, List<Change> part, Function<String, Table> tables) {
    if (!log.epoch().equals(span.epoch())) {
      changes.deleteMany(new BsonDocument());
      meta.deleteOne(ChangeLog.COUNTER);
      catalog.beginEpoch(span.epoch());
      log.begin(span.epoch());
    }
    // What grew too old here since it began to be moved stays away.
    long floor = Math.max(span.floor(), ChangeLog.number(log.counter(), "floor"));
    long more = 0;
    if (!part.isEmpty()) {
      long first = Math.max(floor, part.getFirst().sequence() - 1);
      long last = part.getLast().sequence();
      more -= bytes(first, last);
      changes.bulkWrite(part.stream().map(change -> putting(change, tables)).toList());
      more += bytes(first, last);
    }
    meta.updateOne(ChangeLog.COUNTER, counter(span, part, more), UPSERT);
    return part.size();
  }

  private static WriteModel<BsonDocument> putting(Change change, Function<String, Table> tables) {
    Table table = tables.apply(change.collection());
    ChangeLog.Entry entry =
        new ChangeLog.Entry(
            table,
            change.id(),
            change.op(),
            change.version(),
            change.actor(),
            change.before().map(doc -> ChangeLog.Image.of(table, doc)),
            change.after().map(doc -> ChangeLog.Image.of(table, doc)),
            change.remarks());
    // Which changes were made together is told to nobody.
    BsonDocument stored =
        ChangeLog.stored(entry.checked(), change.sequence(), change.sequence(), change.at());
    return new ReplaceOneModel<>(
        new BsonDocument(Field.ID, stored.get(Field.ID)),
        stored,
        new ReplaceOptions().upsert(true));
  }

  /** How the counter is changed, so that the log ends as the span says. */
  private static BsonDocument counter(LogSpan span, List<Change> part, long more) {
    BsonDocument most =
        new BsonDocument("n", new BsonInt64(span.last()))
            .append("taken", new BsonInt64(span.last()))
            .append("floor", new BsonInt64(span.floor()))
            // What is left from before the floor is to stay.
            .append("swept", new BsonInt64(span.floor()));
    span.floorTime()
        .ifPresent(
            time -> most.append(Retention.FLOOR_TIME, new BsonDateTime(time.toEpochMilli())));
    if (!part.isEmpty()) {
      most.append("at", new BsonDateTime(part.getLast().at().toEpochMilli()));
    }
    return new BsonDocument("$max", most)
        .append("$inc", new BsonDocument("bytes", new BsonInt64(more)));
  }

  private long bytes(long after, long last) {
    BsonDocument range =
        new BsonDocument("$gt", new BsonInt64(after)).append("$lte", new BsonInt64(last));
    long bytes = 0;
    for (BsonDocument change :
        changes
            .find(new BsonDocument(Field.ID, range))
            .projection(new BsonDocument("s", new BsonInt32(1)))) {
      bytes += ChangeLog.number(change, "s");
    }
    return bytes;
  }
}
