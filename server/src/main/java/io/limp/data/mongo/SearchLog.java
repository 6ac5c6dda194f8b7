package io.limp.data.mongo;

import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.data.Change;
import io.limp.data.ChangeId;
import io.limp.data.LogQuery;
import io.limp.data.PositionLost;
import io.limp.data.TooLongAgo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Looks for changes in the log: by what they are of, and by a moment. */
final class SearchLog {
  private final ChangeLog log;

  SearchLog(ChangeLog log) {
    this.log = log;
  }

  /** The changes that are sought, newest first. */
  List<Change> sought(
      Map<String, Table> tables, LogQuery sought, Optional<String> before, int most) {
    BsonDocument filter = new BsonDocument("c", in(sought.collections(), BsonString::new));
    sought.docs().ifPresent(docs -> filter.append("id", in(docs, StoredValue::objectId)));
    sought.actors().ifPresent(users -> filter.append("actor", in(users, StoredValue::objectId)));
    BsonDocument numbers = new BsonDocument();
    sought
        .changes()
        .ifPresent(
            changes -> numbers.putAll(in(changes, id -> new BsonInt64(ChangeId.sequence(id)))));
    if (sought.from().isAfter(Instant.EPOCH)) {
      // The log's times never go back: what is older is not even looked at.
      numbers.append("$gt", new BsonInt64(last(sought.from().minusMillis(1))));
    }
    before.ifPresent(position -> numbers.append("$lt", new BsonInt64(log.sequence(position))));
    if (!numbers.isEmpty()) {
      filter.append(Field.ID, numbers);
    }
    filter.append("at", new BsonDocument("$lte", new BsonDateTime(sought.to().toEpochMilli())));
    List<Change> changes = new ArrayList<>();
    for (BsonDocument stored : log.find(filter, true).limit(most)) {
      Change change = log.change(stored, tables);
      if (sought.changes().isEmpty() || sought.changes().get().contains(change.changeId())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static <T> BsonDocument in(Collection<T> values, Function<T, BsonValue> stored) {
    return new BsonDocument("$in", new BsonArray(values.stream().map(stored).toList()));
  }

  /** The number of the last change that was made until then; 0 when there was none. */
  private long last(Instant until) {
    BsonDocument filter =
        new BsonDocument("at", new BsonDocument("$lte", new BsonDateTime(until.toEpochMilli())));
    BsonDocument last = log.find(filter, true).first();
    return last == null ? 0 : ChangeLog.number(last, Field.ID);
  }

  /**
   * The first change of every document since then.
   *
   * @throws TooLongAgo when older ones than that were pruned
   */
  Map<Id, Change> firstSince(Table table, Moment then, Optional<Set<Id>> docs, int most) {
    BsonDocument counter = log.counter();
    long floor = ChangeLog.number(counter, "floor");
    long after = sequence(then, counter, floor);
    if (after < floor) {
      throw tooLongAgo(floor);
    }
    BsonDocument filter =
        new BsonDocument("c", new BsonString(table.name()))
            .append(Field.ID, new BsonDocument("$gt", new BsonInt64(after)));
    docs.ifPresent(ids -> filter.append("id", in(ids, StoredValue::objectId)));
    Map<Id, Change> first = new HashMap<>();
    for (BsonDocument stored : log.find(filter, false)) {
      Id id = StoredValue.id(stored.getObjectId("id"));
      if (!first.containsKey(id)) {
        first.put(id, log.change(stored, Map.of(table.name(), table)));
        if (first.size() == most) {
          break;
        }
      }
    }
    long raised = ChangeLog.number(log.counter(), "floor");
    if (after < raised) {
      // They went while they were read.
      throw tooLongAgo(raised);
    }
    return first;
  }

  private long sequence(Moment then, BsonDocument counter, long floor) {
    return switch (then) {
      case Moment.At(Instant time) -> {
        boolean known =
            floor == 0
                || (counter.containsKey(Retention.FLOOR_TIME)
                    && time.toEpochMilli() >= counter.getDateTime(Retention.FLOOR_TIME).getValue());
        yield Math.max(last(time), known ? floor : 0);
      }
      case Moment.After(Id change) -> {
        long sequence = ChangeId.sequence(change);
        BsonDocument stored =
            log.find(new BsonDocument(Field.ID, new BsonInt64(sequence)), false).first();
        if (stored == null || !log.change(stored, Map.of()).changeId().equals(change)) {
          throw new PositionLost(change.toString());
        }
        yield sequence;
      }
      case Moment.Behind(String position) -> {
        long sequence = log.sequence(position);
        if (sequence < 0 || sequence > ChangeLog.number(counter, "n")) {
          throw new PositionLost(position);
        }
        yield sequence;
      }
    };
  }

  private TooLongAgo tooLongAgo(long floor) {
    BsonDocument filter = new BsonDocument(Field.ID, new BsonDocument("$gt", new BsonInt64(floor)));
    BsonDocument first = log.find(filter, false).first();
    return new TooLongAgo(
        first == null
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(first.getDateTime("at").getValue())));
  }
}
