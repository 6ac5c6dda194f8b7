package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A module's documents as its clients are answered. */
final class DocSchema {
  private final Dialect dialect;
  private final ValueSchema values;

  DocSchema(Dialect dialect) {
    this.dialect = dialect;
    values = dialect.values(ValueSchema.Way.READ);
  }

  /**
   * Only the id is sure to be there: a query chooses attributes with {@code $attrs}, and without
   * that all are there.
   */
  Map<String, Object> of(LoadedModule module) {
    SourceNotes notes = SourceNotes.of(module.module().getClass());
    Map<String, Object> properties = object("_id", readOnly(ValueSchema.id()));
    for (Attr<?> attr : module.spec().attrs()) {
      if (isShown(attr)) {
        Map<String, Object> schema = attr(module, attr, Expand.DEEPEST);
        notes.about(attr.name()).ifPresent(text -> schema.put("description", text));
        properties.put(attr.name(), attr.source() == Attr.Source.DOC ? schema : readOnly(schema));
      }
    }
    if (module.spec().history()) {
      properties.put(
          "diff",
          readOnly(
              object(
                  "type",
                  "array",
                  "description",
                  dialect.level() == Level.ONE
                      ? "who changed what, oldest first"
                      : "where $diff asks for it: who changed what, newest first",
                  "items",
                  object("type", "object"))));
    }
    properties.put(LimpModule.VERSION.name(), readOnly(object("type", "integer", "minimum", 1)));
    Map<String, Object> schema = object("type", "object");
    notes.summary().ifPresent(text -> schema.put("description", text));
    schema.put("properties", properties);
    schema.put("required", List.of("_id"));
    return schema;
  }

  boolean isShown(Attr<?> attr) {
    return attr.isAt(dialect.level()) && !attr.isHidden();
  }

  /**
   * The schema of an attribute.
   *
   * @param depth how often its documents may be put into each other
   */
  private Map<String, Object> attr(LoadedModule module, Attr<?> attr, int depth) {
    Expand expand = depth < 0 ? null : module.spec().expands().get(attr.name());
    Map<String, Object> schema =
        expand == null
            ? plain(module, attr)
            : expanded(attr.type(), expand, Math.min(depth, expand.depth()));
    boolean nullable =
        dialect.level() == Level.ONE || (attr.isOptional(dialect.level()) && !attr.hasDefault());
    return nullable ? ValueSchema.orNull(schema) : schema;
  }

  /** Where ids inside of it are expanded, documents may stand there. */
  private Map<String, Object> plain(LoadedModule module, Attr<?> attr) {
    boolean within =
        module.spec().expands().keySet().stream()
            .anyMatch(path -> path.startsWith(attr.name() + "."));
    return (within ? values.withDocsForIds() : values).of(attr.type());
  }

  /** A document in the place of its id; null where it is gone. */
  private Map<String, Object> expanded(AttrType<?> type, Expand expand, int depth) {
    return switch (type) {
      case AttrType.IdType _ -> {
        List<Object> any = new ArrayList<>();
        expand.to().forEach(to -> any.add(other(to, depth - 1)));
        any.add(ValueSchema.id());
        any.add(object("type", "null"));
        yield object("anyOf", any);
      }
      case AttrType.ListOf<?>(AttrType.IdType id, _) ->
          object("type", "array", "items", expanded(id, expand, depth));
      default -> values.withDocsForIds().of(type);
    };
  }

  private Map<String, Object> other(Expand.To to, int depth) {
    LoadedModule other = dialect.app().modules().of(to.module());
    if (to.attrs().isEmpty()) {
      return dialect.ref(other.name());
    }
    Map<String, Object> properties = object("_id", ValueSchema.id());
    for (Attr<?> attr : other.spec().attrs()) {
      if (to.shows(attr.name()) && isShown(attr)) {
        properties.put(attr.name(), attr(other, attr, depth));
      }
    }
    return object(
        "type",
        "object",
        "title",
        "of " + other.name(),
        "properties",
        properties,
        "required",
        List.of("_id"));
  }

  private static Map<String, Object> readOnly(Map<String, Object> schema) {
    schema.put("readOnly", true);
    return schema;
  }
}
