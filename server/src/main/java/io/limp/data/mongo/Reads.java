package io.limp.data.mongo;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.DataUnavailable;
import io.limp.data.Group;
import io.limp.data.GroupDocs;
import io.limp.data.Matcher;
import io.limp.data.Plan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Finds documents: by MongoDB alone where its condition and its order mean the same as ours;
 * otherwise MongoDB gives those that come into question and the rest is done here.
 */
final class Reads {
  private final boolean diskUse;
  private final int mostSorted;

  /**
   * Reads of a database.
   *
   * @param diskUse a large sort may use the server's disk
   * @param mostSorted how many documents are sorted in memory at the most
   */
  Reads(boolean diskUse, int mostSorted) {
    this.diskUse = diskUse;
    this.mostSorted = mostSorted;
  }

  Docs read(Table table, Find find) {
    Filter all = table.filter(find.where());
    Filter page = table.filter(find.where().and(find.beyond()));
    Order order = Order.of(find, table);
    if (!order.exact()) {
      return sorted(table, find, all);
    }
    return all.exact() && page.exact()
        ? page(table, find, all, page, order)
        : inOrder(table, find, all, order);
  }

  List<Id> ids(Table table, Query where, int most) {
    Filter filter = table.filter(where);
    Matcher matcher = Matcher.of(where, table.types());
    FindIterable<BsonDocument> found = find(table, filter);
    if (filter.exact()) {
      found = found.projection(new BsonDocument(Field.ID, new BsonInt32(1)));
    }
    List<Id> ids = new ArrayList<>();
    try (MongoCursor<BsonDocument> each = found.iterator()) {
      while (ids.size() < most && each.hasNext()) {
        BsonDocument stored = each.next();
        if (filter.exact() || matcher.holds(table.doc(stored))) {
          ids.add(Table.id(stored));
        }
      }
    }
    return ids;
  }

  private FindIterable<BsonDocument> find(Table table, Filter filter) {
    return find(table, filter, false);
  }

  private FindIterable<BsonDocument> find(Table table, Filter filter, boolean deleted) {
    FindIterable<BsonDocument> found = table.documents().find(filter.among(deleted));
    return diskUse ? found.allowDiskUse(true) : found;
  }

  private static boolean isOfDeleted(Find find) {
    return find.options().past().deleted();
  }

  private static boolean isEverything(Query where) {
    return where.equals(Query.everything());
  }

  private static Doc shown(Table table, Find find, BsonDocument stored) {
    return find.options().version() ? table.docWithVersion(stored) : table.doc(stored);
  }

  private Docs page(Table table, Find find, Filter all, Filter page, Order order) {
    List<Doc> docs = new ArrayList<>();
    // To MongoDB a limit of 0 is none.
    boolean none = find.limit().isPresent() && find.limit().getAsInt() == 0;
    if (!none) {
      for (BsonDocument stored :
          find(table, page, isOfDeleted(find))
              .sort(order.keys())
              .skip(find.skip())
              .limit(find.limit().orElse(0))) {
        docs.add(shown(table, find, stored));
      }
    }
    int here = docs.size();
    boolean last = find.limit().isEmpty() || here < find.limit().getAsInt();
    boolean counted = isEverything(find.beyond()) && last && (here > 0 || find.skip() == 0);
    long total =
        counted
            ? find.skip() + (long) here
            : table.documents().countDocuments(all.among(isOfDeleted(find)));
    return new Docs(docs, total);
  }

  /** The documents of a page are kept, the others only counted. */
  private Docs inOrder(Table table, Find find, Filter all, Order order) {
    Matcher where = Matcher.of(find.where(), table.types());
    Matcher beyond = Matcher.of(find.beyond(), table.types());
    List<Doc> docs = new ArrayList<>();
    long total = 0;
    long place = 0;
    for (BsonDocument stored : find(table, all, isOfDeleted(find)).sort(order.keys())) {
      Doc doc = table.doc(stored);
      if (!all.exact() && !where.holds(doc)) {
        continue;
      }
      total++;
      if (beyond.holds(doc)) {
        if (place >= find.skip() && place < end(find)) {
          docs.add(shown(table, find, stored));
        }
        place++;
      }
    }
    return new Docs(docs, total);
  }

  private static long end(Find find) {
    return find.limit().isPresent() ? (long) find.skip() + find.limit().getAsInt() : Long.MAX_VALUE;
  }

  private record Candidate(Doc doc, BsonDocument stored) {}

  private Docs sorted(Table table, Find find, Filter all) {
    Matcher where = Matcher.of(find.where(), table.types());
    Matcher beyond = Matcher.of(find.beyond(), table.types());
    List<Candidate> candidates = new ArrayList<>();
    long total = 0;
    for (BsonDocument stored : find(table, all, isOfDeleted(find))) {
      Doc doc = table.doc(stored);
      if (!all.exact() && !where.holds(doc)) {
        continue;
      }
      total++;
      if (beyond.holds(doc)) {
        if (candidates.size() == mostSorted) {
          throw new DataUnavailable(
              "More than "
                  + mostSorted
                  + " documents of "
                  + table.name()
                  + " would have to be sorted in memory: narrow the condition, or sort by"
                  + " attributes that hold one plain value");
        }
        candidates.add(new Candidate(doc, stored));
      }
    }
    var order = Order.inMemory(find, table.types());
    candidates.sort((one, other) -> order.compare(one.doc, other.doc));
    List<Doc> docs =
        candidates.stream()
            .skip(find.skip())
            .limit(find.limit().orElse(Integer.MAX_VALUE))
            .map(candidate -> shown(table, find, candidate.stored))
            .toList();
    return new Docs(docs, total);
  }

  /** MongoDB's plan, by stages; what is left to do here follows it. */
  Plan plan(Table table, Find find) {
    Filter page = table.filter(find.where().and(find.beyond()));
    Order order = Order.of(find, table);
    FindIterable<BsonDocument> found = find(table, page);
    return ExplainPlan.of(
        order.exact() ? found.sort(order.keys()) : found, page.exact(), order.exact());
  }

  List<Group> groups(Table table, Query where, Grouping grouping, int most) {
    Filter filter = table.filter(where);
    Matcher matcher = Matcher.of(where, table.types());
    Iterable<Doc> docs =
        () -> {
          Stream<Doc> found =
              StreamSupport.stream(find(table, filter).spliterator(), false).map(table::doc);
          Iterator<Doc> each = (filter.exact() ? found : found.filter(matcher::holds)).iterator();
          return each;
        };
    return GroupDocs.of(docs, grouping, table.types(), most);
  }
}
