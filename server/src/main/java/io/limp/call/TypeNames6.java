package io.limp.call;

import io.limp.api.AttrType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What level 6 calls the types of attributes, and those of what clients send. */
final class TypeNames6 {
  private TypeNames6() {}

  static String of(AttrType<?> type) {
    return switch (type) {
      case AttrType.IdType _ -> "ID";
      case AttrType.Web _, AttrType.Url _ -> "URI_WEB";
      case AttrType.Locale _,
          AttrType.Dict _,
          AttrType.DictOf<?> _,
          AttrType.Typed _,
          AttrType.PrivilegesType _ ->
          "DICT";
      case AttrType.SecretType _ -> "STR";
      default -> type.word().toUpperCase(Locale.ROOT);
    };
  }

  /** The original was written in Python, and said so. */
  static String of(@Nullable Object given) {
    String name =
        switch (given) {
          case null -> "NoneType";
          case Boolean _ -> "bool";
          case Long _ -> "int";
          case Double _ -> "float";
          case List<?> _ -> "list";
          case Map<?, ?> _ -> "dict";
          default -> "str";
        };
    return "<class '" + name + "'>";
  }
}
