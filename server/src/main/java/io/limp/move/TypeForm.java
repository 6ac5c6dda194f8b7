package io.limp.move;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Limp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's type as a plain value, and back: a word such as {@code "id"}, or an object whose
 * first member is the word for types that have parts or rules.
 *
 * <pre>
 * {"list": "id"}   {"dict": "int"}   {"union": ["int", "str"]}   {"literal": ["a", "b"]}   {"file": ["image/*"]}
 * {"int": {"from": 1, "to": 5}}   {"list": "str", "size": [1, 10]}   {"typed": [{"name": "city", "type": "str", "optional": false}]}
 * </pre>
 *
 * A package's own type is told as what it is built on, for nobody can compare its check with that
 * of another day.
 */
public final class TypeForm {
  private static final Map<String, AttrType<?>> WORDS = new LinkedHashMap<>();

  static {
    for (AttrType<?> type :
        List.<AttrType<?>>of(
            new AttrType.Any(),
            new AttrType.IdType(),
            new AttrType.Str(),
            new AttrType.Int(),
            new AttrType.Decimal(),
            new AttrType.Bool(),
            new AttrType.Email(),
            new AttrType.Phone(),
            new AttrType.Web(),
            new AttrType.Url(),
            new AttrType.Ip(),
            new AttrType.Ip(AttrType.Ip.Version.FOUR),
            new AttrType.Ip(AttrType.Ip.Version.SIX),
            new AttrType.Language(),
            new AttrType.Date(),
            new AttrType.Time(),
            new AttrType.Datetime(),
            new AttrType.Locale(),
            new AttrType.Dict(),
            new AttrType.Geo(),
            new AttrType.AccessType(),
            new AttrType.PrivilegesType(),
            new AttrType.SecretType())) {
      WORDS.put((String) of(type), type);
    }
  }

  private TypeForm() {}

  /** The type as a plain value. */
  public static Object of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Any _ -> "any";
      case AttrType.IdType _ -> "id";
      case AttrType.Str(var rule) -> RuleForms.worded("str", RuleForms.of(rule));
      case AttrType.Int(var rule) -> RuleForms.worded("int", RuleForms.of(rule));
      case AttrType.Decimal(var rule) -> RuleForms.worded("float", RuleForms.of(rule));
      case AttrType.Bool _ -> "bool";
      case AttrType.Literal(var values) -> Map.of("literal", values);
      case AttrType.Email _ -> "email";
      case AttrType.Phone(var codes) ->
          codes.isEmpty() ? "phone" : Map.of("phone", codes.stream().map(Long::valueOf).toList());
      case AttrType.Web _ -> "web";
      case AttrType.Url _ -> "url";
      case AttrType.Ip(var version) ->
          switch (version) {
            case ANY -> "ip";
            case FOUR -> "ipv4";
            case SIX -> "ipv6";
          };
      case AttrType.Language _ -> "language";
      case AttrType.Date(var range) -> RuleForms.worded("date", RuleForms.of(range));
      case AttrType.Time(var range) -> RuleForms.worded("time", RuleForms.of(range));
      case AttrType.Datetime(var range) -> RuleForms.worded("datetime", RuleForms.of(range));
      case AttrType.Locale _ -> "locale";
      case AttrType.ListOf<?> list ->
          RuleForms.with("list", of(list.of()), RuleForms.of(list.size()));
      case AttrType.Dict _ -> "object";
      case AttrType.DictOf<?> dict ->
          RuleForms.with("dict", of(dict.of()), RuleForms.of(dict.rule()));
      case AttrType.Typed typed ->
          Map.of("typed", typed.attrs().stream().<Object>map(TypeForm::named).toList());
      case AttrType.Union union -> Map.of("union", union.of().stream().map(TypeForm::of).toList());
      case AttrType.Geo _ -> "geo";
      case AttrType.File file -> Map.of("file", file.mediaTypes());
      case AttrType.Counter _ -> "str";
      case AttrType.Own<?, ?> own -> of(own.of());
      case AttrType.AccessType _ -> "access";
      case AttrType.PrivilegesType _ -> "privileges";
      case AttrType.SecretType _ -> "secret";
    };
  }

  /**
   * The type of a plain value.
   *
   * @throws CannotMove when this program does not know it
   */
  public static AttrType<?> read(@Nullable Object form) {
    if (form instanceof String word && WORDS.containsKey(word)) {
      return WORDS.get(word);
    }
    if (form instanceof Map<?, ?> parts && !parts.isEmpty()) {
      Map.Entry<?, ?> part = parts.entrySet().iterator().next();
      Object inner = part.getValue();
      switch (String.valueOf(part.getKey())) {
        case "str" -> {
          return new AttrType.Str(RuleForms.text(inner));
        }
        case "int" -> {
          return new AttrType.Int(RuleForms.number(inner));
        }
        case "float" -> {
          return new AttrType.Decimal(RuleForms.number(inner));
        }
        case "date" -> {
          return new AttrType.Date(RuleForms.range(inner, LocalDate::parse));
        }
        case "time" -> {
          return new AttrType.Time(RuleForms.range(inner, LocalTime::parse));
        }
        case "datetime" -> {
          return new AttrType.Datetime(RuleForms.range(inner, Instant::parse));
        }
        case "phone" -> {
          return new AttrType.Phone(texts(inner).stream().map(Integer::valueOf).toList());
        }
        case "list" -> {
          return new AttrType.ListOf<>(read(inner), RuleForms.size(parts.get("size")));
        }
        case "dict" -> {
          return new AttrType.DictOf<>(read(inner), RuleForms.dict(parts));
        }
        case "typed" -> {
          if (inner instanceof List<?> attrs) {
            return new AttrType.Typed(attrs.stream().<Attr<?>>map(TypeForm::attr).toList());
          }
        }
        case "literal" -> {
          return new AttrType.Literal(texts(inner));
        }
        case "file" -> {
          return new AttrType.File(texts(inner));
        }
        case "union" -> {
          if (inner instanceof List<?> members) {
            return new AttrType.Union(members.stream().<AttrType<?>>map(TypeForm::read).toList());
          }
        }
        default -> {
          // Told below.
        }
      }
    }
    throw new CannotMove(
        "A stored schema has the type "
            + form
            + ", which this limpd does not know: use a newer one");
  }

  private static Object named(Attr<?> attr) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", attr.name());
    named.put("type", of(attr.type()));
    named.put("optional", attr.isOptional());
    return named;
  }

  private static Attr<?> attr(@Nullable Object form) {
    if (form instanceof Map<?, ?> named && named.get("name") instanceof String name) {
      Attr<?> attr = Limp.attr(name, read(named.get("type")));
      return Boolean.TRUE.equals(named.get("optional")) ? attr.optional() : attr;
    }
    throw new CannotMove("A stored schema has an attribute without a name: " + form);
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> members
        ? members.stream().map(String::valueOf).toList()
        : List.of();
  }
}
