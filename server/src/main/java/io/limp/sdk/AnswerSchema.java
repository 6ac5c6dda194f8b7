package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.Refusal;
import io.limp.call.KnownCodes;
import io.limp.call.LoadedModule;
import io.limp.core.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The frames that answer a call: {@code {"status", "msg", "args": {..., "call_id"}}}. */
final class AnswerSchema {
  private final Dialect dialect;
  private final ValueSchema values;
  private final boolean overHttp;

  AnswerSchema(Dialect dialect) {
    this(dialect, false);
  }

  private AnswerSchema(Dialect dialect, boolean overHttp) {
    this.dialect = dialect;
    this.overHttp = overHttp;
    values = dialect.values(ValueSchema.Way.READ);
  }

  /** The same as bodies over HTTP, which know no call's id. */
  static AnswerSchema overHttp(Dialect dialect) {
    return new AnswerSchema(dialect, true);
  }

  Map<String, Object> of(LoadedModule module, MethodSpec method) {
    return switch (method.kind()) {
      case READ -> ok(found(module));
      case CREATE -> object("anyOf", List.of(ok(changed(1)), ok(found(module))));
      case CREATE_FILE, DELETE_FILE -> ok(changed(null));
      case UPDATE, UNDO -> object("anyOf", List.of(ok(changed(null)), ok(args())));
      case DELETE, UNDELETE -> ok(changed(null));
      case RETRIEVE_FILE -> object("type", "string", "format", "binary");
      case OWN -> module.module() instanceof Session ? session(module, method) : own(method);
    };
  }

  private Map<String, Object> own(MethodSpec method) {
    if (method.returns().isEmpty() && overHttp) {
      return object("description", "what the module's code gives, which may be any text");
    }
    if (method.returns().isEmpty()) {
      return object(
          "type",
          "object",
          "properties",
          object(
              "status", object("enum", List.of(200, 204, 404)),
              "msg", object("type", "string"),
              "args", args()),
          "required",
          List.of("status", "args"));
    }
    Map<String, Object> args =
        args(
            method.returns().stream()
                .filter(attr -> !attr.isOptional())
                .map(Attr::name)
                .toArray(String[]::new));
    for (Attr<?> attr : method.returns()) {
      Map<String, Object> schema = values.of(attr.type());
      properties(args).put(attr.name(), attr.isOptional() ? ValueSchema.orNull(schema) : schema);
    }
    return ok(args);
  }

  /** The calls that change whose connection it is. */
  private Map<String, Object> session(LoadedModule module, MethodSpec method) {
    boolean ends = method.name().equals("signout");
    if (dialect.level() == Level.ONE) {
      return ok(ends ? changed(1) : found(module));
    }
    Map<String, Object> token =
        object(
            "type",
            "object",
            "properties",
            object("token", object("type", "string", "description", "signs the calls from now on")),
            "required",
            List.of("token"));
    Map<String, Object> args = args("session");
    properties(args)
        .put(
            "session",
            ends
                ? object(
                    "type",
                    "object",
                    "properties",
                    object("_id", object("const", Session.ANON.toString())),
                    "required",
                    List.of("_id"))
                : object("allOf", List.of(dialect.ref(module.name()), token)));
    return ok(args);
  }

  private Map<String, Object> found(LoadedModule module) {
    Map<String, Object> args = args("total", "count", "docs", "groups");
    Map<String, Object> count = object("type", "integer", "minimum", 0);
    properties(args).put("total", count);
    properties(args).put("count", count);
    properties(args).put("docs", object("type", "array", "items", dialect.ref(module.name())));
    properties(args)
        .put(
            "groups",
            object(
                "anyOf",
                List.of(object("type", "object"), object("type", "array", "maxItems", 0))));
    properties(args).put("after", object("type", "string"));
    return args;
  }

  private Map<String, Object> changed(@Nullable Integer count) {
    Map<String, Object> args = args("count", "docs");
    properties(args)
        .put(
            "count",
            count == null ? object("type", "integer", "minimum", 0) : object("const", count));
    properties(args)
        .put(
            "docs",
            object(
                "type",
                "array",
                "items",
                object(
                    "type",
                    "object",
                    "properties",
                    object("_id", ValueSchema.id()),
                    "required",
                    List.of("_id"),
                    "additionalProperties",
                    false)));
    return args;
  }

  /** A refusal of the method: its own codes, those of every call, and others of the module's. */
  Map<String, Object> refusal(LoadedModule module, MethodSpec method) {
    List<Refusal> known = new ArrayList<>(KnownCodes.of(module, method, dialect.level()));
    known.addAll(
        SourceNotes.of(module.module().getClass()).refusals(module.codePrefix(dialect.level())));
    known.addAll(KnownCodes.ofEveryCall());
    return refusal(known);
  }

  Map<String, Object> refusal(List<Refusal> known) {
    Set<String> codes = new LinkedHashSet<>();
    known.forEach(each -> codes.add(each.code()));
    Map<String, Object> args = args("code");
    properties(args)
        .put(
            "code",
            object(
                "anyOf",
                List.of(
                    object("enum", List.copyOf(codes)),
                    object("type", "string", "pattern", "^[A-Za-z0-9_]+$"))));
    return object(
        "type",
        "object",
        "properties",
        object(
            "status", object("type", "integer", "minimum", 400),
            "msg", object("type", "string", "description", "a sentence for people"),
            "args", args),
        "required",
        List.of("status", "msg", "args"));
  }

  private static Map<String, Object> ok(Map<String, Object> args) {
    return object(
        "type",
        "object",
        "properties",
        object("status", object("const", 200), "msg", object("type", "string"), "args", args),
        "required",
        List.of("status", "msg", "args"));
  }

  private Map<String, Object> args(String... required) {
    Map<String, Object> properties = object();
    List<String> names = new ArrayList<>(List.of(required));
    if (!overHttp) {
      properties.put("call_id", object("description", "as in the call"));
      names.add("call_id");
    }
    Map<String, Object> args = object("type", "object", "properties", properties);
    if (!names.isEmpty()) {
      args.put("required", names);
    }
    return args;
  }

  @SuppressWarnings("unchecked") // made by args()
  private static Map<String, Object> properties(Map<String, Object> args) {
    return (Map<String, Object>) Objects.requireNonNull(args.get("properties"));
  }
}
