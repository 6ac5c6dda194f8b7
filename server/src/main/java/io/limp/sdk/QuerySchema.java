package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code query} of a call, in the form that is usual at its level: an object of terms at level
 * 1, a list of steps from level 6 on. Each server takes both forms from all its clients.
 */
final class QuerySchema {
  static final String SPECIALS = "query";

  private final Dialect dialect;
  private final ValueSchema values;

  QuerySchema(Dialect dialect) {
    this.dialect = dialect;
    values = dialect.values(ValueSchema.Way.SENT);
  }

  Map<String, Object> of(MethodSpec method) {
    List<List<Attr<?>>> sets = method.queryNeeds().sets(dialect.level());
    Map<String, Object> schema = dialect.level() == Level.ONE ? terms() : steps();
    boolean needs = sets.stream().noneMatch(List::isEmpty);
    if (needs && sets.size() == 1) {
      schema.putAll(gives(method, sets.getFirst()));
    } else if (needs) {
      schema.put("anyOf", sets.stream().map(set -> gives(method, set)).toList());
    }
    return schema;
  }

  private Map<String, Object> terms() {
    return object("type", "object", "allOf", List.of(dialect.ref(SPECIALS)));
  }

  private Map<String, Object> steps() {
    return object(
        "type",
        "array",
        "items",
        object("anyOf", List.of(dialect.ref(SPECIALS), object("type", "array"))));
  }

  private Map<String, Object> gives(MethodSpec method, List<Attr<?>> set) {
    if (dialect.level() == Level.ONE) {
      Map<String, Object> terms = object();
      set.forEach(arg -> terms.put(arg.name(), term(arg)));
      return object("properties", terms, "required", set.stream().map(Attr::name).toList());
    }
    List<Object> contains = new ArrayList<>();
    for (Attr<?> arg : set) {
      contains.add(
          object(
              "contains",
              object(
                  "type",
                  "object",
                  "properties",
                  object(arg.name(), condition(method, arg)),
                  "required",
                  List.of(arg.name()))));
    }
    return object("allOf", contains);
  }

  private Map<String, Object> term(Attr<?> arg) {
    return object(
        "type",
        "object",
        "properties",
        object("val", values.of(arg.type())),
        "required",
        List.of("val"));
  }

  /** Which documents are meant may be said with an operator too. */
  private Map<String, Object> condition(MethodSpec method, Attr<?> arg) {
    Map<String, Object> value = values.of(arg.type());
    return method.kind() == Kind.OWN
        ? value
        : object(
            "anyOf",
            List.of(
                value,
                object("type", "object", "minProperties", 1),
                object("type", "array", "minItems", 1)));
  }

  /** What may stand beside the conditions. */
  Map<String, Object> specials() {
    Map<String, Object> names = object("type", "array", "items", object("type", "string"));
    Map<String, Object> count = object("type", "integer", "minimum", 0);
    return object(
        "type",
        "object",
        "description",
        dialect.level() == Level.ONE
            ? "conditions as {\"attr\": {\"val\": value, \"oper\": \"$gt\"}}, and what is asked for"
                + " besides"
            : "conditions as {\"attr\": value} or {\"attr\": {\"$gt\": value}}, and what is asked"
                + " for besides",
        "properties",
        object(
            "$limit", count,
            "$skip", count,
            "$after",
                object("type", "string", "description", "the place where the last page ended"),
            "$sort",
                object("type", "object", "additionalProperties", object("enum", List.of(1, -1))),
            "$search", object("type", "string", "maxLength", 1000),
            "$geo_near", near(),
            "$group",
                object(
                    "type", "array", "items", object("type", "object", "required", List.of("by"))),
            "$attrs", names,
            "$extn", object("anyOf", List.of(object("type", "boolean"), names)),
            "$soft", object("type", "boolean"),
            "$diff", object(),
            "$ver", object("type", "boolean")));
  }

  private static Map<String, Object> near() {
    return object(
        "type",
        "object",
        "properties",
        object(
            "attr",
            object("type", "string"),
            "val",
            object(
                "type", "array", "items", object("type", "number"), "minItems", 2, "maxItems", 2),
            "dist",
            object("type", "number", "minimum", 0, "description", "metres")),
        "required",
        List.of("attr", "val", "dist"));
  }
}
