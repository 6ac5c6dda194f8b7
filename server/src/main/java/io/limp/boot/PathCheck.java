package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Expand;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows the paths of conditions, also into what an attribute holds and whom it refers to. */
final class PathCheck {
  private static final List<String> FILE = List.of("name", "type", "size", "lastModified");
  private static final List<String> GEO = List.of("type", "coordinates");
  private static final List<String> ACCESS = List.of("anon", "users", "groups");

  private final Loaded loaded;

  PathCheck(Loaded loaded) {
    this.loaded = loaded;
  }

  /** What is wrong with a path into the module's documents, and into those that they refer to. */
  Optional<String> wrong(ModuleSpec spec, String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    Optional<Attr<?>> attr = spec.attr(first);
    if (attr.isEmpty()) {
      return Optional.of(noAttr(spec, first));
    }
    return dot < 0
        ? Optional.empty()
        : wrongBelow(spec, first, attr.get().type(), path.substring(dot + 1));
  }

  private Optional<String> wrongBelow(ModuleSpec spec, String name, AttrType<?> type, String rest) {
    String next = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    if (spec.expands().containsKey(name)) {
      return wrongInOther(spec, name, rest);
    }
    return switch (type) {
      case AttrType.ListOf<?> list -> wrongBelow(spec, name, list.of(), rest);
      case AttrType.IdType _ -> wrongInOther(spec, name, rest);
      case AttrType.File _ -> oneOf(name, next, FILE);
      case AttrType.Geo _ -> oneOf(name, next, GEO);
      case AttrType.Typed typed ->
          typed
              .attr(next)
              .map(
                  attr ->
                      rest.equals(next) ? Optional.<String>empty() : below(spec, name, attr, rest))
              .orElseGet(() -> oneOf(name, next, typed.attrs().stream().map(Attr::name).toList()));
      case AttrType.Own<?, ?> own -> wrongBelow(spec, name, own.of(), rest);
      case AttrType.AccessType _ -> oneOf(name, next, ACCESS);
      // Which keys these hold is known only when there is a document.
      case AttrType.Any _,
          AttrType.Dict _,
          AttrType.DictOf<?> _,
          AttrType.Locale _,
          AttrType.PrivilegesType _ ->
          Optional.empty();
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
          AttrType.Date _,
          AttrType.Time _,
          AttrType.Union _,
          AttrType.Datetime _,
          AttrType.SecretType _,
          AttrType.Counter _ ->
          Optional.of(name + " is " + type.word() + " and has no parts");
    };
  }

  private Optional<String> below(ModuleSpec spec, String name, Attr<?> attr, String rest) {
    String inner = rest.substring(attr.name().length() + 1);
    return wrongBelow(spec, name + "." + attr.name(), attr.type(), inner);
  }

  private Optional<String> wrongInOther(ModuleSpec spec, String name, String rest) {
    Expand expand = spec.expands().get(name);
    if (expand == null) {
      return Optional.of(
          "the path "
              + name
              + "."
              + rest
              + " leads into another document, but "
              + name
              + " is not expanded");
    }
    if (expand.always().isEmpty()) {
      return Optional.of(
          "the path "
              + name
              + "."
              + rest
              + " leads into documents of whatever module "
              + expand.by().orElse("")
              + " names");
    }
    // An expansion into what is not loaded is told where it stands.
    return expand
        .always()
        .flatMap(to -> loaded.of(to.module()))
        .flatMap(other -> wrong(other.spec(), rest));
  }

  private static Optional<String> oneOf(String name, String next, List<String> keys) {
    return keys.contains(next)
        ? Optional.empty()
        : Optional.of(NearestName.sentence("part", next, name, keys));
  }

  /** {@code no attribute "titel", perhaps "title"; blog has title, content}. */
  String noAttr(ModuleSpec spec, String name) {
    List<String> right = new ArrayList<>(spec.attrs().stream().map(Attr::name).distinct().toList());
    right.add("_id");
    return NearestName.sentence("attribute", name, spec.name(), right);
  }

  /** A mistake in a condition, and the word of the source that it is about. */
  record Wrong(String word, String sentence) {}

  /** What is wrong with the paths of a condition, and with the fixed texts that it compares. */
  List<Wrong> wrong(ModuleSpec spec, Query query) {
    List<Wrong> found = new ArrayList<>();
    collect(spec, query, found);
    return found;
  }

  private void collect(ModuleSpec spec, Query query, List<Wrong> found) {
    switch (query) {
      case Query.And and -> and.parts().forEach(part -> collect(spec, part, found));
      case Query.Or or -> or.parts().forEach(part -> collect(spec, part, found));
      case Query.Compare compare -> {
        path(spec, compare.path(), found);
        literal(spec, compare.path(), compare.value(), found);
      }
      case Query.Between between -> path(spec, between.path(), found);
      case Query.In in -> {
        path(spec, in.path(), found);
        in.values().forEach(value -> literal(spec, in.path(), new Value.Constant<>(value), found));
      }
      case Query.Contains contains -> path(spec, contains.path(), found);
      case Query.Matches matches -> path(spec, matches.path(), found);
      case Query.Near near -> path(spec, near.path(), found);
      case Query.Search search -> search.paths().forEach(path -> path(spec, path, found));
      case Query.Not not -> collect(spec, not.part(), found);
      case Query.Granted granted -> {
        path(spec, granted.path(), found);
        if (typeAt(spec, granted.path())
            .filter(type -> !(type instanceof AttrType.AccessType))
            .isPresent()) {
          found.add(new Wrong(granted.path(), granted.path() + " is not an access attribute"));
        }
      }
    }
  }

  private void path(ModuleSpec spec, String path, List<Wrong> found) {
    wrong(spec, path).ifPresent(sentence -> found.add(new Wrong(path, sentence)));
  }

  /** The type of what a right path leads to; empty where only a document knows. */
  Optional<AttrType<?>> typeAt(ModuleSpec spec, String path) {
    int dot = path.indexOf('.');
    Optional<Attr<?>> attr = spec.attr(dot < 0 ? path : path.substring(0, dot));
    return dot < 0
        ? attr.map(Attr::type)
        : attr.flatMap(found -> typeBelow(spec, found.name(), found.type(), path));
  }

  private Optional<AttrType<?>> typeBelow(
      ModuleSpec spec, String way, AttrType<?> type, String path) {
    if (way.equals(path)) {
      return Optional.of(type);
    }
    String rest = path.substring(way.length() + 1);
    Optional<Expand> expand = Optional.ofNullable(spec.expands().get(way));
    if (expand.isPresent()) {
      return expand
          .flatMap(Expand::always)
          .flatMap(to -> loaded.of(to.module()))
          .flatMap(other -> typeAt(other.spec(), rest));
    }
    int dot = rest.indexOf('.');
    String next = dot < 0 ? rest : rest.substring(0, dot);
    return switch (type) {
      case AttrType.ListOf<?> list -> typeBelow(spec, way, list.of(), path);
      case AttrType.Own<?, ?> own -> typeBelow(spec, way, own.of(), path);
      case AttrType.DictOf<?> dict -> typeBelow(spec, way + "." + next, dict.of(), path);
      case AttrType.Typed typed ->
          typed.attr(next).flatMap(attr -> typeBelow(spec, way + "." + next, attr.type(), path));
      default -> Optional.empty();
    };
  }

  private void literal(ModuleSpec spec, String path, Value<?> value, List<Wrong> found) {
    if (value instanceof Value.Constant<?> constant
        && constant.plain() instanceof String text
        && typeAt(spec, path).orElse(null) instanceof AttrType.Literal literal
        && !literal.values().contains(text)) {
      found.add(new Wrong(text, NearestName.sentence("value", text, path, literal.values())));
    }
  }
}
