package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.call.LoadedModule;
import io.limp.core.Session;
import io.limp.sdk.ValueSchema.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A call of each method and its answer, as clients of level 7 send them in a token and are
 * answered. Both are valid by the schemas of the method.
 */
final class ExampleCall {
  private static final String CALL_ID = "1";

  private final DescribedApp app;
  private final ExampleValue sent;
  private final ExampleValue read;

  ExampleCall(DescribedApp app) {
    this.app = app;
    sent = new ExampleValue(Way.SENT, app.locales());
    read = new ExampleValue(Way.READ, app.locales());
  }

  Map<String, Object> call(LoadedModule module, MethodSpec method) {
    Map<String, Object> call =
        object(
            "endpoint",
            module.name() + "/" + method.name(),
            "sid",
            Session.ANON.toString(),
            "query",
            query(method));
    Map<String, Object> doc = doc(module, method);
    if (!doc.isEmpty()) {
      call.put("doc", doc);
    }
    call.put("call_id", CALL_ID);
    return call;
  }

  private List<Object> query(MethodSpec method) {
    Map<String, Object> step = object();
    for (Attr<?> arg : method.queryNeeds().sets(Level.SEVEN).getFirst()) {
      step.put(arg.name(), sent.of(arg.name(), arg.type()));
    }
    if (method.kind() == Kind.READ && step.isEmpty()) {
      step.put("$limit", 10);
    }
    return step.isEmpty() ? List.of() : List.of(step);
  }

  private Map<String, Object> doc(LoadedModule module, MethodSpec method) {
    List<Attr<?>> given = new ArrayList<>();
    switch (method.kind()) {
      case CREATE -> {
        given.addAll(settable(module, method));
        if (!given.stream().allMatch(attr -> attr.isOptional(Level.SEVEN))) {
          given.removeIf(attr -> attr.isOptional(Level.SEVEN));
        }
      }
      case UPDATE ->
          settable(module, method).stream()
              .filter(attr -> attr.isUpdatedAt(Level.SEVEN) && !attr.isHidden())
              .filter(attr -> attr.source() == Attr.Source.DOC)
              .findFirst()
              .ifPresent(given::add);
      case READ, DELETE, UNDELETE, UNDO, RETRIEVE_FILE, CREATE_FILE, DELETE_FILE, OWN ->
          given.addAll(method.docNeeds().sets(Level.SEVEN).getFirst());
    }
    Map<String, Object> doc = object();
    given.forEach(attr -> doc.put(attr.name(), sent.of(attr.name(), attr.type())));
    return doc;
  }

  private static List<Attr<?>> settable(LoadedModule module, MethodSpec method) {
    return module.spec().attrs().stream()
        .filter(attr -> attr.isAt(Level.SEVEN) && SentSchema.maySet(method, attr))
        .toList();
  }

  Map<String, Object> answer(LoadedModule module, MethodSpec method) {
    return switch (method.kind()) {
      case READ -> found(List.of(shown(module)));
      case CREATE -> changed("Created 1 docs.");
      case UPDATE, UNDELETE, UNDO, CREATE_FILE, DELETE_FILE -> changed("Updated 1 docs.");
      case DELETE -> changed("Deleted 1 docs.");
      case RETRIEVE_FILE -> object();
      case OWN -> module.module() instanceof Session ? session(module, method) : own(method);
    };
  }

  /** True when nobody but its code knows what a method answers that does not say. */
  static boolean isUnknown(LoadedModule module, MethodSpec method) {
    return method.kind() == Kind.OWN
        && method.returns().isEmpty()
        && !(module.module() instanceof Session);
  }

  private Map<String, Object> own(MethodSpec method) {
    Map<String, Object> args = object();
    method.returns().forEach(attr -> args.put(attr.name(), read.of(attr.name(), attr.type())));
    return ok("", args);
  }

  private Map<String, Object> session(LoadedModule module, MethodSpec method) {
    if (method.name().equals("signout")) {
      return ok(
          "You are successfully signed-out.",
          object("session", object("_id", Session.ANON.toString())));
    }
    Map<String, Object> session = shown(module);
    session.put("token", "Zx3...");
    return ok("You were successfully authed.", object("session", session));
  }

  /** A document with all that is shown of it. */
  private Map<String, Object> shown(LoadedModule module) {
    Map<String, Object> doc = object("_id", ExampleValue.ID);
    for (Attr<?> attr : module.spec().attrs()) {
      if (attr.isAt(Level.SEVEN) && !attr.isHidden()) {
        Expand expand = module.spec().expands().get(attr.name());
        Object value = read.of(attr.name(), attr.type());
        doc.put(
            attr.name(),
            expand != null
                    && expand.when() != Expand.When.REQUESTED
                    && attr.type() instanceof AttrType.IdType
                ? other(expand.to().getFirst())
                : value);
      }
    }
    return doc;
  }

  private Map<String, Object> other(Expand.To to) {
    Map<String, Object> doc = object("_id", ExampleValue.ID);
    for (Attr<?> attr : app.modules().of(to.module()).spec().attrs()) {
      if (to.shows(attr.name()) && attr.isAt(Level.SEVEN) && !attr.isHidden()) {
        doc.put(attr.name(), read.of(attr.name(), attr.type()));
      }
    }
    return doc;
  }

  private static Map<String, Object> found(List<Object> docs) {
    return ok("Found 1 docs.", object("total", 1, "count", 1, "docs", docs, "groups", object()));
  }

  private static Map<String, Object> changed(String msg) {
    return ok(msg, object("count", 1, "docs", List.of(object("_id", ExampleValue.ID))));
  }

  private static Map<String, Object> ok(String msg, Map<String, Object> args) {
    args.put("call_id", CALL_ID);
    return object("status", 200, "msg", msg, "args", args);
  }
}
