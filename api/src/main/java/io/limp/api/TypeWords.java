package io.limp.api;

/** What the types of attributes are called in messages and in the generated reference. */
final class TypeWords {
  private TypeWords() {}

  static String of(AttrType<?> type) {
    return switch (type) {
      case AttrType.Any _ -> "any";
      case AttrType.IdType _ -> "id";
      case AttrType.Str _ -> "str";
      case AttrType.Int _ -> "int";
      case AttrType.Decimal _ -> "float";
      case AttrType.Bool _ -> "bool";
      case AttrType.Literal _ -> "literal";
      case AttrType.Email _ -> "email";
      case AttrType.Phone _ -> "phone";
      case AttrType.Web _, AttrType.Url _ -> "uri:web";
      case AttrType.Ip _ -> "ip";
      case AttrType.Language _ -> "locales";
      case AttrType.Date _ -> "date";
      case AttrType.Time _ -> "time";
      case AttrType.Datetime _ -> "datetime";
      case AttrType.Locale _ -> "locale";
      case AttrType.ListOf<?> _ -> "list";
      case AttrType.Dict _ -> "attrs";
      case AttrType.DictOf<?> _, AttrType.Typed _ -> "dict";
      case AttrType.Union _ -> "union";
      case AttrType.Geo _ -> "geo";
      case AttrType.File _ -> "file";
      case AttrType.AccessType _ -> "access";
      case AttrType.PrivilegesType _ -> "privileges";
      case AttrType.SecretType _ -> "secret";
      case AttrType.Counter _ -> "counter";
      case AttrType.Own<?, ?> own -> own.word();
    };
  }
}
