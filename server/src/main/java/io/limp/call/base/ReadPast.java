package io.limp.call.base;

import io.limp.api.Attr;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Moment;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.call.PastCodes;
import io.limp.call.query.NamedDocs;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.DocOrder;
import io.limp.data.Matcher;
import io.limp.data.PositionLost;
import io.limp.data.TooLongAgo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents as they were at a moment. Those that were changed since then are made from the first
 * change after it, which holds what was there before; all others are read as they are, for they
 * were the same.
 *
 * <p>Of those that were changed, one that still exists is found only if {@link Find.Past#today}
 * holds for it as it is now, too.
 */
final class ReadPast {
  /** How many documents may have been changed since then. */
  private static final int MOST_CHANGED = 10_000;

  private static final int ATTEMPTS = 10;

  private final Data data;

  ReadPast(Data data) {
    this.data = data;
  }

  Docs read(LoadedModule module, Find find) {
    Moment then = find.options().past().asOf().orElseThrow();
    Map<Id, Change> changed = changed(module, find, then);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Set<Id> before = Set.copyOf(changed.keySet());
      Docs docs = docs(module, find, changed);
      changed = changed(module, find, then);
      if (before.containsAll(changed.keySet())) {
        return docs.with(docs.list().stream().map(doc -> kept(module, doc)).toList());
      }
      // One was changed while the others were read: it may have been read as it became.
    }
    throw Codes.dataUnavailable();
  }

  private Map<Id, Change> changed(LoadedModule module, Find find, Moment then) {
    try {
      Map<Id, Change> changed =
          data.firstSince(module.collection(), then, NamedDocs.of(find.where()), MOST_CHANGED + 1);
      if (changed.size() > MOST_CHANGED) {
        throw PastCodes.tooManyChanged(module, MOST_CHANGED);
      }
      return changed;
    } catch (TooLongAgo e) {
      throw PastCodes.tooLongAgo(module, e.since());
    } catch (PositionLost e) {
      throw PastCodes.unknownMoment(module);
    }
  }

  private Docs docs(LoadedModule module, Find find, Map<Id, Change> changed) {
    // What has a rank has none among the changed: without an order, all are the newest first.
    List<Sort> sort =
        find.sort().isEmpty() ? List.of(new Sort(LimpModule.ID.name(), true)) : find.sort();
    List<Doc> was = was(module, find, changed);
    Query where =
        changed.isEmpty()
            ? find.where()
            : find.where()
                .and(new Query.In(LimpModule.ID.name(), List.copyOf(changed.keySet())).negated());
    Find others = find.withWhere(where).sorted(sort.toArray(Sort[]::new)).skip(0);
    if (find.limit().isPresent()) {
      others = others.limit((int) Math.min(Integer.MAX_VALUE, end(find)));
    }
    Docs same = data.read(module.collection(), others);
    Matcher beyond = Matcher.of(find.beyond(), module.types());
    List<Doc> all = new ArrayList<>(same.list());
    was.stream().filter(beyond::holds).forEach(all::add);
    all.sort(DocOrder.of(sort, module.types()));
    List<Doc> page = all.stream().skip(find.skip()).limit(end(find) - find.skip()).toList();
    return new Docs(page, same.total() + was.size());
  }

  private static long end(Find find) {
    return find.limit().isPresent() ? (long) find.skip() + find.limit().getAsInt() : Long.MAX_VALUE;
  }

  /** Those of the changed that are asked for, as they were. */
  private List<Doc> was(LoadedModule module, Find find, Map<Id, Change> changed) {
    Matcher where = Matcher.of(find.where(), module.types());
    List<Doc> was = new ArrayList<>();
    changed.forEach(
        (id, change) ->
            change
                .before()
                .filter(where::holds)
                .map(doc -> find.options().version() ? withVersion(doc, change.version() - 1) : doc)
                .ifPresent(was::add));
    Query today = find.options().past().today();
    if (!was.isEmpty() && !today.equals(Query.everything())) {
      Query these = new Query.In(LimpModule.ID.name(), was.stream().<Object>map(Doc::id).toList());
      Set<Id> hidden = ids(module, these);
      hidden.removeAll(ids(module, these.and(today)));
      was.removeIf(doc -> hidden.contains(doc.id()));
    }
    return was;
  }

  private Set<Id> ids(LoadedModule module, Query where) {
    Set<Id> ids = new HashSet<>();
    data.read(module.collection(), Find.where(where)).forEach(doc -> ids.add(doc.id()));
    return ids;
  }

  private static Doc withVersion(Doc doc, long version) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(LimpModule.ID.name(), doc.id());
    values.put(LimpModule.VERSION.name(), version);
    doc.values().forEach(values::putIfAbsent);
    return new Doc(values);
  }

  /** Without the attributes of which no history is kept. */
  private static Doc kept(LoadedModule module, Doc doc) {
    Attr<?>[] unkept =
        module.spec().attrs().stream()
            .filter(attr -> module.spec().unkept().contains(attr.name()))
            .toArray(Attr<?>[]::new);
    return doc.without(unkept);
  }
}
