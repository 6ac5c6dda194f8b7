package io.limp.call;

import io.limp.api.AttrType;

/**
 * Where there is nothing but text, in a path or in a form, to what JSON would have given: {@code
 * true} and {@code false} where a boolean is wanted, JSON where a list or an object is. A text that
 * is none of these stays one, for whoever converts it to refuse.
 */
final class GivenAsText {
  private GivenAsText() {}

  static Object value(AttrType<?> type, String text) {
    return switch (type) {
      case AttrType.Bool _ -> bool(text);
      case AttrType.ListOf<?> _,
          AttrType.Dict _,
          AttrType.DictOf<?> _,
          AttrType.Typed _,
          AttrType.Geo _,
          AttrType.Locale _,
          AttrType.AccessType _,
          AttrType.PrivilegesType _ ->
          json(text);
      case AttrType.Own<?, ?> own -> value(own.of(), text);
      default -> text;
    };
  }

  private static Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  private static Object json(String text) {
    try {
      Object read = Json.read(text);
      return read == null ? text : read;
    } catch (Json.NotJson e) {
      return text;
    }
  }
}
