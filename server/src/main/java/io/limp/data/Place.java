package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.LimpModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the schema knows of the values that a path leads to.
 *
 * @param keys the path
 * @param kind the kind of the values, or of the members where they are lists; empty: any
 * @param list the value may be a list, whose members count
 * @param open the path leads through values of unknown shape, where lists of objects may stand
 * @param locales the value is a text in several languages
 */
public record Place(
    List<String> keys, Optional<Kind> kind, boolean list, boolean open, boolean locales) {
  /**
   * A path of more keys through values of unknown shape enters no lists: to some databases every
   * further key doubles the question.
   */
  public static final int DEEPEST_FAN_OUT = 4;

  public Place {
    keys = List.copyOf(keys);
  }

  /**
   * What the attributes' types tell of a path.
   *
   * @throws IllegalArgumentException when it is no path into a document
   */
  public static Place of(String path, Map<String, AttrType<?>> types) {
    List<String> keys = keys(path);
    if (path.equals(LimpModule.ID.name())) {
      return scalar(keys, Kind.ID);
    }
    AttrType<?> type = types.get(keys.getFirst());
    return type == null ? anything(keys) : in(type, keys, 1);
  }

  /**
   * The keys of a path.
   *
   * @throws IllegalArgumentException when a key is empty or holds what no database could quote
   */
  public static List<String> keys(String path) {
    List<String> keys = new ArrayList<>();
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      keys.add(checked(path.substring(start, dot), path));
      start = dot + 1;
    }
    keys.add(checked(path.substring(start), path));
    return keys;
  }

  private static String checked(String key, String path) {
    boolean quotable = key.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && c != 0x7f);
    if (key.isEmpty() || !quotable) {
      throw new IllegalArgumentException("Not a path into a document: " + path);
    }
    return key;
  }

  private static Place anything(List<String> keys) {
    return new Place(keys, Optional.empty(), true, keys.size() > 1, false);
  }

  private static Place scalar(List<String> keys, Kind kind) {
    return new Place(keys, Optional.of(kind), false, false, false);
  }

  private static Place in(AttrType<?> type, List<String> keys, int depth) {
    boolean here = depth == keys.size();
    return switch (type) {
      case AttrType.Str _,
          AttrType.Literal _,
          AttrType.Email _,
          AttrType.Phone _,
          AttrType.Web _,
          AttrType.Url _,
          AttrType.Ip _,
          AttrType.Language _,
          AttrType.Date _,
          AttrType.Time _
          when here ->
          scalar(keys, Kind.TEXT);
      case AttrType.Int _, AttrType.Decimal _, AttrType.Datetime _ when here ->
          scalar(keys, Kind.NUMBER);
      case AttrType.Bool _ when here -> scalar(keys, Kind.BOOL);
      case AttrType.IdType _ when here -> scalar(keys, Kind.ID);
      case AttrType.SecretType _ when here -> scalar(keys, Kind.SECRET);
      case AttrType.Locale _ when here ->
          new Place(keys, Optional.of(Kind.TREE), false, false, true);
      case AttrType.Locale _ when depth + 1 == keys.size() -> scalar(keys, Kind.TEXT);
      case AttrType.ListOf<?> list when here -> members(in(list.of(), keys, depth));
      case AttrType.AccessType _ when depth + 1 == keys.size() -> access(keys);
      case AttrType<?> _ -> anything(keys);
    };
  }

  private static Place members(Place member) {
    return new Place(member.keys, member.kind, true, false, member.locales);
  }

  private static Place access(List<String> keys) {
    return switch (keys.getLast()) {
      case "anon" -> scalar(keys, Kind.BOOL);
      case "users", "groups" -> members(scalar(keys, Kind.ID));
      default -> anything(keys);
    };
  }

  /** True when a value of that kind can be found here at all. */
  public boolean takes(Kind value) {
    if (kind.isEmpty()) {
      return value != Kind.SECRET;
    }
    // A list of texts equals a stored list of secrets, to those who see its JSON.
    return value == kind.get() || (list && value == Kind.TREE && kind.get() != Kind.SECRET);
  }

  /** True when the value is one of a known kind, so that an index on it serves. */
  public boolean isScalar() {
    return !list && kind.isPresent() && kind.get() != Kind.TREE;
  }
}
