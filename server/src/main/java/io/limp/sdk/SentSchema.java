package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import io.limp.api.Permit;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code doc} of a call. What else a client puts into one is left out by the server. */
final class SentSchema {
  static final String EDIT = "edit";

  private final Dialect dialect;
  private final ValueSchema values;

  SentSchema(Dialect dialect) {
    this.dialect = dialect;
    values = dialect.values(ValueSchema.Way.SENT);
  }

  Map<String, Object> of(LoadedModule module, MethodSpec method) {
    return switch (method.kind()) {
      case CREATE -> create(module, method);
      case UPDATE -> update(module, method);
      case READ, DELETE, UNDELETE, UNDO, RETRIEVE_FILE, CREATE_FILE, DELETE_FILE, OWN ->
          args(method);
    };
  }

  private Map<String, Object> create(LoadedModule module, MethodSpec method) {
    Map<String, Object> properties = object();
    List<String> required = new ArrayList<>();
    if (method.permits().stream().anyMatch(each -> !each.drop().contains(LimpModule.ID.name()))) {
      properties.put(LimpModule.ID.name(), ValueSchema.orNull(ValueSchema.id()));
    }
    for (Attr<?> attr : module.spec().attrs()) {
      if (attr.isAt(dialect.level()) && maySet(method, attr)) {
        Map<String, Object> schema = value(attr);
        DefaultValue.of(attr, dialect.level()).ifPresent(value -> schema.put("default", value));
        properties.put(attr.name(), schema);
        if (!attr.isOptional(dialect.level()) && !isForced(method, attr)) {
          required.add(attr.name());
        }
      }
    }
    return document(properties, required);
  }

  private Map<String, Object> update(LoadedModule module, MethodSpec method) {
    Map<String, Object> properties = object();
    for (Attr<?> attr : module.spec().attrs()) {
      if (attr.isUpdatedAt(dialect.level()) && maySet(method, attr)) {
        Map<String, Object> value = ValueSchema.orNull(values.of(attr.type()));
        properties.put(
            attr.name(), guarded(attr, object("anyOf", List.of(value, dialect.ref(EDIT)))));
      }
    }
    properties.put(LimpModule.VERSION.name(), object("type", "integer", "minimum", 1));
    return document(properties, List.of());
  }

  private Map<String, Object> args(MethodSpec method) {
    Map<String, Object> properties = object();
    method.docNeeds().every().forEach(arg -> properties.put(arg.name(), values.of(arg.type())));
    method.docNeeds().optional().forEach(arg -> properties.put(arg.name(), orMissing(arg)));
    Map<String, Object> schema = document(properties, List.of());
    List<List<String>> sets =
        method.docNeeds().sets(dialect.level()).stream()
            .map(set -> set.stream().filter(arg -> !mayBeInQuery(method, arg)))
            .map(set -> set.map(Attr::name).toList())
            .toList();
    if (sets.stream().noneMatch(List::isEmpty)) {
      if (sets.size() == 1) {
        schema.put("required", sets.getFirst());
      } else {
        schema.put("anyOf", sets.stream().map(names -> object("required", names)).toList());
      }
    }
    return schema;
  }

  /** From level 6 on, what the query may give stands there or in the doc. */
  private boolean mayBeInQuery(MethodSpec method, Attr<?> arg) {
    return dialect.level().isFrom(Level.SIX) && method.queryNeeds().named(arg.name()).isPresent();
  }

  private Map<String, Object> orMissing(Attr<?> attr) {
    return ValueSchema.orNull(values.of(attr.type()));
  }

  private Map<String, Object> value(Attr<?> attr) {
    boolean nullable = dialect.level() == Level.ONE || attr.isOptional(dialect.level());
    return guarded(attr, nullable ? orMissing(attr) : values.of(attr.type()));
  }

  private static Map<String, Object> guarded(Attr<?> attr, Map<String, Object> schema) {
    if (attr.isHidden()) {
      schema.put("writeOnly", true);
    }
    return schema;
  }

  /** An object of operators, such as {@code {"$add": 3}}, as an update takes it for a value. */
  static Map<String, Object> edit() {
    Map<String, Object> number = object("type", "number");
    return object(
        "type",
        "object",
        "description",
        "changes what is there: one operator, with $unique or $index where it takes one",
        "properties",
        object(
            "$set", object(),
            "$unset", object("const", true),
            "$add", number,
            "$multiply", number,
            "$append", object(),
            "$unique", object("type", "boolean"),
            "$remove", object(),
            "$set_index", object(),
            "$index", object("type", "integer", "minimum", 0),
            "$push", object(),
            "$push_unique", object(),
            "$pull", object()),
        "minProperties",
        1,
        "additionalProperties",
        false);
  }

  private static Map<String, Object> document(
      Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = object("type", "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /** True when one of the permits lets a client set it. */
  static boolean maySet(MethodSpec method, Attr<?> attr) {
    return method.permits().isEmpty()
        ? attr.source() == Attr.Source.DOC
        : method.permits().stream().anyMatch(permit -> permit.maySet(attr));
  }

  private static boolean isForced(MethodSpec method, Attr<?> attr) {
    return method.permits().stream().map(Permit::set).anyMatch(set -> set.containsKey(attr.name()));
  }

  /** True when the doc of such a call says anything. */
  static boolean hasDoc(MethodSpec method) {
    return method.kind() == Kind.CREATE
        || method.kind() == Kind.UPDATE
        || !method.docNeeds().every().isEmpty();
  }
}
