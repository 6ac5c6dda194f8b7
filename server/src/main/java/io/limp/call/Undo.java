package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.CallPipeline.Entered;
import io.limp.call.FindMethod.Target;
import io.limp.call.ShownChanges.Shown;
import io.limp.call.base.Update;
import io.limp.data.Change;
import io.limp.data.Data;
import io.limp.data.FileHash;
import io.limp.data.LogQuery;
import io.limp.data.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code module/undo}: takes one change of a document back. That of an update is an update, by the
 * permits, hooks and rules of {@code update}, which sets the attributes to what they were before;
 * that of a deletion is an undelete.
 *
 * <p>Only a change can be undone that its caller could have made, and that they may see if they may
 * read the documents at all: else it would bring back for them what they may not see.
 */
final class Undo {
  private final CallPipeline pipeline;
  private final Data data;
  private final BindQuery bind;

  Undo(CallPipeline pipeline, Data data, BindQuery bind) {
    this.pipeline = pipeline;
    this.data = data;
    this.bind = bind;
  }

  Reply run(LoadedModule module, Call call) {
    CheckPermit.check(module, InnerCalls.target(module, "undo").method(), call.caller());
    Id doc = doc(module, call);
    Id id = changeId(module, call);
    Change change =
        data.log(LogQuery.of(module.collection(), doc, id), Optional.empty(), 1).stream()
            .filter(found -> found.changeId().equals(id))
            .findFirst()
            .orElseThrow(() -> PastCodes.unknownChange(module, id));
    return switch (change.op()) {
      case UPDATE -> update(module, call, change, isForced(module, call));
      case DELETE -> undelete(module, call, change);
      case CREATE, UNDELETE ->
          throw PastCodes.invalidChange(
              module, "The change '%s' made the document be there: delete it to undo that.", id);
    };
  }

  private static Id doc(LoadedModule module, Call call) {
    if (call.args().values().get(LimpModule.ID.name()) instanceof Id id) {
      return id;
    }
    throw Codes.invalidQuery(module, "undo takes the _id of one document: nothing was changed.");
  }

  private static Id changeId(LoadedModule module, Call call) {
    Object given = call.doc().values().get(ModuleSpec.UNDONE.name());
    return switch (given) {
      case Id id -> id;
      case String text when Id.find(text).isPresent() -> Id.of(text);
      case null, default ->
          throw Codes.invalidAttr(module, ModuleSpec.UNDONE.name(), "it is the _id of a change");
    };
  }

  private static boolean isForced(LoadedModule module, Call call) {
    return switch (call.doc().values().get(ModuleSpec.UNDONE_BY_FORCE.name())) {
      case null -> false;
      case Boolean force -> force;
      default ->
          throw Codes.invalidAttr(module, ModuleSpec.UNDONE_BY_FORCE.name(), "it is true or false");
    };
  }

  private Reply update(LoadedModule module, Call call, Change change, boolean force) {
    MethodSpec update = InnerCalls.target(module, "update").method();
    Permit permit = CheckPermit.check(module, update, call.caller());
    LoadedModule seen = NarrowModule.to(module, call.caller(), permit);
    Optional<ShownChanges> readable = ShownChanges.to(call, module, data, bind);
    List<Attr<?>> attrs = undone(seen, call, change, permit, readable);
    Map<String, @Nullable Object> before = change.before().orElseThrow().values();
    Call asked = called(call, update);
    Entered allowed =
        pipeline.allowed(new Target(module, update), asked.withDoc(restoring(attrs, before)));
    Query where = bind.bind(module, allowed.call(), allowed.call().find()).where();
    Optional<Doc> current =
        data.read(module.collection(), Find.where(where).withVersions().limit(1)).first();
    if (current.isEmpty()) {
      return new Reply.Updated(List.of(), 0);
    }
    Doc doc = allowed.call().doc().with(files(module, call, permit, attrs, before));
    if (!force) {
      refuseIfChangedAgain(module, change, attrs, current.get(), readable);
    }
    if (!doc.isEmpty()) {
      doc = doc.with(Update.REMARKS, "undo of " + change.changeId());
      // Whatever comes in between is a conflict too.
      doc = force ? doc : doc.with(LimpModule.VERSION, current.get().get(LimpModule.VERSION));
    }
    return pipeline.trusted(allowed.target(), allowed.call().withDoc(doc));
  }

  /** The attributes that the change gave other values; what the caller may not see is not there. */
  private List<Attr<?>> undone(
      LoadedModule module,
      Call call,
      Change change,
      Permit permit,
      Optional<ShownChanges> readable) {
    List<Attr<?>> attrs = ShownChanges.changed(module, change);
    if (readable.isPresent()) {
      List<Shown> shown = readable.get().of(List.of(change));
      attrs =
          shown.isEmpty()
              ? List.of()
              : attrs.stream()
                  .filter(attr -> shown.getFirst().before().containsKey(attr.name()))
                  .toList();
    }
    Query where = bind.bind(module, call, Find.where(permit.where())).where();
    Matcher matcher = Matcher.of(where, module.types());
    boolean theirs =
        change.before().filter(matcher::holds).isPresent()
            && change.after().filter(matcher::holds).isPresent();
    if (attrs.isEmpty() || !theirs) {
      throw PastCodes.unknownChange(module, change.changeId());
    }
    return attrs;
  }

  private static void refuseIfChangedAgain(
      LoadedModule module,
      Change change,
      List<Attr<?>> attrs,
      Doc current,
      Optional<ShownChanges> readable) {
    Map<String, @Nullable Object> after = change.after().orElseThrow().values();
    List<Attr<?>> again =
        attrs.stream()
            .filter(
                attr ->
                    !ShownChanges.isSame(current.values().get(attr.name()), after.get(attr.name())))
            .toList();
    if (!again.isEmpty()) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      Optional<Doc> read = readable.flatMap(states -> states.asRead(Optional.of(current)));
      read.ifPresent(
          doc ->
              again.forEach(
                  attr ->
                      shown.put(
                          attr.name(),
                          ShowDocs.withoutPlace(attr.type(), doc.values().get(attr.name())))));
      throw PastCodes.changedAgain(module, again.stream().map(Attr::name).toList())
          .with(LimpModule.ID.name(), current.id())
          .with("current", shown);
    }
  }

  /** A doc as a client would send it that sets the attributes to what they were, save for files. */
  private static Doc restoring(List<Attr<?>> attrs, Map<String, @Nullable Object> before) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (Attr<?> attr : attrs) {
      Object value = before.get(attr.name());
      if (value == null) {
        given.put(attr.name(), Map.of("$unset", true));
      } else if (!FileHash.isIn(attr.type())) {
        given.put(attr.name(), Map.of("$set", value));
      }
    }
    return new Doc(given);
  }

  /** Files as they were: their contents are there already, but no client could say which. */
  private static Doc files(
      LoadedModule module,
      Call call,
      Permit permit,
      List<Attr<?>> attrs,
      Map<String, @Nullable Object> before) {
    Map<String, @Nullable Object> files = new LinkedHashMap<>();
    for (Attr<?> attr : attrs) {
      boolean said = permit.drop().contains(attr.name()) || permit.set().containsKey(attr.name());
      if (FileHash.isIn(attr.type()) && before.get(attr.name()) != null && !said) {
        if (!permit.accepts(attr.name())) {
          throw Codes.forbiddenAttr(module, call, "set", attr.name());
        }
        if (permit.maySet(attr) && attr.isUpdatedAt(call.level())) {
          files.put(attr.name(), before.get(attr.name()));
        }
      }
    }
    return new Doc(files);
  }

  private Reply undelete(LoadedModule module, Call call, Change change) {
    Target target = undelete(module);
    Call allowed = pipeline.allowed(target, called(call, target.method())).call();
    Reply reply =
        pipeline.trusted(target, allowed.with(Update.REMARKS, "undo of " + change.changeId()));
    if (reply instanceof Reply.Updated updated && updated.ids().isEmpty()) {
      Find there = Find.where(bind.bind(module, allowed, allowed.find()).where()).limit(1);
      if (!data.read(module.collection(), there).isEmpty()) {
        throw PastCodes.notDeleted(module, change.id());
      }
      if (isGone(module, change.id())) {
        throw PastCodes.invalidChange(
            module, "The document '%s' was deleted for good.", change.id());
      }
    }
    return reply;
  }

  private boolean isGone(LoadedModule module, Id doc) {
    Find deleted = Find.where(LimpModule.ID.is(doc)).deleted();
    return data.byId(module.collection(), doc).isEmpty()
        && data.read(module.collection(), deleted).isEmpty();
  }

  /** Where the module has no word for it, whoever may delete may take that back. */
  private static Target undelete(LoadedModule module) {
    if (module.spec().methods().containsKey("undelete")) {
      return InnerCalls.target(module, "undelete");
    }
    MethodSpec delete = module.spec().methods().get("delete");
    Permit[] deleters = delete == null ? new Permit[0] : delete.permits().toArray(Permit[]::new);
    LoadedModule undeleting = module.with(ModuleSpec.of(module.name()).undelete(deleters));
    return new Target(module, InnerCalls.target(undeleting, "undelete").method());
  }

  /** The call as one of another method, with an empty doc. */
  private static Call called(Call call, MethodSpec method) {
    return new Call(
        call.module(),
        method.name(),
        call.caller(),
        call.level(),
        call.find(),
        call.args(),
        Doc.empty(),
        call.now(),
        call.modules(),
        List.of());
  }
}
