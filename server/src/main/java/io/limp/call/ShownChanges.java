package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.FindMethod.Target;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.Matcher;
import io.limp.data.PlainValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may see of the changes of a module's documents.
 *
 * <p>One rule: a state of a document is shown to whom the module's {@code read} would show it, in
 * that state and, while the document exists, as it is today. So a change is shown to whoever may
 * read the document now, before the change and after it; of a deleted document, before and after
 * the change. What the permit hides and what {@code read}'s hooks narrow or take out is left out
 * here as well.
 */
final class ShownChanges {
  private final Data data;
  private final LoadedModule module;
  private final Level level;
  private final MethodSpec read;
  private final Call reading;
  private final Matcher matcher;

  private ShownChanges(Data data, LoadedModule module, Level level, MethodSpec read, Call reading) {
    this.data = data;
    this.module = module;
    this.level = level;
    this.read = read;
    this.reading = reading;
    matcher = Matcher.of(reading.find().where(), module.types());
  }

  /** Empty: the caller may read no document of the module. */
  static Optional<ShownChanges> to(Call call, LoadedModule module, Data data, BindQuery bind) {
    MethodSpec read = module.spec().methods().get("read");
    if (read == null) {
      return Optional.empty();
    }
    Optional<Permit> permit = CheckPermit.find(module, read, call.caller());
    if (permit.isEmpty()) {
      return Optional.empty();
    }
    Call asked =
        new Call(
            module.name(),
            read.name(),
            call.caller(),
            call.level(),
            Find.where(permit.get().where()),
            Doc.empty(),
            Doc.empty(),
            call.now(),
            call.modules(),
            List.of());
    try {
      Call prepared = RunHooks.before(new Target(module, read), asked);
      Call bound = prepared.withFind(bind.bind(module, prepared, prepared.find()));
      LoadedModule seen = NarrowModule.to(module, call.caller());
      return Optional.of(new ShownChanges(data, seen, call.level(), read, bound));
    } catch (Refusal refusal) {
      return Optional.empty(); // a hook of read lets the caller ask for some things only
    }
  }

  /**
   * A change as the caller may see it.
   *
   * @param before the attributes that changed, with the values that they had
   * @param after the same with the values that they got
   */
  record Shown(
      Change change, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {}

  LoadedModule module() {
    return module;
  }

  /** Those that are shown, in the same order. */
  List<Shown> of(Collection<Change> changes) {
    Set<Id> hidden = hidden(changes);
    List<Shown> shown = new ArrayList<>();
    for (Change change : changes) {
      if (!hidden.contains(change.id()) && holds(change.before()) && holds(change.after())) {
        shown(change).ifPresent(shown::add);
      }
    }
    return shown;
  }

  /** The living documents that the caller may not read as they are today. */
  private Set<Id> hidden(Collection<Change> changes) {
    Query where = reading.find().where();
    if (where.equals(Query.everything()) || changes.isEmpty()) {
      return Set.of();
    }
    Set<Object> ids = new HashSet<>();
    changes.forEach(change -> ids.add(change.id()));
    Query these = new Query.In(LimpModule.ID.name(), List.copyOf(ids));
    Set<Id> hidden = ids(these);
    hidden.removeAll(ids(these.and(where)));
    return hidden;
  }

  private Set<Id> ids(Query where) {
    Set<Id> ids = new HashSet<>();
    data.read(module.collection(), Find.where(where)).forEach(doc -> ids.add(doc.id()));
    return ids;
  }

  private boolean holds(Optional<Doc> state) {
    return state.isEmpty() || matcher.holds(state.get());
  }

  private Optional<Shown> shown(Change change) {
    Optional<Doc> before = asRead(change.before());
    Optional<Doc> after = asRead(change.after());
    boolean taken =
        before.isPresent() != change.before().isPresent()
            || after.isPresent() != change.after().isPresent();
    if (taken) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> old = new LinkedHashMap<>();
    Map<String, @Nullable Object> young = new LinkedHashMap<>();
    for (Attr<?> attr : changed(module, change)) {
      boolean seen =
          attr.isAt(level)
              && isLeft(attr, change.before(), before)
              && isLeft(attr, change.after(), after);
      if (seen) {
        old.put(attr.name(), value(attr, before));
        young.put(attr.name(), value(attr, after));
      }
    }
    return change.op() == Change.Op.UPDATE && old.isEmpty()
        ? Optional.empty()
        : Optional.of(new Shown(change, old, young));
  }

  /** True unless a hook took the attribute out. */
  private static boolean isLeft(Attr<?> attr, Optional<Doc> state, Optional<Doc> read) {
    return state.isEmpty() || !state.get().has(attr) || read.orElseThrow().has(attr);
  }

  private static @Nullable Object value(Attr<?> attr, Optional<Doc> state) {
    return state.isEmpty()
        ? null
        : ShowDocs.withoutPlace(attr.type(), state.get().values().get(attr.name()));
  }

  /** As read's hooks hand it on. */
  Optional<Doc> asRead(Optional<Doc> state) {
    if (state.isEmpty() || read.after().isEmpty()) {
      return state;
    }
    try {
      Reply reply =
          RunHooks.after(
              new Target(module, read), reading, new Reply.Found(Docs.of(List.of(state.get()))));
      return reply instanceof Reply.Found(Docs docs) ? docs.first() : Optional.empty();
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  /**
   * The attributes that a change gave other values, of those whose history is kept and which are
   * not hidden. A create gave all of them; a delete and an undelete leave the document as it was.
   */
  static List<Attr<?>> changed(LoadedModule module, Change change) {
    if (change.op() == Change.Op.DELETE || change.op() == Change.Op.UNDELETE) {
      return List.of();
    }
    Map<String, @Nullable Object> before = values(change.before());
    Map<String, @Nullable Object> after = values(change.after());
    return module.spec().attrs().stream()
        .filter(attr -> !attr.isHidden() && !module.spec().unkept().contains(attr.name()))
        .filter(attr -> !isSame(before.get(attr.name()), after.get(attr.name())))
        .<Attr<?>>map(attr -> attr)
        .toList();
  }

  static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return (one == null || other == null)
        ? Objects.equals(one, other)
        : one.equals(other) || PlainValues.same(one, other);
  }

  private static Map<String, @Nullable Object> values(Optional<Doc> image) {
    return image.isPresent() ? image.get().values() : Map.of();
  }
}
