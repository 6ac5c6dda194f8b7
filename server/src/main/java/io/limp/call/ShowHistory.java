package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.call.ShownChanges.Shown;
import io.limp.core.Diff;
import io.limp.core.User;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.LogQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code diff} of documents whose module keeps it. To level 1, for every update who made it,
 * when, and the values that it replaced, oldest first. To newer clients, where they ask for it, the
 * newest changes as the module {@code diff} shows them. It is read from the change log, which holds
 * no secrets; nothing of it is stored in the document.
 */
final class ShowHistory {
  static final String ATTR = "diff";

  /** Of all documents of an answer together. */
  private static final int MOST = 1000;

  private final Data data;
  private final ModuleTable modules;
  private final BindQuery bind;

  ShowHistory(Data data, ModuleTable modules, BindQuery bind) {
    this.data = data;
    this.modules = modules;
    this.bind = bind;
  }

  /** True when documents of that answer have a history beside their attributes. */
  static boolean isShown(LoadedModule module, Call call) {
    return module.spec().history()
        && (call.level() == Level.ONE || call.find().options().past().changes() > 0);
  }

  /** By document, the entries as clients see them. */
  Map<Id, List<Object>> of(LoadedModule module, Call call, List<Doc> docs) {
    if (docs.isEmpty()) {
      return Map.of();
    }
    Optional<ShownChanges> shown = ShownChanges.to(call, module, data, bind);
    if (shown.isEmpty()) {
      return Map.of();
    }
    List<Id> ids = docs.stream().map(Doc::id).toList();
    return call.level() == Level.ONE
        ? replaced(module, call, ids, shown.get())
        : changes(module, call, ids, shown.get());
  }

  private Map<Id, List<Object>> changes(
      LoadedModule module, Call call, List<Id> ids, ShownChanges shown) {
    LogQuery all = LogQuery.of(Set.of(module.collection()));
    LogQuery sought =
        new LogQuery(
            all.collections(),
            Optional.of(new HashSet<>(ids)),
            all.actors(),
            all.changes(),
            all.from(),
            all.to());
    List<Change> newestFirst =
        data.log(sought, Optional.empty(), MOST).stream()
            .filter(change -> ReadDiff.isTold(change, call.level()))
            .toList();
    Map<Id, List<Object>> entries = new HashMap<>();
    for (Shown one : shown.of(newestFirst)) {
      List<Object> here = entries.computeIfAbsent(one.change().id(), _ -> new ArrayList<>());
      if (here.size() < call.find().options().past().changes()) {
        Map<String, @Nullable Object> entry = ReadDiff.entry(one);
        if (!call.level().isFrom(Level.SEVEN)) {
          entry.remove(Diff.OPER.name());
          entry.remove(Diff.BEFORE.name());
        }
        here.add(entry);
      }
    }
    return entries;
  }

  private Map<Id, List<Object>> replaced(
      LoadedModule module, Call call, List<Id> ids, ShownChanges shown) {
    List<Change> updates = new ArrayList<>();
    data.history(module.collection(), ids).values().forEach(updates::addAll);
    List<Shown> seen = shown.of(updates);
    Map<Id, Map<String, @Nullable Object>> users =
        call.find().options().diff() ? users(call, seen) : Map.of();
    Map<Id, List<Object>> entries = new HashMap<>();
    for (Shown one : seen) {
      entries.computeIfAbsent(one.change().id(), _ -> new ArrayList<>()).add(entry(one, users));
    }
    return entries;
  }

  private Map<Id, Map<String, @Nullable Object>> users(Call call, List<Shown> changes) {
    Set<Object> ids =
        changes.stream().<Object>map(one -> one.change().actor()).collect(Collectors.toSet());
    Map<Id, Map<String, @Nullable Object>> users = new HashMap<>();
    if (!ids.isEmpty()) {
      LoadedModule module = NarrowModule.to(modules.of(User.class), call.caller());
      readable(call, new Query.In(LimpModule.ID.name(), List.copyOf(ids)))
          .forEach(
              user ->
                  users.put(user.id(), ShowDocs.part(module, call.level(), user, name -> true)));
    }
    return users;
  }

  /** Of others than those whom the caller may read as users, only the ids are shown. */
  private static Docs readable(Call call, Query users) {
    try {
      return call.module(User.class).read(users);
    } catch (Refusal refusal) {
      return Docs.of(List.of());
    }
  }

  private static Map<String, Object> entry(
      Shown shown, Map<Id, Map<String, @Nullable Object>> users) {
    Map<String, Object> entry = new LinkedHashMap<>();
    Map<String, @Nullable Object> user = users.get(shown.change().actor());
    entry.put("user", user == null ? shown.change().actor() : user);
    entry.put("time", shown.change().at());
    entry.put("vars", shown.before());
    return entry;
  }
}
