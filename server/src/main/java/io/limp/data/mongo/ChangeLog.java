package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.Feed;
import io.limp.data.PositionLost;
import io.limp.data.TooLarge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collection {@code _changes}, to which every change is added in the transaction that makes it.
 *
 * <pre>
 * {_id: sequence, at: Date, tx: sequence of the transaction's first, c: collection, id: ObjectId,
 *  op: "create", v: version, actor: ObjectId, before: {attributes} or null, after: the same,
 *  s: its size in bytes, about, r: remarks, where there are any}
 * </pre>
 *
 * <p>The sequence comes from a counter that each transaction increments, so it is the order of
 * commits, without holes: two transactions that overlap would both change the counter, and MongoDB
 * lets only one of them.
 */
final class ChangeLog {
  static final String NAME = "_changes";

  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);

  private static final int MOST_HISTORY = 1000;

  /** What a change takes beside its images. */
  private static final int ROW_BYTES = 64;

  /** What MongoDB lets a document take, less what may stand in it beside the images. */
  private static final int MOST_BYTES = (16 << 20) - (4 << 10);

  private static final String HISTORY_INDEX = "history";
  static final BsonDocument COUNTER = new BsonDocument(Field.ID, new BsonString("log"));
  private static final DocCodec UNKNOWN = new DocCodec(Map.<String, AttrType<?>>of(), Set.of());

  private static final String REMARKS = "r";
  private static final BsonString NO_REMARKS = new BsonString("");

  private final MongoCollection<BsonDocument> log;
  private final MongoCollection<BsonDocument> meta;
  private volatile String epoch;
  private volatile long bytes;

  ChangeLog(MongoDatabase database, String epoch) {
    log = database.getCollection(NAME, BsonDocument.class);
    meta = database.getCollection(Catalog.NAME, BsonDocument.class);
    this.epoch = epoch;
  }

  /** Another log has taken the place of this one. */
  void begin(String other) {
    epoch = other;
  }

  String epoch() {
    return epoch;
  }

  static void makeHistoryIndex(MongoDatabase database) {
    database
        .getCollection(NAME)
        .createIndex(
            new BsonDocument("c", new BsonInt32(1))
                .append("id", new BsonInt32(1))
                .append(Field.ID, new BsonInt32(-1)),
            new IndexOptions().name(HISTORY_INDEX));
  }

  /** A change that has no place in the order yet. */
  record Entry(
      Table table,
      Id id,
      Change.Op op,
      long version,
      Id actor,
      Optional<Image> before,
      Optional<Image> after,
      String remarks) {
    /**
     * Itself.
     *
     * @throws TooLarge when MongoDB has no room for it
     */
    Entry checked() {
      if (bytes() > MOST_BYTES) {
        throw new TooLarge(
            "change of",
            id,
            "MongoDB takes documents up to 16 MB, and both what was and what is stand in one of"
                + " them");
      }
      return this;
    }

    /** What it takes in the log. */
    long bytes() {
      return (long) ROW_BYTES + size(before) + size(after);
    }

    private static int size(Optional<Image> image) {
      return image.map(known -> known.bson().getByteBuffer().remaining()).orElse(0);
    }
  }

  /** A document as the log shows it, without secrets, and the bytes that it is stored as. */
  record Image(Doc doc, RawBsonDocument bson) {
    static Image of(Table table, Doc doc) {
      Doc shown = table.codec().withoutSecrets(doc);
      return new Image(
          shown, new RawBsonDocument(table.codec().bson(shown), new BsonDocumentCodec()));
    }

    static BsonValue stored(Optional<Image> image) {
      return image.<BsonValue>map(Image::bson).orElse(BsonNull.VALUE);
    }
  }

  /**
   * Makes other transactions wait for this one (they are refused and try again), so that none of
   * them does all its work in vain.
   */
  void lock(Scope scope) {
    scope.update(meta, COUNTER, increment("locks", 1), upsert());
  }

  private static BsonDocument increment(String name, long by) {
    return new BsonDocument("$inc", field(name, by));
  }

  private static BsonDocument field(String name, long value) {
    return new BsonDocument(name, new BsonInt64(value));
  }

  private static FindOneAndUpdateOptions upsert() {
    return new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
  }

  /** Adds changes at the end; they are committed with the transaction. */
  List<Change> append(Scope scope, List<Entry> entries, Instant now) {
    // The log's times never go back, whatever the clocks do.
    BsonDocument step =
        increment("taken", entries.size())
            .append("$max", new BsonDocument("at", new BsonDateTime(now.toEpochMilli())));
    BsonDocument counter = scope.update(meta, COUNTER, step, upsert()).orElseThrow();
    long last = counter.getNumber("taken").longValue();
    long first = last - entries.size() + 1;
    Instant at = Instant.ofEpochMilli(counter.getDateTime("at").getValue());
    List<Change> changes = new ArrayList<>(entries.size());
    List<BsonDocument> stored = new ArrayList<>(entries.size());
    long more = 0;
    for (Entry entry : entries) {
      long seq = first + changes.size();
      changes.add(
          new Change(
              position(seq),
              at,
              entry.table.name(),
              entry.id,
              entry.op,
              entry.version,
              entry.actor,
              entry.before.map(Image::doc),
              entry.after.map(Image::doc),
              entry.remarks));
      stored.add(stored(entry, seq, first, at));
      more += number(stored.getLast(), "s");
    }
    try {
      scope.insert(log, stored);
      // Last, for those who read without a transaction around it: up to here the log is complete.
      BsonDocument end = increment("bytes", more).append("$max", field("n", last));
      bytes = number(scope.update(meta, COUNTER, end, upsert()).orElseThrow(), "bytes");
    } catch (MongoException e) {
      if (!scope.isTransaction()) {
        takeBack(first, last);
      }
      throw e;
    }
    return changes;
  }

  /** Or the next write would make it part of the log. */
  private void takeBack(long first, long last) {
    BsonDocument range =
        new BsonDocument("$gte", new BsonInt64(first)).append("$lte", new BsonInt64(last));
    try {
      log.deleteMany(new BsonDocument(Field.ID, range));
    } catch (MongoException e) {
      LOG.error("The change log tells of a write that failed: without transactions it stays", e);
    }
  }

  /** How much the log held since its floor when something was last added here. */
  long bytes() {
    return bytes;
  }

  /** A number that may not be there yet: 0 then. */
  static long number(BsonDocument document, String name) {
    return document.getNumber(name, new BsonInt64(0)).longValue();
  }

  static BsonDocument stored(Entry entry, long seq, long first, Instant at) {
    BsonDocument stored =
        new BsonDocument(Field.ID, new BsonInt64(seq))
            .append("at", new BsonDateTime(at.toEpochMilli()))
            .append("tx", new BsonInt64(first))
            .append("c", new BsonString(entry.table.name()))
            .append("id", StoredValue.objectId(entry.id))
            .append("op", new BsonString(entry.op.name().toLowerCase(Locale.ROOT)))
            .append("v", new BsonInt64(entry.version))
            .append("actor", StoredValue.objectId(entry.actor))
            .append("before", Image.stored(entry.before))
            .append("after", Image.stored(entry.after))
            .append("s", new BsonInt64(entry.bytes()));
    return entry.remarks.isEmpty() ? stored : stored.append(REMARKS, new BsonString(entry.remarks));
  }

  String position(long seq) {
    return epoch + ":" + seq;
  }

  /** The sequence number of the last change; 0 when there is none. */
  long last() {
    return number(counter(), "n");
  }

  BsonDocument counter() {
    BsonDocument counter = meta.find(COUNTER).first();
    return counter == null ? new BsonDocument() : counter;
  }

  String position() {
    return position(last());
  }

  /** The sequence number of a position of this log. */
  long sequence(String position) {
    String prefix = epoch + ":";
    if (position.startsWith(prefix)) {
      try {
        return Long.parseLong(position.substring(prefix.length()));
      } catch (NumberFormatException e) {
        throw new PositionLost(position);
      }
    }
    throw new PositionLost(position);
  }

  Feed after(String position, int most, Map<String, Table> tables) {
    long seq = sequence(position);
    BsonDocument counter = counter();
    long last = number(counter, "n");
    if (seq < number(counter, "floor") || seq > last) {
      throw new PositionLost(position);
    }
    List<Change> changes = after(seq, last + 1, most, tables);
    if (seq < number(counter(), "floor")) {
      // They went while they were read.
      throw new PositionLost(position);
    }
    return new Feed(changes, changes.isEmpty() ? position : changes.getLast().position());
  }

  /** The changes behind one sequence number and before another, in order. */
  List<Change> after(long seq, long before, int most, Map<String, Table> tables) {
    BsonDocument range =
        new BsonDocument("$gt", new BsonInt64(seq)).append("$lt", new BsonInt64(before));
    List<Change> changes = new ArrayList<>();
    for (BsonDocument stored :
        log.find(new BsonDocument(Field.ID, range))
            .sort(new BsonDocument(Field.ID, new BsonInt32(1)))
            .limit(most)) {
      changes.add(change(stored, tables));
    }
    return changes;
  }

  Change change(BsonDocument stored, Map<String, Table> tables) {
    String collection = stored.getString("c").getValue();
    Table table = tables.get(collection);
    DocCodec codec = table == null ? UNKNOWN : table.codec();
    Id id = StoredValue.id(stored.getObjectId("id"));
    return new Change(
        position(stored.getNumber(Field.ID).longValue()),
        Instant.ofEpochMilli(stored.getDateTime("at").getValue()),
        collection,
        id,
        Change.Op.valueOf(stored.getString("op").getValue().toUpperCase(Locale.ROOT)),
        stored.getNumber("v").longValue(),
        StoredValue.id(stored.getObjectId("actor")),
        image(id, codec, stored.get("before", BsonNull.VALUE)),
        image(id, codec, stored.get("after", BsonNull.VALUE)),
        stored.getString(REMARKS, NO_REMARKS).getValue());
  }

  private static Optional<Doc> image(Id id, DocCodec codec, BsonValue image) {
    return image.isDocument()
        ? Optional.of(codec.withoutSecrets(codec.doc(id, image.asDocument())))
        : Optional.empty();
  }

  /** The changes of a filter, in the order of the log or against it. */
  FindIterable<BsonDocument> find(BsonDocument filter, boolean newestFirst) {
    return log.find(filter).sort(new BsonDocument(Field.ID, new BsonInt32(newestFirst ? -1 : 1)));
  }

  /** The updates of documents, newest first; of many only the newest. */
  List<Change> history(Table table, Collection<Id> ids) {
    BsonArray sought = new BsonArray();
    ids.forEach(id -> sought.add(StoredValue.objectId(id)));
    BsonDocument filter =
        new BsonDocument("c", new BsonString(table.name()))
            .append("id", new BsonDocument("$in", sought))
            .append("op", new BsonString("update"));
    List<Change> changes = new ArrayList<>();
    for (BsonDocument stored :
        log.find(filter).sort(new BsonDocument(Field.ID, new BsonInt32(-1))).limit(MOST_HISTORY)) {
      changes.add(change(stored, Map.of(table.name(), table)));
    }
    return changes;
  }
}
