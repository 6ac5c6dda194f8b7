package io.limp.call;

import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Secret;
import io.limp.data.TypeRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a plain value, such as one that is stored, is one of a type. Nothing is one of every
 * type.
 */
public final class FitsType {
  private FitsType() {}

  /**
   * True when it is.
   *
   * @param before the type that the value was stored by, where it is known
   */
  public static boolean fits(
      AttrType<?> type, @Nullable AttrType<?> before, @Nullable Object plain) {
    if (type instanceof AttrType.Literal(var values)
        && before instanceof AttrType.Literal(var earlier)) {
      // Old clients may store other words anyway (docs/decisions/0004): what was never one of the
      // values is none that was taken away.
      return !(plain instanceof String text) || values.contains(text) || !earlier.contains(text);
    }
    return plain == null || present(type, plain);
  }

  private static boolean present(AttrType<?> type, Object plain) {
    return isOne(type, plain) && TypeRules.broken(type, plain).isEmpty();
  }

  /** The same, whatever the type's rules say of the value itself. */
  static boolean isOne(AttrType<?> type, Object plain) {
    return switch (type) {
      case AttrType.Any _ -> true;
      case AttrType.IdType _ -> plain instanceof Id;
      case AttrType.Str _, AttrType.Counter _ -> plain instanceof String;
      case AttrType.Int _ ->
          plain instanceof Long || (plain instanceof Double number && number == Math.rint(number));
      case AttrType.Decimal _ ->
          plain instanceof Number number && Double.isFinite(number.doubleValue());
      case AttrType.Bool _ -> plain instanceof Boolean;
      case AttrType.Datetime _ -> plain instanceof Instant;
      case AttrType.SecretType _ -> plain instanceof Secret;
      case AttrType.Literal(var values) -> plain instanceof String text && values.contains(text);
      case AttrType.Email _,
          AttrType.Phone _,
          AttrType.Web _,
          AttrType.Url _,
          AttrType.Ip _,
          AttrType.Language _,
          AttrType.Date _,
          AttrType.Time _ ->
          plain instanceof String text && TextForms.fits(type, text);
      case AttrType.Locale _ -> isMapOf(plain, new AttrType.Str());
      case AttrType.ListOf<?> list ->
          plain instanceof List<?> members
              && members.stream().allMatch(member -> fits(list.of(), null, member));
      case AttrType.Dict _ -> plain instanceof Map<?, ?> || plain instanceof List<?>;
      case AttrType.DictOf<?> dict ->
          isMapOf(plain, dict.of())
              && ((Map<?, ?>) plain)
                  .keySet().stream().allMatch(key -> fits(dict.rule().keys(), null, key));
      case AttrType.Typed typed ->
          plain instanceof Map<?, ?> map
              && typed.attrs().stream()
                  .allMatch(attr -> fits(attr.type(), null, map.get(attr.name())));
      case AttrType.Own<?, ?> own -> fits(own.of(), null, plain);
      case AttrType.Union union ->
          union.of().stream().anyMatch(member -> fits(member, null, plain));
      case AttrType.Geo _ ->
          plain instanceof Map<?, ?> point
              && "Point".equals(point.get("type"))
              && point.get("coordinates") instanceof List<?> at
              && at.size() == 2
              && at.stream().allMatch(Number.class::isInstance);
      case AttrType.File _ ->
          plain instanceof Map<?, ?> file
              && file.get("name") instanceof String
              && file.get("hash") instanceof String;
      case AttrType.AccessType _ ->
          plain instanceof Map<?, ?> access
              && isListOfIds(access.get("users"))
              && isListOfIds(access.get("groups"));
      case AttrType.PrivilegesType _ -> plain instanceof Map<?, ?>;
    };
  }

  private static boolean isMapOf(Object plain, AttrType<?> type) {
    return plain instanceof Map<?, ?> map
        && map.values().stream().allMatch(member -> fits(type, null, member));
  }

  private static boolean isListOfIds(@Nullable Object plain) {
    return plain == null
        || (plain instanceof List<?> ids && ids.stream().allMatch(Id.class::isInstance));
  }
}
