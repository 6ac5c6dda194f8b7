package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Expand;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Level 1's query, {@code {"attr": {"val": v, "oper": "$gt"}, "__OR:attr": {...}, "$limit": 2}}, to
 * the query tree.
 *
 * <p>A read ignores attributes that the module does not have, as its clients expect; where
 * documents are changed such a query is refused, since what is ignored would widen it. Values are
 * compared as they are. Secrets cannot be asked for.
 */
final class ReadQuery1 {
  private static final String OR = "__OR:";
  private static final Set<String> COMPARISONS = Set.of("$gt", "$lt", "$not", "$bet");
  private static final List<String> NOT_SERVED = List.of("$group", "$search", "$geo_near");

  private final ModuleTable modules;
  private final List<String> locales;

  ReadQuery1(ModuleTable modules, List<String> locales) {
    this.modules = modules;
    this.locales = locales;
  }

  /**
   * What a query asks for.
   *
   * @param find the tree
   * @param args the values that it gives for the method's query arguments, by name; an id that is
   *     none stays the text it was
   */
  record Asked(Find find, Doc args) {}

  Asked read(LoadedModule module, MethodSpec method, Map<String, @Nullable Object> query) {
    boolean strict =
        method.kind() == MethodSpec.Kind.UPDATE || method.kind() == MethodSpec.Kind.DELETE;
    List<Query> all = new ArrayList<>();
    List<Query> any = new ArrayList<>();
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    ConvertValue values = new ConvertValue(module, locales);
    for (Map.Entry<String, @Nullable Object> entry : query.entrySet()) {
      String key = entry.getKey();
      if (key.startsWith("$")) {
        continue;
      }
      String path = key.startsWith(OR) ? key.substring(OR.length()) : key;
      if (!(entry.getValue() instanceof Map<?, ?> term) || !term.containsKey("val")) {
        refuseWhereStrict(strict, module, path, "has no \"val\"");
        continue;
      }
      Optional<Attr<?>> arg = method.queryNeeds().named(path);
      Optional<AttrType<?>> type = arg.<AttrType<?>>map(Attr::type).or(() -> typeOf(module, path));
      if (type.isEmpty()) {
        refuseWhereStrict(strict, module, path, "is no attribute of " + module.name());
        continue;
      }
      if (arg.isPresent() && !isEquality(term)) {
        refuseWhereStrict(strict, module, path, "must be equal to a value");
      }
      boolean isAttr = typeOf(module, path).isPresent();
      if (arg.isPresent()) {
        Object sole = soleValue(term.get("val"));
        args.put(path, isAttr ? value(type.get(), sole) : values.convert(path, type.get(), sole));
      }
      if (isAttr) {
        (key.startsWith(OR) ? any : all).add(condition(module, path, type.get(), term));
      }
    }
    if (!any.isEmpty()) {
      all.add(new Query.Or(any));
    }
    Query where = all.size() == 1 ? all.getFirst() : new Query.And(all);
    return new Asked(specials(module, query, where), new Doc(args));
  }

  private static void refuseWhereStrict(
      boolean strict, LoadedModule module, String path, String why) {
    if (strict) {
      throw Codes.invalidQuery(module, "'%s' in the query %s: nothing was changed.", path, why);
    }
  }

  /** True unless the term asks for more than what it names, as {@code $not} does. */
  private static boolean isEquality(Map<?, ?> term) {
    return !Boolean.FALSE.equals(term.get("strict"))
        && !(term.get("oper") instanceof String oper && COMPARISONS.contains(oper));
  }

  /**
   * A list of one stands for its member, so that {@code {"_id": {"val": [id]}}} is an argument too.
   */
  private static @Nullable Object soleValue(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.size() == 1 ? list.getFirst() : null;
    }
    return value;
  }

  private Find specials(LoadedModule module, Map<String, @Nullable Object> query, Query where) {
    for (String special : NOT_SERVED) {
      if (query.containsKey(special)) {
        throw Codes.invalidQuery(module, "%s is not served yet.", special);
      }
    }
    int limit = count(module, query, "$limit");
    return new Find(
        where,
        sort(module, query),
        count(module, query, "$skip"),
        limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit),
        new Find.Options(
            Boolean.FALSE.equals(query.get("$extn")) ? Optional.of(List.of()) : Optional.empty(),
            Boolean.TRUE.equals(query.get("$soft")),
            query.containsKey("$diff"),
            false,
            Optional.empty(),
            List.of()));
  }

  private static int count(
      LoadedModule module, Map<String, @Nullable Object> query, String special) {
    Object given = query.get(special);
    if (given == null && !query.containsKey(special)) {
      return 0;
    }
    if (given instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw Codes.invalidQuery(
        module, "%s must be a whole number from 0 on, not %s.", special, shown(given));
  }

  private List<Sort> sort(LoadedModule module, Map<String, @Nullable Object> query) {
    if (!query.containsKey("$sort")) {
      return List.of();
    }
    if (!(query.get("$sort") instanceof Map<?, ?> keys)) {
      throw Codes.invalidQuery(
          module, "$sort must be an object, not %s.", shown(query.get("$sort")));
    }
    List<Sort> sort = new ArrayList<>();
    keys.forEach(
        (key, direction) -> {
          if (!(direction instanceof Long number) || Math.abs(number) != 1) {
            throw Codes.invalidQuery(
                module, "$sort.%s must be 1 or -1, not %s.", key, shown(direction));
          }
          String path = (String) key;
          if (typeOf(module, path).isPresent() && BindQuery.Join.of(module, path).isEmpty()) {
            sort.add(new Sort(path, number < 0));
          }
        });
    return sort;
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  private Query condition(LoadedModule module, String path, AttrType<?> type, Map<?, ?> term) {
    if (type instanceof AttrType.Locale) {
      // Any language: each on its own, joined as the operator wants it.
      boolean not = "$not".equals(term.get("oper"));
      List<Query> each = new ArrayList<>();
      for (String locale : locales) {
        each.add(plainCondition(module, path + "." + locale, new AttrType.Str(), term));
      }
      return not ? new Query.And(each) : new Query.Or(each);
    }
    return plainCondition(module, path, type, term);
  }

  private static Query plainCondition(
      LoadedModule module, String path, AttrType<?> type, Map<?, ?> term) {
    Object value = value(type, term.get("val"));
    if (Boolean.FALSE.equals(term.get("strict"))) {
      if (!(term.get("val") instanceof String text)) {
        throw Codes.invalidQuery(
            module,
            "'%s' with \"strict\": false takes a text, not %s.",
            path,
            shown(term.get("val")));
      }
      return new Query.Contains(path, text);
    }
    return switch (term.get("oper") instanceof String oper ? oper : "$eq") {
      case "$gt" -> new Query.Compare(path, Query.Op.GT, new Value.Constant<>(value));
      case "$lt" -> new Query.Compare(path, Query.Op.LT, new Value.Constant<>(value));
      case "$not" -> new Query.Compare(path, Query.Op.NE, new Value.Constant<>(value));
      case "$bet" ->
          new Query.Between(
              path,
              new Value.Constant<>(value),
              new Value.Constant<>(value(type, term.get("val2"))));
      default -> equality(path, type, value);
    };
  }

  private static Query equality(String path, AttrType<?> type, @Nullable Object value) {
    boolean oneOf = type instanceof AttrType.IdType || memberType(type) instanceof AttrType.IdType;
    if (oneOf && value instanceof List<?> list) {
      List<Object> members = new ArrayList<>();
      list.forEach(
          member -> {
            if (member != null) {
              members.add(member);
            }
          });
      return new Query.In(path, members);
    }
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(value));
  }

  /** The value as documents hold it; one that cannot be such stays as it is and so equals none. */
  private static @Nullable Object value(AttrType<?> type, @Nullable Object given) {
    AttrType<?> single = memberType(type);
    if (given instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>();
      list.forEach(member -> values.add(value(single, member)));
      return values;
    }
    return switch (single) {
      case AttrType.IdType ignored when given instanceof String text ->
          Id.find(text).<Object>map(id -> id).orElse(text);
      case AttrType.Datetime ignored when given instanceof Double seconds ->
          Instant.ofEpochMilli(Math.round(seconds * 1000));
      case AttrType.Datetime ignored when given != null ->
          ConvertValue.moment(given).<Object>map(time -> time).orElse(given);
      default -> given;
    };
  }

  private static AttrType<?> memberType(AttrType<?> type) {
    return type instanceof AttrType.ListOf<?> list ? list.of() : type;
  }

  /** The type of what a path leads to; empty when it leads nowhere, or to what may not be seen. */
  private Optional<AttrType<?>> typeOf(LoadedModule module, String path) {
    ModuleSpec spec = module.spec();
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    Optional<AttrType<?>> type =
        spec.attr(first).<AttrType<?>>map(Attr::type).filter(ReadQuery1::isVisible);
    if (dot < 0 || type.isEmpty()) {
      return type;
    }
    String rest = path.substring(dot + 1);
    Expand expand = spec.expands().get(first);
    if (expand != null) {
      int next = rest.indexOf('.');
      String shown = next < 0 ? rest : rest.substring(0, next);
      return expand.shows(shown) && next < 0
          ? typeOf(modules.of(expand.module()), rest)
          : Optional.empty();
    }
    return switch (type.get()) {
      case AttrType.Locale ignored -> Optional.of(new AttrType.Str());
      case AttrType.Any ignored -> type;
      case AttrType.Dict ignored -> Optional.of(new AttrType.Any());
      case AttrType.DictOf<?> dict -> Optional.of(dict.of());
      default -> Optional.empty();
    };
  }

  private static boolean isVisible(AttrType<?> type) {
    return !(type instanceof AttrType.SecretType);
  }
}
