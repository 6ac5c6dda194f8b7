package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Expand;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other documents in the place of their ids. All that a page refers to in one module is one read;
 * where expansions are nested, so is all that those documents refer to in turn.
 *
 * <p>What is shown of the other documents, the module that refers to them says; what the caller's
 * permit to read the other module does not show is never part of it.
 */
final class ExpandDocs {
  private final ModuleTable modules;

  ExpandDocs(ModuleTable modules) {
    this.modules = modules;
  }

  /**
   * A document that is to be shown.
   *
   * @param stored as it was read
   * @param shown its attributes that are shown, to be changed here
   */
  record Shown(Doc stored, Map<String, @Nullable Object> shown) {}

  /** Puts others into documents of the module. */
  void into(LoadedModule module, Call call, List<Shown> docs) {
    if (docs.isEmpty() || module.spec().expands().isEmpty()) {
      return;
    }
    Answer answer = new Answer(call);
    List<Group> level = List.of(new Group(module, "", OptionalInt.empty(), docs));
    while (!level.isEmpty()) {
      level = answer.expanded(level);
    }
  }

  /**
   * Documents of one module in one place of the answer.
   *
   * @param way what stands before its attributes in the caller's {@code $extn}
   * @param left how many levels may follow; empty: these are the documents that were asked for, and
   *     each expansion says so itself
   */
  private record Group(LoadedModule module, String way, OptionalInt left, List<Shown> docs) {
    /** True when the ids give way to documents. Those within other documents come with these. */
    boolean expands(Expand expand, Find.Options asked) {
      return left.isEmpty()
          ? asked.expands(expand)
          : expand.when() != Expand.When.REQUESTED
              || asked.expand().orElse(List.of()).contains(way + expand.attr());
    }

    int leftBelow(Expand expand) {
      return left.isEmpty() ? expand.depth() : left.getAsInt() - 1;
    }
  }

  /** One answer, and what was read for it. */
  private final class Answer {
    private final Call call;
    private final Map<Class<? extends LimpModule>, Map<Id, Doc>> known = new HashMap<>();

    Answer(Call call) {
      this.call = call;
    }

    /** Expands one level; gives the documents of the next that are to be expanded as well. */
    List<Group> expanded(List<Group> level) {
      read(referredTo(level));
      List<Group> next = new ArrayList<>();
      for (Group group : level) {
        for (Expand expand : group.module().spec().expands().values()) {
          next.addAll(expanded(group, expand));
        }
      }
      return next;
    }

    private Map<Class<? extends LimpModule>, Set<Object>> referredTo(List<Group> level) {
      Map<Class<? extends LimpModule>, Set<Object>> ids = new LinkedHashMap<>();
      for (Group group : level) {
        for (Expand expand : group.module().spec().expands().values()) {
          if (group.expands(expand, call.find().options())) {
            each(
                group,
                expand,
                (to, member) -> {
                  if (member instanceof Id id) {
                    ids.computeIfAbsent(to.module(), _ -> new LinkedHashSet<>()).add(id);
                  }
                  return member;
                });
          }
        }
      }
      return ids;
    }

    private void read(Map<Class<? extends LimpModule>, Set<Object>> referredTo) {
      referredTo.forEach(
          (module, ids) -> {
            Map<Id, Doc> docs = known.computeIfAbsent(module, _ -> new HashMap<>());
            ids.removeIf(docs::containsKey);
            if (!ids.isEmpty()) {
              Query all = new Query.In(LimpModule.ID.name(), List.copyOf(ids));
              call.trusted(module).read(all).forEach(doc -> docs.put(doc.id(), doc));
            }
          });
    }

    private List<Group> expanded(Group group, Expand expand) {
      boolean wanted = group.expands(expand, call.find().options());
      Map<Class<? extends LimpModule>, Parts> parts = new LinkedHashMap<>();
      each(
          group,
          expand,
          (to, member) -> {
            Parts there = parts.computeIfAbsent(to.module(), _ -> new Parts(to));
            return switch (member) {
              case Id id when wanted -> there.of(id);
              // A document that module code has put in the place of its id itself.
              case Map<?, ?> doc -> there.part(doc(doc));
              default -> member;
            };
          });
      int left = group.leftBelow(expand);
      String way = group.way() + expand.attr() + ".";
      return left == 0
          ? List.of()
          : parts.values().stream()
              .map(each -> new Group(each.module, way, OptionalInt.of(left), each.all))
              .toList();
    }

    /** The documents of one module as one expansion shows them. */
    private final class Parts {
      final LoadedModule module;
      final List<Shown> all = new ArrayList<>();
      private final Expand.To to;
      private final Map<Id, Map<String, @Nullable Object>> byId = new HashMap<>();

      Parts(Expand.To to) {
        this.to = to;
        module = NarrowModule.to(modules.of(to.module()), call.caller());
      }

      /** Null for a document that is gone. */
      @Nullable Object of(Id id) {
        Doc doc = known.getOrDefault(to.module(), Map.of()).get(id);
        return doc == null ? null : byId.computeIfAbsent(id, _ -> part(doc));
      }

      Map<String, @Nullable Object> part(Doc doc) {
        Map<String, @Nullable Object> part = ShowDocs.part(module, call.level(), doc, to::shows);
        all.add(new Shown(doc, part));
        return part;
      }
    }
  }

  /** What is put in the place of an id, or of what module code has put there. */
  private interface InPlace {
    @Nullable Object of(Expand.To to, Object member);
  }

  private void each(Group group, Expand expand, InPlace change) {
    List<String> path = List.of(expand.attr().split("\\.", -1));
    for (Shown doc : group.docs()) {
      AtPath.change(
          doc.shown(),
          path,
          (member, around) -> {
            Optional<Expand.To> to = to(expand, doc.stored(), around);
            return to.isPresent() ? change.of(to.get(), member) : member;
          });
    }
  }

  /** The module that is referred to; empty when it is none of those that may be chosen. */
  private Optional<Expand.To> to(Expand expand, Doc doc, Map<?, ?> around) {
    if (expand.by().isEmpty()) {
      return expand.always();
    }
    String by = expand.by().get();
    Object name =
        by.contains(".") ? around.get(by.substring(by.lastIndexOf('.') + 1)) : doc.values().get(by);
    return expand.to().stream()
        .filter(to -> modules.of(to.module()).name().equals(name))
        .findFirst();
  }

  private static Doc doc(Map<?, ?> plain) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    plain.forEach((name, value) -> values.put((String) name, value));
    return new Doc(values);
  }
}
