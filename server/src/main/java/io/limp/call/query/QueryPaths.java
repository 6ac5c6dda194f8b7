package io.limp.call.query;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.call.Codes;
import io.limp.call.ConvertValue;
import io.limp.call.Json;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import io.limp.call.PlainKeys;
import io.limp.data.PlainValues;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the paths of a client's query lead to, and the values that are compared with it. */
final class QueryPaths {
  /** What SQL says of a path repeats it several times. */
  private static final int MOST_LETTERS = 1000;

  /** No document is deeper. */
  private static final int MOST_KEYS = Json.MAX_DEPTH;

  private final ModuleTable modules;
  private final List<String> locales;

  QueryPaths(ModuleTable modules, List<String> locales) {
    this.modules = modules;
    this.locales = locales;
  }

  /**
   * The type of what a path leads to; empty when it leads nowhere, or to what may not be seen.
   *
   * @throws io.limp.api.Refusal when it is longer than a database should be asked for
   */
  Optional<AttrType<?>> typeOf(LoadedModule module, String path) {
    if (path.length() > MOST_LETTERS || path.chars().filter(c -> c == '.').count() >= MOST_KEYS) {
      throw Codes.invalidQuery(
          module,
          "A path has %d letters and %d keys at the most, not %s.",
          MOST_LETTERS,
          MOST_KEYS,
          PlainValues.shown(path));
    }
    ModuleSpec spec = module.spec();
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    Optional<AttrType<?>> type =
        spec.attr(first).filter(attr -> !attr.isHidden()).map(attr -> attr.type().stored());
    if (dot < 0 || type.isEmpty()) {
      return type;
    }
    Optional<Join> join = Join.of(module, path);
    if (join.isPresent()) {
      String there = join.get().rest();
      return join.get().to().shows(there) && !there.contains(".")
          ? typeOf(modules.of(join.get().module()), there)
          : Optional.empty();
    }
    return within(type.get(), path.substring(dot + 1));
  }

  /** True when documents can be put in order by what the path leads to. */
  boolean isOrdering(LoadedModule module, String path) {
    return typeOf(module, path).isPresent() && Join.of(module, path).isEmpty();
  }

  private static Optional<AttrType<?>> within(AttrType<?> type, String rest) {
    int dot = rest.indexOf('.');
    String key = dot < 0 ? rest : rest.substring(0, dot);
    return switch (type) {
      case AttrType.Locale _ when PlainKeys.isPlain(rest) -> Optional.of(AttrType.str());
      case AttrType.Any _ when PlainKeys.arePlain(rest) -> Optional.of(type);
      case AttrType.Dict _ when PlainKeys.arePlain(rest) -> Optional.of(new AttrType.Any());
      case AttrType.DictOf<?>(AttrType.Any any, _) when PlainKeys.arePlain(rest) ->
          Optional.of(any);
      case AttrType.DictOf<?> dict when PlainKeys.isPlain(key) -> below(dict.of(), rest, dot);
      case AttrType.Typed typed when typed.attr(key).isPresent() ->
          below(typed.attr(key).get().type().stored(), rest, dot);
      case AttrType.ListOf<?>(AttrType.Typed typed, _) -> within(typed, rest).map(QueryPaths::each);
      case AttrType.File _ ->
          switch (rest) {
            case "name", "type" -> Optional.of(AttrType.str());
            case "size", "lastModified" -> Optional.of(AttrType.integer());
            default -> Optional.empty(); // where the content lies is nobody's business
          };
      case AttrType.AccessType _ ->
          switch (rest) {
            case "anon" -> Optional.of(new AttrType.Bool());
            case "users", "groups" -> Optional.of(new AttrType.ListOf<>(AttrType.id()));
            default -> Optional.empty();
          };
      case AttrType.ListOf<?>(AttrType.File file, _) -> within(file, rest);
      default -> Optional.empty();
    };
  }

  private static Optional<AttrType<?>> below(AttrType<?> type, String rest, int dot) {
    return dot < 0 ? Optional.of(type) : within(type, rest.substring(dot + 1));
  }

  /** Through a list of objects a path leads to several values. */
  private static AttrType<?> each(AttrType<?> type) {
    return type instanceof AttrType.ListOf<?> ? type : new AttrType.ListOf<>(type);
  }

  /**
   * The texts of a module that words are sought in: those that it names, else all that it shows.
   */
  static List<String> searched(LoadedModule module) {
    ModuleSpec spec = module.spec();
    return spec.search().isEmpty()
        ? spec.attrs().stream()
            .filter(attr -> !attr.isHidden() && isText(attr.type().stored()))
            .map(Attr::name)
            .toList()
        : spec.search();
  }

  private static boolean isText(AttrType<?> type) {
    return type instanceof AttrType.Str
        || type instanceof AttrType.Locale
        || (type instanceof AttrType.ListOf<?> list && list.of() instanceof AttrType.Str);
  }

  /** The type itself, or that of a list's members. */
  static AttrType<?> memberType(AttrType<?> type) {
    return type instanceof AttrType.ListOf<?> list ? list.of() : type;
  }

  /**
   * A condition on a value, or, on a text in several languages, on each of them.
   *
   * @param every true: it must hold for every language; false: for one
   */
  Query onEach(String path, AttrType<?> type, boolean every, Function<String, Query> condition) {
    if (!(type instanceof AttrType.Locale)) {
      return condition.apply(path);
    }
    List<Query> each = new ArrayList<>();
    for (String locale : locales) {
      each.add(condition.apply(path + "." + locale));
    }
    return every ? new Query.And(each) : new Query.Or(each);
  }

  /** What a value is compared as: a text in several languages is compared text by text. */
  static AttrType<?> comparedAs(AttrType<?> type) {
    return type instanceof AttrType.Locale ? AttrType.str() : type;
  }

  /** The value as documents hold it; one that cannot be such stays as it is and so equals none. */
  static @Nullable Object plain(AttrType<?> type, @Nullable Object given) {
    AttrType<?> single = memberType(type);
    if (given instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>();
      list.forEach(member -> values.add(plain(single, member)));
      return values;
    }
    return switch (single) {
      case AttrType.IdType _ when given instanceof String text ->
          Id.find(text).<Object>map(id -> id).orElse(text);
      case AttrType.Datetime _ when given instanceof Double seconds ->
          Instant.ofEpochMilli(Math.round(seconds * 1000));
      case AttrType.Datetime _ when given != null ->
          ConvertValue.moment(given)
              .or(() -> withoutZone(given))
              .<Object>map(time -> time)
              .orElse(given);
      default -> given;
    };
  }

  /** Level 6 writes moments without a zone: UTC. */
  private static Optional<Instant> withoutZone(Object given) {
    try {
      return given instanceof String text
          ? Optional.of(
              LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // not a moment: it equals none
    }
  }
}
