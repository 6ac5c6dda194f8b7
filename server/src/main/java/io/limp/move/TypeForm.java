package io.limp.move;

import io.limp.api.AttrType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's type as a plain value, and back: a word such as {@code "id"}, or an object with
 * one member for types that have parts.
 *
 * <pre>
 * {"list": "id"}   {"dict": "int"}   {"union": ["int", "str"]}   {"literal": ["a", "b"]}   {"file": ["image/*"]}
 * </pre>
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
      case AttrType.Str _ -> "str";
      case AttrType.Int _ -> "int";
      case AttrType.Decimal _ -> "float";
      case AttrType.Bool _ -> "bool";
      case AttrType.Literal(var values) -> Map.of("literal", values);
      case AttrType.Email _ -> "email";
      case AttrType.Phone _ -> "phone";
      case AttrType.Web _ -> "web";
      case AttrType.Url _ -> "url";
      case AttrType.Ip _ -> "ip";
      case AttrType.Language _ -> "language";
      case AttrType.Date _ -> "date";
      case AttrType.Time _ -> "time";
      case AttrType.Datetime _ -> "datetime";
      case AttrType.Locale _ -> "locale";
      case AttrType.ListOf<?> list -> Map.of("list", of(list.of()));
      case AttrType.Dict _ -> "object";
      case AttrType.DictOf<?> dict -> Map.of("dict", of(dict.of()));
      case AttrType.Union union -> Map.of("union", union.of().stream().map(TypeForm::of).toList());
      case AttrType.Geo _ -> "geo";
      case AttrType.File file -> Map.of("file", file.mediaTypes());
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
    if (form instanceof Map<?, ?> parts && parts.size() == 1) {
      Map.Entry<?, ?> part = parts.entrySet().iterator().next();
      Object inner = part.getValue();
      switch (String.valueOf(part.getKey())) {
        case "list" -> {
          return new AttrType.ListOf<>(read(inner));
        }
        case "dict" -> {
          return new AttrType.DictOf<>(read(inner));
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

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> members
        ? members.stream().map(String::valueOf).toList()
        : List.of();
  }
}
