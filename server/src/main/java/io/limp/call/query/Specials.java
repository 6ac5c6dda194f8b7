package io.limp.call.query;

import io.limp.api.AttrType;
import io.limp.api.Find;
import io.limp.api.GeoPoint;
import io.limp.api.Grouping;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.call.Codes;
import io.limp.call.Json;
import io.limp.call.LoadedModule;
import io.limp.data.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query says beside its conditions, at every level in the same words: {@code $search},
 * {@code $geo_near}, {@code $sort}, {@code $skip}, {@code $limit}, {@code $after}, {@code $group},
 * {@code $attrs}, {@code $extn}, {@code $soft}, {@code $diff}, {@code $ver} and those of {@link
 * PastSpecials}.
 */
final class Specials {
  static final int MOST_SORT_KEYS = 8;
  private static final int MOST_GROUPS = 8;
  private static final int MOST_BUCKETS = 1000;
  private static final int MOST_AGGREGATES = 50;

  /** To some databases every key is a table, and 64 of these are the most that they join. */
  private static final int MOST_GROUP_KEYS = 50;

  private static final int LONGEST_SEARCH = 1000;

  /** Those that choose a page of what is found. */
  private static final Set<String> PAGES = Set.of("$skip", "$limit", "$after");

  private static final Set<String> WORDS =
      Set.of(
          "$search",
          "$geo_near",
          "$sort",
          "$skip",
          "$limit",
          "$after",
          "$group",
          "$attrs",
          "$extn",
          "$soft",
          "$diff",
          "$ver",
          "$asOf",
          "$deleted",
          "$force");

  private final QueryPaths paths;

  Specials(QueryPaths paths) {
    this.paths = paths;
  }

  /**
   * What is asked for.
   *
   * @param all the specials by name
   * @param zeroIsAll {@code "$limit": 0} asks for all documents, as at level 1, not for none
   */
  Find find(
      LoadedModule module,
      MethodSpec method,
      Map<String, @Nullable Object> all,
      Query where,
      boolean zeroIsAll) {
    Query found = where;
    if (all.get("$search") != null) {
      found = found.and(search(module, all.get("$search")));
    }
    if (all.get("$geo_near") != null) {
      found = found.and(near(module, all.get("$geo_near")));
    }
    OptionalInt limit = count(module, all, "$limit");
    if (ReadQuery.isStrict(method)) {
      refuseWhatChangesMore(module, method, all, where, zeroIsAll);
    }
    PastSpecials past = new PastSpecials(module, method, all);
    Find find =
        new Find(
            found,
            sort(module, all),
            count(module, all, "$skip").orElse(0),
            zeroIsAll && limit.equals(OptionalInt.of(0)) ? OptionalInt.empty() : limit,
            Query.everything(),
            options(module, all, past.asked(found, zeroIsAll)));
    past.check(find);
    return page(module, find, all.get("$after"));
  }

  /** The page behind the one that a cursor ends; the first where it is empty or null. */
  private Find page(LoadedModule module, Find find, @Nullable Object given) {
    if (given == null || given.equals("")) {
      return find;
    }
    Cursor cursor = new Cursor(module, paths);
    if (!(given instanceof String after)) {
      throw cursor.refused(given);
    }
    // Without a $sort the page before may have had an order of the module's own.
    Find page = find.sort().isEmpty() ? find.sorted(cursor.order(after)) : find;
    return page.beyond(cursor.read(after, page));
  }

  /** A change is made to all that the conditions hold for: nothing else may seem to narrow it. */
  private static void refuseWhatChangesMore(
      LoadedModule module,
      MethodSpec method,
      Map<String, @Nullable Object> all,
      Query where,
      boolean zeroIsAll) {
    for (Map.Entry<String, @Nullable Object> special : all.entrySet()) {
      String word = special.getKey();
      if (word.startsWith("$") && !WORDS.contains(word)) {
        throw Codes.invalidQuery(
            module, "There is no %s in queries: nothing was changed.", PlainValues.shown(word));
      }
      if (PAGES.contains(word) && !leavesNoneOut(word, special.getValue(), where, zeroIsAll)) {
        throw Codes.invalidQuery(
            module, "%s is for read, not for %s: nothing was changed.", word, method.name());
      }
    }
  }

  /** Old clients say {@code "$limit": 1} of a document that they name, which changes nothing. */
  private static boolean leavesNoneOut(
      String word, @Nullable Object given, Query where, boolean zeroIsAll) {
    return switch (word) {
      case "$limit" -> given instanceof Long most && (most == 0 ? zeroIsAll : namesOne(where));
      case "$skip" -> Long.valueOf(0).equals(given);
      default -> "".equals(given);
    };
  }

  private static boolean namesOne(Query where) {
    return switch (where) {
      case Query.And and -> and.parts().stream().anyMatch(Specials::namesOne);
      case Query.Compare compare ->
          compare.op() == Query.Op.EQ && compare.path().equals(LimpModule.ID.name());
      case Query.In in -> in.values().size() <= 1 && in.path().equals(LimpModule.ID.name());
      default -> false;
    };
  }

  private Find.Options options(
      LoadedModule module, Map<String, @Nullable Object> all, Find.Past past) {
    return new Find.Options(
        Boolean.FALSE.equals(all.get("$extn"))
            ? Optional.of(List.of())
            : names(module, all, "$extn"),
        Boolean.TRUE.equals(all.get("$soft")) || Boolean.TRUE.equals(all.get("$force")),
        all.containsKey("$diff"),
        flag(module, all, "$ver"),
        names(module, all, "$attrs"),
        groups(module, all),
        all.containsKey("$after"),
        false,
        past);
  }

  private static boolean flag(
      LoadedModule module, Map<String, @Nullable Object> all, String special) {
    Object given = all.get(special);
    if (given != null && !(given instanceof Boolean)) {
      throw Codes.invalidQuery(
          module, "%s is true or false, not %s.", special, PlainValues.shown(given));
    }
    return Boolean.TRUE.equals(given);
  }

  private static OptionalInt count(
      LoadedModule module, Map<String, @Nullable Object> all, String special) {
    if (!all.containsKey(special)) {
      return OptionalInt.empty();
    }
    Object given = all.get(special);
    if (given instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return OptionalInt.of(number.intValue());
    }
    throw Codes.invalidQuery(
        module, "%s must be a whole number from 0 on, not %s.", special, PlainValues.shown(given));
  }

  private static Optional<List<String>> names(
      LoadedModule module, Map<String, @Nullable Object> all, String special) {
    Object given = all.get(special);
    if (given == null || given instanceof Boolean) {
      return Optional.empty();
    }
    if (given instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return Optional.of(list.stream().map(String.class::cast).toList());
    }
    throw Codes.invalidQuery(
        module, "%s must be a list of attributes, not %s.", special, PlainValues.shown(given));
  }

  private Query search(LoadedModule module, @Nullable Object given) {
    if (!(given instanceof String text)
        || text.length() > LONGEST_SEARCH
        || text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw Codes.invalidQuery(
          module,
          "$search takes words, %d characters at the most, not %s.",
          LONGEST_SEARCH,
          PlainValues.shown(given));
    }
    List<String> searched = QueryPaths.searched(module);
    if (searched.isEmpty()) {
      throw Codes.invalidQuery(module, "%s has no texts for $search.", module.name());
    }
    return new Query.Search(searched, text);
  }

  private Query near(LoadedModule module, @Nullable Object given) {
    if (given instanceof Map<?, ?> near
        && near.get("attr") instanceof String path
        && near.get("dist") instanceof Number meters
        && meters.doubleValue() >= 0
        && near.get("val") instanceof List<?> at
        && at.size() == 2
        && at.get(0) instanceof Number longitude
        && at.get(1) instanceof Number latitude
        && Math.abs(longitude.doubleValue()) <= 180
        && Math.abs(latitude.doubleValue()) <= 90) {
      if (paths.typeOf(module, path).filter(AttrType.Geo.class::isInstance).isEmpty()) {
        throw Codes.invalidQuery(module, "$geo_near: '%s' is no point of %s.", path, module.name());
      }
      GeoPoint center = new GeoPoint(longitude.doubleValue(), latitude.doubleValue());
      return new Query.Near(path, center, meters.doubleValue());
    }
    throw Codes.invalidQuery(
        module,
        "$geo_near takes {\"val\": [longitude, latitude], \"attr\": name, \"dist\": metres}, not"
            + " %s.",
        PlainValues.shown(given));
  }

  private List<Sort> sort(LoadedModule module, Map<String, @Nullable Object> all) {
    if (!all.containsKey("$sort")) {
      return List.of();
    }
    if (!(all.get("$sort") instanceof Map<?, ?> keys) || keys.size() > MOST_SORT_KEYS) {
      throw Codes.invalidQuery(
          module,
          "$sort must be an object of %d attributes at the most, not %s.",
          MOST_SORT_KEYS,
          PlainValues.shown(all.get("$sort")));
    }
    List<Sort> sort = new ArrayList<>();
    keys.forEach(
        (key, direction) -> {
          if (!(direction instanceof Long number) || Math.abs(number) != 1) {
            throw Codes.invalidQuery(
                module, "$sort.%s must be 1 or -1, not %s.", key, PlainValues.shown(direction));
          }
          String path = (String) key;
          if (paths.isOrdering(module, path)) {
            sort.add(new Sort(path, number < 0));
          }
        });
    return sort;
  }

  private List<Grouping> groups(LoadedModule module, Map<String, @Nullable Object> all) {
    Object given = all.get("$group");
    if (given == null) {
      return List.of();
    }
    if (!(given instanceof List<?> list) || list.size() > MOST_GROUPS) {
      throw Codes.invalidQuery(
          module,
          "$group takes a list of %d at the most, not %s.",
          MOST_GROUPS,
          PlainValues.shown(given));
    }
    return list.stream().map(one -> group(module, one)).toList();
  }

  private Grouping group(LoadedModule module, @Nullable Object given) {
    if (!(given instanceof Map<?, ?> group) || !(group.get("by") instanceof String by)) {
      throw Codes.invalidQuery(
          module, "$group takes objects such as {\"by\": name}, not %s.", PlainValues.shown(given));
    }
    requireAttr(module, by);
    if (by.chars().filter(c -> c == '.').count() >= MOST_GROUP_KEYS) {
      throw Codes.invalidQuery(
          module,
          "$group: what is counted by has %d keys at the most, not %s.",
          MOST_GROUP_KEYS,
          PlainValues.shown(by));
    }
    List<Grouping.Aggregate> aggregates = new ArrayList<>();
    for (Grouping.Fn fn : Grouping.Fn.values()) {
      String word = fn.word();
      if (group.get(word) != null) {
        names(module, Json.object(group), word)
            .orElse(List.of())
            .forEach(
                path -> {
                  requireAttr(module, path);
                  aggregates.add(new Grouping.Aggregate(fn, path));
                });
      }
    }
    if (aggregates.size() > MOST_AGGREGATES) {
      throw Codes.invalidQuery(
          module,
          "$group: %d sums, averages and the like are allowed, not %d.",
          MOST_AGGREGATES,
          aggregates.size());
    }
    OptionalInt buckets = count(module, Json.object(group), "count");
    if (buckets.isPresent()
        && (buckets.getAsInt() < 1 || buckets.getAsInt() > MOST_BUCKETS || !aggregates.isEmpty())) {
      throw Codes.invalidQuery(
          module,
          "$group: \"count\" is a number of buckets from 1 to %d, without sum, avg, min and max,"
              + " not %s.",
          MOST_BUCKETS,
          PlainValues.shown(given));
    }
    return new Grouping(by, buckets, aggregates);
  }

  private void requireAttr(LoadedModule module, String path) {
    if (paths.typeOf(module, path).isEmpty() || Join.of(module, path).isPresent()) {
      throw Codes.invalidQuery(module, "$group: '%s' is no attribute of %s.", path, module.name());
    }
  }
}
