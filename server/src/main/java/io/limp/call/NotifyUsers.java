package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Event;
import io.limp.api.Event.What;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.call.base.PendingWrite;
import io.limp.core.Notification;
import io.limp.core.User;
import io.limp.data.Data;
import io.limp.data.Edits;
import io.limp.data.Matcher;
import io.limp.data.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The notifications that a write causes. They are made from the documents as they are a moment
 * before it: of two updates of one document at the same time, the second may tell of what the first
 * has told already.
 */
final class NotifyUsers {
  private final Data data;
  private final ModuleTable modules;
  private final BindQuery bind;
  private final List<Event> events;

  NotifyUsers(Data data, ModuleTable modules, BindQuery bind, List<Event> events) {
    this.data = data;
    this.modules = modules;
    this.bind = bind;
    this.events = events;
  }

  /** What is to be written beside the pending write. */
  List<Write> writes(PendingWrite pending) {
    if (pending.write().isEmpty() || events.isEmpty()) {
      return List.of();
    }
    List<Write> writes = new ArrayList<>();
    for (Event event : events) {
      if (event.module() == pending.module().original()) {
        for (Doc doc : happened(event, pending, pending.write().get())) {
          event.notices().forEach(notice -> tell(notice, doc, pending.call(), writes));
        }
      }
    }
    return writes;
  }

  /** The documents that it happens to. */
  private List<Doc> happened(Event event, PendingWrite pending, Write write) {
    LoadedModule module = pending.module();
    Call call = pending.call();
    return switch (write) {
      case Write.Insert insert when event.what() == What.CREATE ->
          when(event, module, call).holds(insert.doc()) ? List.of(insert.doc()) : List.of();
      case Write.Update update when event.what() == What.UPDATE -> {
        Matcher when = when(event, module, call);
        boolean always = event.when().equals(Query.everything());
        List<Doc> docs = new ArrayList<>();
        for (Doc before : data.read(update.collection(), Find.where(update.where()))) {
          Doc after = Edits.apply(before, update.changes(), types(module));
          if (always || (when.holds(after) && !when.holds(before))) {
            docs.add(after);
          }
        }
        yield docs;
      }
      case Write.Delete delete when event.what() == What.DELETE -> {
        Matcher when = when(event, module, call);
        yield data.read(delete.collection(), Find.where(delete.where())).list().stream()
            .filter(when::holds)
            .toList();
      }
      case Write.Undelete undelete when event.what() == What.UNDELETE -> {
        Matcher when = when(event, module, call);
        Find deleted = Find.where(undelete.where()).deleted();
        yield data.read(undelete.collection(), deleted).list().stream()
            .filter(when::holds)
            .toList();
      }
      default -> List.of();
    };
  }

  private Matcher when(Event event, LoadedModule module, Call call) {
    Find bound = bind.bind(module, call, Find.where(event.when()));
    return Matcher.of(bound.where(), types(module));
  }

  private static Map<String, AttrType<?>> types(LoadedModule module) {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    for (Attr<?> attr : module.spec().attrs()) {
      types.put(attr.name(), attr.type());
    }
    return types;
  }

  private void tell(Event.Notice notice, Doc doc, Call call, List<Write> writes) {
    LoadedModule users = modules.of(User.class);
    Query who = notice.users().apply(doc).and(LimpModule.ID.isNot(User.ANON));
    Find bound = bind.bind(users, call, Find.where(who));
    String title = notice.title().apply(doc);
    String collection = modules.of(Notification.class).collection();
    for (Doc user : data.read(users.collection(), bound)) {
      Doc notification =
          Doc.of(LimpModule.ID, Id.next(call.now()))
              .with(Notification.USER, user.id())
              .with(Notification.CREATE_TIME, call.now())
              .with(Notification.NOTIFY_TIME, call.now())
              .with(Notification.TITLE, title)
              .with(Notification.CONTENT, doc.id())
              .with(Notification.STATUS, "new");
      writes.add(new Write.Insert(collection, notification));
    }
  }
}
