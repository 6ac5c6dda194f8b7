package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.LimpModule;
import java.util.List;
import java.util.Map;

/** Of what type the values at a path are. */
public final class ValueType {
  private static final AttrType<?> OPEN = new AttrType.Any();

  private ValueType() {}

  /**
   * The type of the values at a path, or of their members where they are lists; {@code any} where
   * the schema leaves it open.
   *
   * @throws IllegalArgumentException when it is no path into a document
   */
  public static AttrType<?> at(String path, Map<String, AttrType<?>> types) {
    if (path.equals(LimpModule.ID.name())) {
      return new AttrType.IdType();
    }
    List<String> keys = Place.keys(path);
    AttrType<?> type = member(types.getOrDefault(keys.getFirst(), OPEN));
    for (String key : keys.subList(1, keys.size())) {
      type = member(within(type, key));
    }
    return type;
  }

  private static AttrType<?> member(AttrType<?> type) {
    AttrType<?> member = type.stored();
    while (member instanceof AttrType.ListOf<?> list) {
      member = list.of();
    }
    return member;
  }

  private static AttrType<?> within(AttrType<?> type, String key) {
    return switch (type) {
      case AttrType.DictOf<?> dict -> dict.of();
      case AttrType.Typed typed when typed.attr(key).isPresent() -> typed.attr(key).get().type();
      case AttrType.AccessType _ when key.equals("users") || key.equals("groups") ->
          new AttrType.IdType();
      case AttrType.Locale _ -> new AttrType.Str();
      case AttrType<?> _ -> OPEN;
    };
  }
}
