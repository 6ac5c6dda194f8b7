package io.limp.call.query;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.call.query.ReadQuery.Asked;
import io.limp.data.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final QueryPaths paths;
  private final Specials specials;

  ReadQuery1(QueryPaths paths) {
    this.paths = paths;
    specials = new Specials(paths);
  }

  Asked read(LoadedModule module, ReadArg readArg, Map<String, @Nullable Object> query) {
    boolean strict = ReadQuery.isStrict(readArg.method());
    List<Query> all = new ArrayList<>();
    List<Query> any = new ArrayList<>();
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
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
      Optional<Attr<?>> arg = readArg.named(path);
      Optional<AttrType<?>> attr =
          ReadQuery.isOfFile(readArg.method(), path)
              ? Optional.empty()
              : paths.typeOf(module, path);
      Optional<AttrType<?>> type = arg.<AttrType<?>>map(Attr::type).or(() -> attr);
      if (type.isEmpty()) {
        refuseWhereStrict(strict, module, path, "is no attribute of " + module.name());
        continue;
      }
      if (arg.isPresent() && !isEquality(term)) {
        refuseWhereStrict(strict, module, path, "must be equal to a value");
      }
      if (arg.isPresent()) {
        args.put(path, readArg.value(arg.get(), attr, term.get("val")));
      }
      if (attr.isPresent()) {
        (key.startsWith(OR) ? any : all).add(condition(module, path, type.get(), term));
      }
    }
    if (!any.isEmpty()) {
      all.add(new Query.Or(any));
    }
    Query where = all.size() == 1 ? all.getFirst() : new Query.And(all);
    return new Asked(specials.find(module, readArg.method(), query, where, true), new Doc(args));
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

  private Query condition(LoadedModule module, String path, AttrType<?> type, Map<?, ?> term) {
    boolean not = "$not".equals(term.get("oper"));
    AttrType<?> compared = QueryPaths.comparedAs(type);
    return paths.onEach(path, type, not, each -> plainCondition(module, each, compared, term));
  }

  private static Query plainCondition(
      LoadedModule module, String path, AttrType<?> type, Map<?, ?> term) {
    Object value = QueryPaths.plain(type, term.get("val"));
    if (Boolean.FALSE.equals(term.get("strict"))) {
      if (!(term.get("val") instanceof String text)) {
        throw Codes.invalidQuery(
            module,
            "'%s' with \"strict\": false takes a text, not %s.",
            path,
            PlainValues.shown(term.get("val")));
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
              new Value.Constant<>(QueryPaths.plain(type, term.get("val2"))));
      default -> equality(path, type, value);
    };
  }

  /** Equal to the value; of ids, to one of a list. */
  static Query equality(String path, AttrType<?> type, @Nullable Object value) {
    if (QueryPaths.memberType(type) instanceof AttrType.IdType && value instanceof List<?> list) {
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
}
