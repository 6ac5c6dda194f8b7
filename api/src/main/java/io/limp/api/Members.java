package io.limp.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which types may stand inside others. */
final class Members {
  private Members() {}

  /** True for files, and for what has some inside. */
  static boolean holdFiles(AttrType<?> type) {
    return switch (type) {
      case AttrType.File _ -> true;
      case AttrType.ListOf<?> list -> holdFiles(list.of());
      case AttrType.Typed typed -> typed.attrs().stream().anyMatch(attr -> holdFiles(attr.type()));
      default -> false;
    };
  }

  /** True for secrets, and for what has some inside. */
  static boolean holdSecrets(AttrType<?> type) {
    return type instanceof AttrType.SecretType
        || (type instanceof AttrType.ListOf<?> list && holdSecrets(list.of()));
  }

  /** True when JSON alone tells the value, so that it is read back as what it was. */
  static boolean areOfJson(AttrType<?> type) {
    return switch (type) {
      case AttrType.Str _,
          AttrType.Int _,
          AttrType.Decimal _,
          AttrType.Bool _,
          AttrType.Literal _,
          AttrType.Email _,
          AttrType.Phone _,
          AttrType.Web _,
          AttrType.Url _,
          AttrType.Ip _,
          AttrType.Language _,
          AttrType.Locale _,
          AttrType.Geo _,
          AttrType.Date _,
          AttrType.Time _,
          AttrType.Union _ ->
          true;
      case AttrType.ListOf<?> list -> areOfJson(list.of());
      case AttrType.DictOf<?> dict -> areOfJson(dict.of());
      case AttrType.Typed typed -> typed.attrs().stream().allMatch(a -> areOfJson(a.type()));
      case AttrType.Own<?, ?> own -> areOfJson(own.of());
      default -> false;
    };
  }

  /**
   * Refuses what no object of named attributes can have: what the server gives, what it hides.
   *
   * @throws IllegalArgumentException with the name
   */
  static void check(List<Attr<?>> attrs) {
    Set<String> names = new HashSet<>();
    for (Attr<?> attr : attrs) {
      if (!names.add(attr.name())) {
        throw new IllegalArgumentException("Two attributes of a dict are called " + attr.name());
      }
      if (attr.source() != Attr.Source.DOC
          || attr.isHidden()
          || attr.isWriteOnce()
          || holdSecrets(attr.type())) {
        throw new IllegalArgumentException(
            attr.name()
                + " cannot stand in a dict: what the server sets, hides or protects are attributes"
                + " of documents");
      }
    }
  }
}
