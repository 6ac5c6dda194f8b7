package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.core.User;
import io.limp.data.Change;
import io.limp.data.Data;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code diff} of documents whose module keeps it: for every update who made it, when, and the
 * values that it replaced. It is read from the change log, which holds no secrets; nothing of it is
 * stored in the document.
 */
final class ShowHistory {
  static final String ATTR = "diff";

  private final Data data;
  private final ModuleTable modules;

  ShowHistory(Data data, ModuleTable modules) {
    this.data = data;
    this.modules = modules;
  }

  /** By document, the entries as clients see them, oldest first. */
  Map<Id, List<Object>> of(LoadedModule module, Call call, List<Doc> docs) {
    if (!module.spec().history() || docs.isEmpty()) {
      return Map.of();
    }
    Map<Id, List<Change>> changes =
        data.history(module.collection(), docs.stream().map(Doc::id).toList());
    Map<Id, Map<String, @Nullable Object>> users =
        call.find().options().diff() ? users(call, changes) : Map.of();
    Map<Id, List<Object>> entries = new HashMap<>();
    changes.forEach(
        (id, updates) ->
            entries.put(
                id,
                updates.stream()
                    .map(each -> entry(module, each, users))
                    .flatMap(Optional::stream)
                    .<Object>map(entry -> entry)
                    .toList()));
    return entries;
  }

  private Map<Id, Map<String, @Nullable Object>> users(Call call, Map<Id, List<Change>> changes) {
    Set<Object> ids =
        changes.values().stream()
            .flatMap(List::stream)
            .<Object>map(Change::actor)
            .collect(Collectors.toSet());
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

  /** Empty where nothing has changed that the caller may see. */
  private static Optional<Map<String, Object>> entry(
      LoadedModule module, Change change, Map<Id, Map<String, @Nullable Object>> users) {
    Map<String, @Nullable Object> replaced = replaced(module, change);
    if (replaced.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    Map<String, @Nullable Object> user = users.get(change.actor());
    entry.put("user", user == null ? change.actor() : user);
    entry.put("time", change.at());
    entry.put("vars", replaced);
    return Optional.of(entry);
  }

  private static Map<String, @Nullable Object> replaced(LoadedModule module, Change change) {
    Map<String, @Nullable Object> before = values(change.before());
    Map<String, @Nullable Object> after = values(change.after());
    Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
    for (Attr<?> attr : module.spec().attrs()) {
      Object old = before.get(attr.name());
      if (!attr.isHidden() && !Objects.equals(old, after.get(attr.name()))) {
        replaced.put(attr.name(), ShowDocs.withoutPlace(attr.type(), old));
      }
    }
    return replaced;
  }

  private static Map<String, @Nullable Object> values(Optional<Doc> image) {
    return image.isPresent() ? image.get().values() : Map.of();
  }
}
