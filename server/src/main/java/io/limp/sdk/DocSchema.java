package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.call.LoadedModule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Map<String, Object> schema = attr(attr, module.spec().expands().get(attr.name()));
        notes.about(attr.name()).ifPresent(text -> schema.put("description", text));
        properties.put(attr.name(), attr.source() == Attr.Source.DOC ? schema : readOnly(schema));
      }
    }
    if (module.spec().history() && dialect.level() == Level.ONE) {
      properties.put(
          "diff",
          readOnly(
              object(
                  "type",
                  "array",
                  "description",
                  "who changed what, oldest first",
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

  private Map<String, Object> attr(Attr<?> attr, @Nullable Expand expand) {
    Map<String, Object> schema =
        expand == null ? values.of(attr.type()) : expanded(attr.type(), expand);
    boolean nullable =
        dialect.level() == Level.ONE || (attr.isOptional(dialect.level()) && !attr.hasDefault());
    return nullable ? ValueSchema.orNull(schema) : schema;
  }

  /** A document in the place of its id; null where it is gone. */
  private Map<String, Object> expanded(AttrType<?> type, Expand expand) {
    return switch (type) {
      case AttrType.IdType _ ->
          object("anyOf", List.of(other(expand), ValueSchema.id(), object("type", "null")));
      case AttrType.ListOf<?>(AttrType.IdType id, _) ->
          object("type", "array", "items", expanded(id, expand));
      default -> values.of(type);
    };
  }

  private Map<String, Object> other(Expand expand) {
    LoadedModule other = dialect.app().modules().of(expand.module());
    if (expand.attrs().isEmpty()) {
      return dialect.ref(other.name());
    }
    Map<String, Object> properties = object("_id", ValueSchema.id());
    for (Attr<?> attr : other.spec().attrs()) {
      if (expand.shows(attr.name()) && isShown(attr)) {
        properties.put(attr.name(), attr(attr, null));
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
