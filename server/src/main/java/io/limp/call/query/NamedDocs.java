package io.limp.call.query;

import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a bound condition names, where it holds for no others. */
public final class NamedDocs {
  private NamedDocs() {}

  /** The documents that it can hold for; empty: any. */
  public static Optional<Set<Id>> of(Query where) {
    return ids(where, LimpModule.ID.name());
  }

  /** The ids that an attribute must be one of; empty: any. */
  public static Optional<Set<Id>> ids(Query where, String attr) {
    return named(where, attr)
        .map(
            values -> {
              Set<Id> ids = new HashSet<>();
              values.stream().filter(Id.class::isInstance).map(Id.class::cast).forEach(ids::add);
              return ids;
            });
  }

  /** The plain values that an attribute must have one of; empty: any. */
  public static Optional<Set<Object>> named(Query where, String attr) {
    return switch (where) {
      case Query.Compare(String path, Query.Op op, Value.Constant<?> value)
          when path.equals(attr) && op == Query.Op.EQ ->
          Optional.ofNullable(value.plain()).map(Set::of);
      case Query.In(String path, List<Object> values) when path.equals(attr) ->
          Optional.of(Set.copyOf(values));
      case Query.And and -> {
        Optional<Set<Object>> all = Optional.empty();
        for (Query part : and.parts()) {
          Optional<Set<Object>> here = named(part, attr);
          all = all.isEmpty() || here.isEmpty() ? all.or(() -> here) : Optional.of(both(all, here));
        }
        yield all;
      }
      default -> Optional.empty();
    };
  }

  private static Set<Object> both(Optional<Set<Object>> one, Optional<Set<Object>> other) {
    Set<Object> both = new HashSet<>(one.orElseThrow());
    both.retainAll(other.orElseThrow());
    return both;
  }
}
