package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.DictRule;
import io.limp.api.Level;
import io.limp.api.NumberRule;
import io.limp.api.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON Schema of an attribute's values, as clients of a level send them or are answered. What
 * the server converts besides ({@code "12"} for 12) is not in it: a client that keeps to the schema
 * is understood.
 *
 * <p>The words are those that draft 7 and 2020-12 share, since OpenAPI 3.1 has the one and AsyncAPI
 * 3.0 the other; {@code prefixItems} says more to those who know it.
 */
final class ValueSchema {
  /** Which way a value goes. */
  enum Way {
    SENT,
    READ
  }

  private final Level level;
  private final Way way;
  private final List<String> locales;
  private final TextSchema texts;

  /** True: documents may stand in the place of their ids. */
  private final boolean expanded;

  ValueSchema(Level level, Way way, List<String> locales) {
    this(level, way, locales, false);
  }

  private ValueSchema(Level level, Way way, List<String> locales, boolean expanded) {
    this.level = level;
    this.way = way;
    this.locales = locales;
    this.expanded = expanded;
    texts = new TextSchema(level, way, locales);
  }

  /** The same where documents may stand in the place of ids, deep inside a value. */
  ValueSchema withDocsForIds() {
    return new ValueSchema(level, way, locales, true);
  }

  Map<String, Object> of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Any _ -> object("description", "any JSON value");
      case AttrType.IdType _ -> expanded ? idOrDoc() : id();
      case AttrType.Str(var rule) -> texts.str(rule);
      case AttrType.Literal(List<String> values) -> texts.oneOf(values);
      case AttrType.Language _ -> texts.oneOf(locales);
      case AttrType.Email _ -> texts.email();
      case AttrType.Phone(List<Integer> codes) -> texts.phone(codes);
      case AttrType.Web _ -> texts.web();
      case AttrType.Url _ -> texts.url();
      case AttrType.Ip(var version) -> texts.ip(version);
      case AttrType.Date(var range) -> texts.date(range);
      case AttrType.Time(var range) -> texts.time(range);
      case AttrType.Datetime(var range) -> texts.moment(range);
      case AttrType.Counter(var rule) ->
          object("type", "string", "description", "counted by the server: " + rule.pattern());
      case AttrType.SecretType _ -> object("type", "string");
      case AttrType.Int(NumberRule rule) -> number("integer", "int64", rule);
      case AttrType.Decimal(NumberRule rule) -> number("number", "double", rule);
      case AttrType.Bool _ -> object("type", "boolean");
      case AttrType.Locale _ -> locale();
      case AttrType.ListOf<?> list -> list(of(list.of()), list.size());
      case AttrType.Dict _ -> freeObject();
      case AttrType.DictOf<?> dict -> dict(dict);
      case AttrType.Typed typed -> typed(typed);
      case AttrType.Union(List<AttrType<?>> members) ->
          object("anyOf", members.stream().map(this::of).toList());
      case AttrType.Geo _ -> geo();
      case AttrType.File file -> file(file);
      case AttrType.AccessType _ -> access();
      case AttrType.PrivilegesType _ -> privileges();
      case AttrType.Own<?, ?> own -> own(own);
    };
  }

  /** The same, or null. */
  static Map<String, Object> orNull(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type) {
      schema.put("type", List.of(type, "null"));
      if (schema.get("enum") instanceof List<?> values) {
        List<Object> more = new ArrayList<>(values);
        more.add(null);
        schema.put("enum", more);
      }
      return schema;
    }
    if (schema.get("anyOf") instanceof List<?> members) {
      schema.put("anyOf", Stream.concat(members.stream(), Stream.of(nothing())).toList());
      return schema;
    }
    boolean anything = !schema.containsKey("$ref") && !schema.containsKey("type");
    return anything ? schema : object("anyOf", List.of(schema, nothing()));
  }

  private static Map<String, Object> nothing() {
    return object("type", "null");
  }

  static Map<String, Object> id() {
    return object("type", "string", "pattern", "^[0-9a-fA-F]{24}$");
  }

  private static Map<String, Object> idOrDoc() {
    Map<String, Object> doc =
        object("type", "object", "properties", object("_id", id()), "required", List.of("_id"));
    return object("anyOf", List.of(doc, id(), nothing()));
  }

  private static Map<String, Object> number(String type, String format, NumberRule rule) {
    Map<String, Object> schema = object("type", type, "format", format);
    Number from = rule.from();
    Number to = rule.to();
    Number step = rule.step();
    if (from != null) {
      schema.put("minimum", from);
    }
    if (to != null) {
      schema.put("maximum", to);
    }
    if (step != null) {
      if (from == null || from.doubleValue() == 0) {
        schema.put("multipleOf", step);
      } else {
        schema.put("description", "in steps of " + step + ", counted from " + from);
      }
    }
    return schema;
  }

  /** At level 1 any language, and one text for all of them. */
  private Map<String, Object> locale() {
    Map<String, Object> texts = object();
    locales.forEach(each -> texts.put(each, object("type", "string")));
    Map<String, Object> schema = object("type", "object", "properties", texts);
    if (level == Level.ONE || way == Way.READ) {
      schema.put("propertyNames", TextSchema.key());
      schema.put("additionalProperties", object("type", "string"));
    } else {
      schema.put("required", List.of(locales.getFirst()));
      schema.put("additionalProperties", false);
    }
    return level == Level.ONE && way == Way.SENT
        ? object("anyOf", List.of(schema, object("type", "string")))
        : schema;
  }

  private static Map<String, Object> list(Map<String, Object> members, Size size) {
    Map<String, Object> schema = object("type", "array", "items", members);
    bounds(schema, size, "minItems", "maxItems");
    return schema;
  }

  private static void bounds(Map<String, Object> schema, Size size, String least, String most) {
    if (size.least() > 0) {
      schema.put(least, size.least());
    }
    if (size.most() < Integer.MAX_VALUE) {
      schema.put(most, size.most());
    }
  }

  /** To level 1 a list is one too. */
  private Map<String, Object> freeObject() {
    Map<String, Object> object = object("type", "object", "propertyNames", TextSchema.key());
    return level == Level.ONE || way == Way.READ
        ? object("anyOf", List.of(object, object("type", "array")))
        : object;
  }

  private Map<String, Object> dict(AttrType.DictOf<?> type) {
    DictRule rule = type.rule();
    Map<String, Object> keys = new TextSchema(Level.SEVEN, way, locales).keyOf(rule.keys());
    Map<String, Object> schema =
        object("type", "object", "propertyNames", keys, "additionalProperties", of(type.of()));
    bounds(schema, rule.size(), "minProperties", "maxProperties");
    if (!rule.required().isEmpty()) {
      schema.put("required", List.copyOf(rule.required()));
    }
    return schema;
  }

  private Map<String, Object> typed(AttrType.Typed type) {
    Map<String, Object> members = object();
    List<String> required = new ArrayList<>();
    for (Attr<?> attr : type.attrs()) {
      Map<String, Object> member = of(attr.type());
      DefaultValue.of(attr, level).ifPresent(value -> member.put("default", value));
      members.put(attr.name(), attr.isOptional() ? orNull(member) : member);
      if (!attr.isOptional()) {
        required.add(attr.name());
      }
    }
    Map<String, Object> schema = object("type", "object", "properties", members);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> geo() {
    Map<String, Object> schema =
        object(
            "type",
            "object",
            "description",
            "a point: longitude, latitude",
            "properties",
            object("type", object("const", "Point"), "coordinates", coordinates()),
            "required",
            List.of("type", "coordinates"));
    if (level != Level.ONE) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private static Map<String, Object> coordinates() {
    return object(
        "type",
        "array",
        "prefixItems",
        List.of(degrees(180), degrees(90)),
        "items",
        degrees(180),
        "minItems",
        2,
        "maxItems",
        2);
  }

  private static Map<String, Object> degrees(int most) {
    return object("type", "number", "minimum", -most, "maximum", most);
  }

  private Map<String, Object> file(AttrType.File type) {
    Map<String, Object> size = object("type", "integer", "minimum", 0);
    if (type.most() < Long.MAX_VALUE) {
      size.put("maximum", type.most());
    }
    Map<String, Object> parts =
        object(
            "name",
            TextSchema.fileName(),
            "size",
            size,
            "type",
            TextSchema.mediaType(type.mediaTypes()),
            "lastModified",
            object(
                "type",
                "number",
                "description",
                "milliseconds since the epoch",
                "minimum",
                TextSchema.FIRST_SECOND * 1000,
                "maximum",
                TextSchema.LAST_SECOND * 1000 + 999));
    if (way == Way.SENT) {
      parts.put("content", content(type.most()));
    }
    return object(
        "type",
        "object",
        "properties",
        parts,
        "required",
        way == Way.SENT
            ? List.of("name", "type", "content")
            : List.of("name", "size", "type", "lastModified"));
  }

  private static Map<String, Object> content(long most) {
    String decimal = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
    Map<String, Object> octet = object("type", "integer", "minimum", 0, "maximum", 255);
    Map<String, Object> base64 =
        object("type", "string", "contentEncoding", "base64", "pattern", "^[A-Za-z0-9+/]*={0,2}$");
    if (most < Long.MAX_VALUE) {
      base64.put("maxLength", (most + 2) / 3 * 4);
    }
    return object(
        "description",
        "base64, or the bytes with commas, as a list, or by their index",
        "anyOf",
        List.of(
            base64,
            object("type", "string", "pattern", "^" + decimal + "(?:," + decimal + ")*$"),
            object("type", "array", "items", octet),
            object(
                "type",
                "object",
                "propertyNames",
                object("pattern", "^[0-9]+$"),
                "additionalProperties",
                octet)));
  }

  private Map<String, Object> access() {
    Map<String, Object> ids = list(id(), Size.ANY);
    Map<String, Object> schema =
        object(
            "type",
            "object",
            "description",
            "with whom it is shared",
            "properties",
            object("anon", object("type", "boolean"), "users", ids, "groups", ids));
    if (level != Level.ONE || way == Way.READ) {
      schema.put("required", List.of("anon", "users", "groups"));
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  /** A lone text stands for a list of one at level 1. */
  private Map<String, Object> privileges() {
    Map<String, Object> names = list(object("type", "string"), Size.ANY);
    return object(
        "type",
        "object",
        "description",
        "names of privileges by module; * is all",
        "propertyNames",
        TextSchema.key(),
        "additionalProperties",
        level == Level.ONE ? object("anyOf", List.of(names, object("type", "string"))) : names);
  }

  private Map<String, Object> own(AttrType.Own<?, ?> type) {
    Map<String, Object> schema = of(type.of());
    schema.put("title", type.word());
    return schema;
  }
}
