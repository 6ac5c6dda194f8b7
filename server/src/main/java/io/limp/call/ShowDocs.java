package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.Reply;
import io.limp.data.Data;
import io.limp.data.FileHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Documents as clients see them: every attribute is there, missing ones as null; the ids of other
 * documents give way to those documents; where a file's content lies is not shown. Module code sees
 * documents before this step, with ids as ids.
 */
final class ShowDocs {
  /** Level 1 writes a lone privilege as a text, newer levels always write lists. */
  private static final AttrType.PrivilegesType AS_LISTS = new AttrType.PrivilegesType();

  private final ExpandDocs expandDocs;
  private final ShowHistory history;

  ShowDocs(ModuleTable modules, Data data, BindQuery bind) {
    expandDocs = new ExpandDocs(modules);
    history = new ShowHistory(data, modules, bind);
  }

  Reply show(LoadedModule module, Call call, Reply reply) {
    return switch (reply) {
      case Reply.Found found ->
          new Reply.Found(found.docs().with(docs(module, call, found.docs().list())));
      case Reply.CreatedDoc created ->
          new Reply.CreatedDoc(docs(module, call, List.of(created.doc())).getFirst());
      case Reply.SignedIn signedIn ->
          new Reply.SignedIn(
              docs(module, call, List.of(signedIn.session())).getFirst(), signedIn.message());
      default -> reply;
    };
  }

  private List<Doc> docs(LoadedModule module, Call call, List<Doc> docs) {
    Find.Options options = call.find().options();
    Map<Id, List<Object>> diffs =
        ShowHistory.isShown(module, call) ? history.of(module, call, docs) : Map.of();
    List<ExpandDocs.Shown> shown = new ArrayList<>(docs.size());
    for (Doc doc : docs) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put(LimpModule.ID.name(), doc.values().get(LimpModule.ID.name()));
      doc.find(LimpModule.VERSION)
          .ifPresent(version -> values.put(LimpModule.VERSION.name(), version));
      for (Attr<?> attr : module.spec().attrs()) {
        if (!attr.isAt(call.level()) || !options.shows(attr.name())) {
          continue;
        }
        if (attr.isHidden() && !(attr.type() instanceof AttrType.SecretType && doc.has(attr))) {
          continue; // not even that there could be one; secrets are left out when JSON is written
        }
        values.put(attr.name(), shown(attr, call.level(), doc));
      }
      if (ShowHistory.isShown(module, call) && options.shows(ShowHistory.ATTR)) {
        values.put(ShowHistory.ATTR, diffs.getOrDefault(doc.id(), List.of()));
      }
      shown.add(new ExpandDocs.Shown(doc, values));
    }
    expandDocs.into(module, call, shown);
    return shown.stream().map(each -> new Doc(each.shown())).toList();
  }

  /**
   * A document with those of its attributes, missing ones as null; what is hidden is not even
   * named.
   */
  static Map<String, @Nullable Object> part(
      LoadedModule module, Level level, Doc doc, Predicate<String> shown) {
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    part.put(LimpModule.ID.name(), doc.id());
    for (Attr<?> attr : module.spec().attrs()) {
      if (shown.test(attr.name()) && attr.isAt(level) && !attr.isHidden()) {
        part.put(attr.name(), shown(attr, level, doc));
      }
    }
    return part;
  }

  /** A value as clients of that level know it, without the place where a file's content lies. */
  private static @Nullable Object shown(Attr<?> attr, Level level, Doc doc) {
    Object value = doc.values().get(attr.name());
    if (level == Level.ONE) {
      return withoutPlace(attr.type(), value);
    }
    return switch (attr.type()) {
      case AttrType.PrivilegesType _ when value instanceof Map<?, ?> ->
          AS_LISTS.plain(AS_LISTS.typed(value));
      default -> value == null ? plainDefault(attr) : withoutPlace(attr.type(), value, true);
    };
  }

  /** What an older document lacks, newer clients see as if it had been created now. */
  private static <T> @Nullable Object plainDefault(Attr<T> attr) {
    Optional<T> value = attr.defaultValue();
    return value.isPresent() ? attr.type().plain(value.get()) : null;
  }

  static @Nullable Object withoutPlace(AttrType<?> type, @Nullable Object value) {
    return withoutPlace(type, value, false);
  }

  /**
   * The same.
   *
   * @param content true: that a file has a content is said, as newer clients expect
   */
  private static @Nullable Object withoutPlace(
      AttrType<?> type, @Nullable Object value, boolean content) {
    return switch (type) {
      case AttrType.File ignored when value instanceof Map<?, ?> file -> withoutHash(file, content);
      case AttrType.ListOf<?> list when FileHash.isIn(type) && value instanceof List<?> members -> {
        List<@Nullable Object> all = new ArrayList<>();
        members.forEach(member -> all.add(withoutPlace(list.of(), member, content)));
        yield all;
      }
      case AttrType.Typed typed when FileHash.isIn(type) && value instanceof Map<?, ?> object -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (Attr<?> attr : typed.attrs()) {
          if (object.containsKey(attr.name())) {
            all.put(attr.name(), withoutPlace(attr.type(), object.get(attr.name()), content));
          }
        }
        yield all;
      }
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> withoutHash(Map<?, ?> file, boolean content) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    file.forEach(
        (key, value) -> {
          if (!key.equals("hash")) {
            shown.put((String) key, value);
          }
        });
    if (content) {
      shown.put("content", true);
    }
    return shown;
  }
}
