package io.limp.data.mongo;

import com.mongodb.client.FindIterable;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.data.DataUnavailable;
import io.limp.data.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/**
 * Finds documents: by MongoDB alone where its condition and its order mean the same as ours;
 * otherwise MongoDB gives those that come into question and the rest is done here.
 */
final class Reads {
  /** So many documents are sorted in memory at the most. */
  static final int MOST_SORTED = 100_000;

  private final boolean diskUse;

  Reads(boolean diskUse) {
    this.diskUse = diskUse;
  }

  Docs read(Table table, Find find) {
    Filter filter = table.filter(find.where());
    Order order = Order.of(find, table.types());
    if (filter.exact() && order.exact()) {
      return page(table, find, filter, order);
    }
    return order.exact() ? inOrder(table, find, filter, order) : sorted(table, find, filter);
  }

  private FindIterable<BsonDocument> find(Table table, Filter filter) {
    FindIterable<BsonDocument> found = table.documents().find(filter.ofLiving());
    return diskUse ? found.allowDiskUse(true) : found;
  }

  private Docs page(Table table, Find find, Filter filter, Order order) {
    if (find.limit().isPresent() && find.limit().getAsInt() == 0) {
      // To MongoDB a limit of 0 is none.
      return new Docs(List.of(), table.documents().countDocuments(filter.ofLiving()));
    }
    List<Doc> docs = new ArrayList<>();
    for (BsonDocument stored :
        find(table, filter).sort(order.keys()).skip(find.skip()).limit(find.limit().orElse(0))) {
      docs.add(table.doc(stored));
    }
    int here = docs.size();
    boolean last = find.limit().isEmpty() || here < find.limit().getAsInt();
    long total =
        last && (here > 0 || find.skip() == 0)
            ? find.skip() + (long) here
            : table.documents().countDocuments(filter.ofLiving());
    return new Docs(docs, total);
  }

  private Docs inOrder(Table table, Find find, Filter filter, Order order) {
    Matcher matcher = Matcher.of(find.where(), table.types());
    List<Doc> docs = new ArrayList<>();
    long total = 0;
    long end =
        find.limit().isPresent() ? (long) find.skip() + find.limit().getAsInt() : Long.MAX_VALUE;
    for (BsonDocument stored : find(table, filter).sort(order.keys())) {
      Doc doc = table.doc(stored);
      if (filter.exact() || matcher.holds(doc)) {
        if (total >= find.skip() && total < end) {
          docs.add(doc);
        }
        total++;
      }
    }
    return new Docs(docs, total);
  }

  private Docs sorted(Table table, Find find, Filter filter) {
    List<Doc> docs = matching(table, find.where(), filter, MOST_SORTED);
    docs.sort(Order.inMemory(find, table.types()));
    int total = docs.size();
    int from = Math.min(find.skip(), total);
    long end = find.limit().isPresent() ? (long) from + find.limit().getAsInt() : total;
    return new Docs(List.copyOf(docs.subList(from, (int) Math.min(end, total))), total);
  }

  private List<Doc> matching(Table table, Query where, Filter filter, int most) {
    Matcher matcher = Matcher.of(where, table.types());
    List<Doc> docs = new ArrayList<>();
    for (BsonDocument stored : table.documents().find(filter.ofLiving())) {
      Doc doc = table.doc(stored);
      if (filter.exact() || matcher.holds(doc)) {
        if (docs.size() == most) {
          throw new DataUnavailable(
              "More than "
                  + most
                  + " documents of "
                  + table.name()
                  + " would have to be sorted in memory: narrow the condition, or sort by"
                  + " attributes that hold one plain value");
        }
        docs.add(doc);
      }
    }
    return docs;
  }
}
