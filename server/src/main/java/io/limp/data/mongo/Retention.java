package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import io.limp.data.DataUnavailable;
import io.limp.data.LogLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes that are too old, or too many, out of the log, oldest first and a few at a time.
 * Whoever asks for changes from before the floor, the last one that went, is told that the position
 * is lost.
 *
 * <p>Two numbers beside the log's counter say how far it is: {@code floor}, and {@code swept}, up
 * to which everything that had to go has gone. The floor is raised first, so that nobody reads a
 * log with holes; what is between the two goes next, whichever limpd does it and whatever became of
 * the one that raised the floor. Both are changed only by the limpd that read them as they are.
 */
final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int STEP = 1000;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Beside the floor: when the last change that went was made. */
  static final String FLOOR_TIME = "floorTime";

  /** However large the log is, so long other limpds have to hear of a change. */
  private static final Duration HEARD = Duration.ofMinutes(1);

  private static final BsonDocument PROJECTION = new BsonDocument();

  static {
    for (String field : List.of("at", "s", "c", "id", "op")) {
      PROJECTION.append(field, new BsonInt32(1));
    }
  }

  private final Connection connection;
  private final Catalog catalog;
  private final LogLimits limits;
  private final InstantSource clock;
  private final MongoCollection<BsonDocument> log;
  private final MongoCollection<BsonDocument> meta;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private volatile boolean open = true;

  /** When the first change behind the floor was made; MAX: there was none, or nobody has looked. */
  private volatile Instant oldest = Instant.MAX;

  private boolean warned;

  Retention(Connection connection, Catalog catalog, LogLimits limits, InstantSource clock) {
    this.connection = connection;
    this.catalog = catalog;
    this.limits = limits;
    this.clock = clock;
    log = connection.database().getCollection(ChangeLog.NAME, BsonDocument.class);
    meta = connection.database().getCollection(Catalog.NAME, BsonDocument.class);
    thread = Thread.ofVirtual().name("mongo-retention").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Something was added to the log, which takes so many bytes now. */
  void grew(long bytes) {
    Instant now = clock.instant();
    Instant first = oldest;
    boolean unknown = first.equals(Instant.MAX);
    boolean old = first.isBefore(now.minus(limits.age()));
    boolean large = bytes > limits.bytes() && first.isBefore(now.minus(HEARD));
    if (unknown || old || large) {
      due.release();
    }
  }

  private void work() {
    while (open) {
      try {
        while (open && connection.ask(this::step)) {
          warned = false;
        }
      } catch (DataUnavailable e) {
        if (!warned && open) {
          warned = true;
          LOG.warn("The change log cannot be pruned at the moment: {}", e.getMessage());
        }
      }
      try {
        if (due.tryAcquire(PAUSE.toSeconds(), TimeUnit.SECONDS)) {
          due.drainPermits();
        }
      } catch (InterruptedException e) {
        // close() ends it.
        return;
      }
    }
  }

  /** Does a little, and gives false when there is nothing to do. */
  private boolean step() {
    BsonDocument counter = meta.find(ChangeLog.COUNTER).first();
    if (counter == null) {
      return false;
    }
    long floor = ChangeLog.number(counter, "floor");
    long swept = ChangeLog.number(counter, "swept");
    return swept < floor ? sweep(counter, swept, floor) : raise(counter, floor);
  }

  /** Raises the floor over what is too much; gives false when nothing is. */
  private boolean raise(BsonDocument counter, long floor) {
    Instant now = clock.instant();
    Instant tooOld = now.minus(limits.age());
    Instant heard = now.minus(HEARD);
    long left = ChangeLog.number(counter, "bytes");
    long gone = 0;
    long end = floor;
    Instant endTime = Instant.EPOCH;
    Instant first = Instant.MAX;
    for (BsonDocument change : part(floor, Long.MAX_VALUE)) {
      Instant at = Instant.ofEpochMilli(change.getDateTime("at").getValue());
      if (!at.isBefore(tooOld) && (left - gone <= limits.bytes() || at.isAfter(heard))) {
        first = at;
        break;
      }
      end = change.getNumber(Field.ID).longValue();
      endTime = at;
      gone += ChangeLog.number(change, "s");
    }
    oldest = first;
    return end > floor
        && change(
            counter,
            "floor",
            new BsonDocument(
                    "$set",
                    new BsonDocument("floor", new BsonInt64(end))
                        .append(FLOOR_TIME, new BsonDateTime(endTime.toEpochMilli())))
                .append("$inc", new BsonDocument("bytes", new BsonInt64(-gone))));
  }

  /** Deletes a few changes up to the floor. */
  private boolean sweep(BsonDocument counter, long swept, long floor) {
    List<BsonDocument> part = part(swept, floor);
    long end = part.size() < STEP ? floor : part.getLast().getNumber(Field.ID).longValue();
    BsonDocument range =
        new BsonDocument("$gt", new BsonInt64(swept))
            .append("$lte", new BsonInt64(end))
            .append("$nin", shown(part));
    log.deleteMany(new BsonDocument(Field.ID, range));
    return change(
        counter, "swept", new BsonDocument("$set", new BsonDocument("swept", new BsonInt64(end))));
  }

  /** The first changes between two numbers. */
  private List<BsonDocument> part(long after, long last) {
    BsonDocument range =
        new BsonDocument("$gt", new BsonInt64(after)).append("$lte", new BsonInt64(last));
    return log.find(new BsonDocument(Field.ID, range))
        .projection(PROJECTION)
        .sort(new BsonDocument(Field.ID, new BsonInt32(1)))
        .limit(STEP)
        .into(new ArrayList<>());
  }

  /** Changes the counter's document, unless another limpd did; there may be more to do then too. */
  private boolean change(BsonDocument counter, String name, BsonDocument change) {
    BsonDocument same = ChangeLog.COUNTER.clone().append(name, counter.get(name, BsonNull.VALUE));
    meta.updateOne(same, change);
    return true;
  }

  /** Updates stay while the document is there whose history they are. */
  private BsonArray shown(List<BsonDocument> part) {
    Set<String> collections = catalog.withHistory();
    Map<String, List<BsonDocument>> updates = new HashMap<>();
    for (BsonDocument change : part) {
      String collection = change.getString("c").getValue();
      if (collections.contains(collection) && change.getString("op").getValue().equals("update")) {
        updates.computeIfAbsent(collection, _ -> new ArrayList<>()).add(change);
      }
    }
    BsonArray shown = new BsonArray();
    updates.forEach(
        (collection, changes) -> {
          Set<BsonValue> there = there(collection, changes);
          changes.stream()
              .filter(change -> there.contains(change.get("id")))
              .forEach(change -> shown.add(change.get(Field.ID)));
        });
    return shown;
  }

  /** The ids of those documents that were not deleted for good. */
  private Set<BsonValue> there(String collection, List<BsonDocument> changes) {
    BsonArray ids = new BsonArray();
    changes.forEach(change -> ids.add(change.get("id")));
    BsonDocument filter =
        new BsonDocument(Field.ID, new BsonDocument("$in", ids))
            .append(Field.DELETED, new BsonDocument("$lt", new BsonInt32(Field.FORCED)));
    return connection
        .database()
        .getCollection(collection, BsonDocument.class)
        .find(filter)
        .projection(new BsonDocument(Field.ID, new BsonInt32(1)))
        .map(doc -> doc.get(Field.ID))
        .into(new HashSet<>());
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
