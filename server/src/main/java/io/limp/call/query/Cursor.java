package io.limp.call.query;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.api.Value;
import io.limp.call.Codes;
import io.limp.call.Json;
import io.limp.call.LoadedModule;
import io.limp.data.PlainValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends, as text: the last document's sort keys and id. The next page is the documents
 * behind that place in the order, whatever was created or deleted meanwhile; a skip would miss some
 * or show some twice.
 *
 * <p>The text is base64url of a JSON object: the order as {@code "num,-title"}, the values in it,
 * the id.
 */
public final class Cursor {
  private static final String ID = LimpModule.ID.name();
  private static final String ORDER = "order";
  private static final String VALUES = "values";

  private final LoadedModule module;
  private final QueryPaths paths;

  Cursor(LoadedModule module, QueryPaths paths) {
    this.module = module;
    this.paths = paths;
  }

  /** The place behind the document in that order; empty where the order is not one of values. */
  public static Optional<String> behind(Doc last, Find find) {
    if (!isByValues(find)) {
      return Optional.empty();
    }
    List<@Nullable Object> values = new ArrayList<>();
    find.sort().forEach(key -> values.add(at(last, key.path())));
    Map<String, @Nullable Object> place = new LinkedHashMap<>();
    place.put(ORDER, order(find.sort()));
    place.put(VALUES, values);
    place.put(ID, last.id());
    String json = Json.write(place, Json::secondsSinceEpoch);
    return Optional.of(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isByValues(Find find) {
    return !find.sort().isEmpty() || !find.where().isRanked();
  }

  private static @Nullable Object at(Doc doc, String path) {
    Object value = doc.values();
    for (String key : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> object ? object.get(key) : null;
    }
    return switch (value) {
      case null -> null;
      case Id id -> id.toString();
      case Instant moment -> moment.toEpochMilli();
      default -> value;
    };
  }

  /** The order that a place is in, as far as it is one that clients may ask for. */
  Sort[] order(String text) {
    if (!(place(text).get(ORDER) instanceof String order)) {
      throw refused(text);
    }
    return Stream.of(order.split(",", -1))
        .map(word -> new Sort(word.replaceFirst("^-", ""), word.startsWith("-")))
        .filter(key -> paths.isOrdering(module, key.path()))
        .limit(Specials.MOST_SORT_KEYS)
        .toArray(Sort[]::new);
  }

  /** What lies behind a place in the order of the find. */
  Query read(String text, Find find) {
    if (!isByValues(find)) {
      throw Codes.invalidQuery(module, "$after needs a $sort beside $search or $geo_near.");
    }
    Map<?, ?> place = place(text);
    List<Sort> keys = find.sort();
    if (!order(keys).equals(place.get(ORDER))
        || !(place.get(VALUES) instanceof List<?> values)
        || values.size() != keys.size()
        || !(place.get(ID) instanceof String hex)
        || Id.find(hex).isEmpty()) {
      throw refused(text);
    }
    Query behind = behindId(Id.find(hex).get(), keys);
    for (int i = keys.size() - 1; i >= 0; i--) {
      Sort key = keys.get(i);
      if (!key.path().equals(ID)) {
        behind = behind(key, values.get(i), behind);
      }
    }
    return behind;
  }

  private Map<?, ?> place(String text) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text);
      if (Json.read(new String(json, StandardCharsets.UTF_8)) instanceof Map<?, ?> place) {
        return place;
      }
    } catch (IllegalArgumentException | Json.NotJson e) {
      // Not of our making: refused below.
    }
    throw refused(text);
  }

  RuntimeException refused(Object given) {
    return Codes.invalidQuery(
        module,
        "$after is no place in this order; pass on the \"after\" of an answer, not %s.",
        PlainValues.shown(given));
  }

  private static String order(List<Sort> keys) {
    List<String> words = new ArrayList<>();
    keys.forEach(key -> words.add((key.descending() ? "-" : "") + key.path()));
    return String.join(",", words);
  }

  /** Ties stand newest first. */
  private static Query behindId(Id id, List<Sort> keys) {
    boolean ascending =
        keys.stream()
            .filter(key -> key.path().equals(ID))
            .findFirst()
            .map(key -> !key.descending())
            .orElse(false);
    return new Query.Compare(ID, ascending ? Query.Op.GT : Query.Op.LT, new Value.Constant<>(id));
  }

  /** Behind that value of a key, or level with it and behind in the keys that follow. */
  private Query behind(Sort key, @Nullable Object json, Query further) {
    String path = key.path();
    AttrType<?> type = paths.typeOf(module, path).orElseThrow();
    Object value = value(type, json, path);
    Query level = compare(path, Query.Op.EQ, value);
    List<Query> behind = new ArrayList<>();
    behind.add(level.and(further));
    if (value == null && !key.descending()) {
      behind.add(compare(path, Query.Op.NE, null)); // nulls come first
    } else if (value instanceof Boolean flag) {
      if (flag == key.descending()) {
        behind.add(compare(path, Query.Op.EQ, !flag));
      }
    } else if (value != null) {
      behind.add(compare(path, key.descending() ? Query.Op.LT : Query.Op.GT, value));
    }
    if (value != null && key.descending()) {
      behind.add(compare(path, Query.Op.EQ, null));
    }
    return new Query.Or(behind);
  }

  private static Query compare(String path, Query.Op op, @Nullable Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }

  /** The value as documents hold it; only types whose values have one order can be paged by. */
  private @Nullable Object value(AttrType<?> type, @Nullable Object json, String path) {
    boolean fits =
        switch (type) {
          case AttrType.Str _,
              AttrType.Literal _,
              AttrType.Email _,
              AttrType.Phone _,
              AttrType.Web _,
              AttrType.Url _,
              AttrType.Ip _,
              AttrType.Language _,
              AttrType.Date _,
              AttrType.Time _,
              AttrType.IdType _ ->
              json == null || json instanceof String;
          case AttrType.Int _, AttrType.Decimal _, AttrType.Datetime _ ->
              json == null || json instanceof Number;
          case AttrType.Bool _ -> json == null || json instanceof Boolean;
          default ->
              throw Codes.invalidQuery(
                  module, "$after: '%s' has values of several kinds to sort by.", path);
        };
    if (!fits) {
      throw refused(PlainValues.shown(json));
    }
    return switch (json) {
      case Number millis when type instanceof AttrType.Datetime ->
          Instant.ofEpochMilli(millis.longValue());
      case String hex when type instanceof AttrType.IdType -> Id.find(hex).orElse(null);
      case null -> null;
      default -> json;
    };
  }
}
