package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.api.Value;
import io.limp.call.ShownChanges.Shown;
import io.limp.call.base.Read;
import io.limp.call.query.NamedDocs;
import io.limp.core.Diff;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.DocOrder;
import io.limp.data.LogQuery;
import io.limp.data.Matcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code diff/read}: the histories of the documents that the caller may read, from the change log.
 * The log looks for those of some documents, users, modules or times; all else that the query says
 * is looked at here, on what the caller is shown, so that nothing else can be guessed from it.
 */
final class ReadDiff {
  private static final int PART = 1000;

  /** How many changes are looked at for one call. */
  private static final int MOST = 20_000;

  private final Data data;
  private final ModuleTable modules;
  private final BindQuery bind;

  ReadDiff(Data data, ModuleTable modules, BindQuery bind) {
    this.data = data;
    this.modules = modules;
    this.bind = bind;
  }

  /** The call's query is bound. */
  Reply run(LoadedModule diff, Call call) {
    Find find = call.find();
    if (!find.options().groups().isEmpty()) {
      throw Codes.invalidQuery(diff, "$group: changes are not counted by values.");
    }
    Map<String, ShownChanges> readable = new HashMap<>();
    Optional<Set<Object>> names = NamedDocs.named(find.where(), Diff.MODULE.name());
    for (LoadedModule module : modules.all()) {
      if (module.spec().history()
          && module.spec().proxied().isEmpty()
          && (names.isEmpty() || names.get().contains(module.name()))) {
        ShownChanges.to(call, module, data, bind)
            .ifPresent(shown -> readable.put(module.collection(), shown));
      }
    }
    List<Doc> found = readable.isEmpty() ? List.of() : found(diff, call, readable);
    List<Doc> sorted = new ArrayList<>(found);
    sorted.sort(DocOrder.of(find.sort(), diff.types()));
    Matcher beyond = Matcher.of(find.beyond(), diff.types());
    List<Doc> page =
        sorted.stream()
            .filter(beyond::holds)
            .skip(find.skip())
            .limit(find.limit().orElse(Integer.MAX_VALUE))
            .toList();
    Docs docs = new Docs(page, found.size());
    return new Reply.Found(new Docs(docs.list(), docs.total(), Map.of(), Read.after(docs, find)));
  }

  private List<Doc> found(LoadedModule diff, Call call, Map<String, ShownChanges> readable) {
    LogQuery sought = sought(call.find().where(), readable.keySet());
    Matcher where = Matcher.of(call.find().where(), diff.types());
    List<Doc> found = new ArrayList<>();
    Optional<String> before = Optional.empty();
    for (int looked = 0; looked <= MOST; looked += PART) {
      List<Change> part = data.log(sought, before, PART);
      Map<String, List<Change>> byCollection =
          part.stream()
              .filter(change -> isTold(change, call.level()))
              .collect(Collectors.groupingBy(Change::collection));
      Map<String, Doc> shown = new HashMap<>();
      readable.forEach(
          (collection, states) ->
              states
                  .of(byCollection.getOrDefault(collection, List.of()))
                  .forEach(one -> shown.put(one.change().position(), doc(states.module(), one))));
      for (Change change : part) {
        Doc doc = shown.get(change.position());
        if (doc != null && where.holds(doc)) {
          found.add(doc);
        }
      }
      if (part.size() < PART) {
        return found;
      }
      before = Optional.of(part.getLast().position());
    }
    throw PastCodes.tooManyEntries(diff, MOST);
  }

  /** To level 6 a history is made of updates. */
  static boolean isTold(Change change, Level level) {
    return change.op() == Change.Op.UPDATE || level.isFrom(Level.SEVEN);
  }

  private static Doc doc(LoadedModule module, Shown shown) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(Diff.MODULE.name(), module.name());
    values.put(Diff.DOC.name(), shown.change().id());
    values.putAll(entry(shown));
    return new Doc(values);
  }

  /** What is told of a change, beside which document it is of. */
  static Map<String, @Nullable Object> entry(Shown shown) {
    Change change = shown.change();
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put(LimpModule.ID.name(), change.changeId());
    entry.put(Diff.USER.name(), change.actor());
    entry.put(Diff.VARS.name(), shown.after());
    entry.put(Diff.REMARKS.name(), change.remarks());
    entry.put(Diff.CREATE_TIME.name(), change.at());
    entry.put(Diff.OPER.name(), change.op().name().toLowerCase(Locale.ROOT));
    entry.put(Diff.BEFORE.name(), shown.before());
    return entry;
  }

  private static LogQuery sought(Query where, Set<String> collections) {
    Instant[] times = {Instant.EPOCH, LogQuery.of(collections).to()};
    narrow(where, times);
    return new LogQuery(
        Set.copyOf(collections),
        NamedDocs.ids(where, Diff.DOC.name()),
        NamedDocs.ids(where, Diff.USER.name()),
        NamedDocs.ids(where, LimpModule.ID.name()),
        times[0],
        times[1]);
  }

  /** The times that the condition can hold for: the first and the last. */
  private static void narrow(Query where, Instant[] times) {
    switch (where) {
      case Query.And and -> and.parts().forEach(part -> narrow(part, times));
      case Query.Compare(String path, Query.Op op, Value.Constant<?>(Instant time))
          when path.equals(Diff.CREATE_TIME.name()) -> {
        if (op == Query.Op.GT || op == Query.Op.GTE || op == Query.Op.EQ) {
          times[0] = max(times[0], time);
        }
        if (op == Query.Op.LT || op == Query.Op.LTE || op == Query.Op.EQ) {
          times[1] = min(times[1], time);
        }
      }
      case Query.Between(
              String path,
              Value.Constant<?>(Instant low),
              Value.Constant<?>(Instant high))
          when path.equals(Diff.CREATE_TIME.name()) -> {
        times[0] = max(times[0], low);
        times[1] = min(times[1], high);
      }
      default -> {}
    }
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
