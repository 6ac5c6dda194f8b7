package io.limp.boot;

import io.limp.api.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says of a condition whether an index leads to the documents for which it holds, as far as that
 * can be known without a database.
 */
final class ServedByIndex {
  private final Set<String> first = new LinkedHashSet<>(List.of("_id"));

  /**
   * @param indexes sets of attributes, the most significant first
   */
  ServedByIndex(List<List<String>> indexes) {
    indexes.stream()
        .filter(attrs -> !attrs.isEmpty())
        .forEach(attrs -> first.add(attrs.getFirst()));
  }

  /** How documents are found. */
  private sealed interface Way {
    record Index() implements Way {}

    /** Nobody can say, or no index could help. */
    record Unknown() implements Way {}

    /** By looking at every document, for lack of an index on these. */
    record Scan(Set<String> attrs) implements Way {}
  }

  /** The attributes on which an index is missing; none: one serves, or none could. */
  Set<String> lacking(Query where) {
    return way(where) instanceof Way.Scan(Set<String> attrs) ? attrs : Set.of();
  }

  private Way way(Query query) {
    return switch (query) {
      case Query.And(List<Query> parts) -> oneWillDo(ways(parts));
      case Query.Or(List<Query> parts) -> allAreNeeded(ways(parts));
      case Query.Compare(String path, Query.Op op, _) ->
          op == Query.Op.NE ? new Way.Unknown() : by(path);
      case Query.Between(String path, _, _) -> by(path);
      case Query.In(String path, _) -> by(path);
      case Query.Search _, Query.Near _ -> new Way.Index();
      // A shared document names its users in a list; the others are true of most documents.
      case Query.Granted _, Query.Not _, Query.Contains _, Query.Matches _ -> new Way.Unknown();
    };
  }

  private List<Way> ways(List<Query> parts) {
    return parts.stream().map(this::way).toList();
  }

  private Way by(String path) {
    if (first.contains(path)) {
      return new Way.Index();
    }
    // What another document says is found over there, and what is within a value by no index.
    return path.contains(".") ? new Way.Unknown() : new Way.Scan(Set.of(path));
  }

  private static Way oneWillDo(List<Way> ways) {
    return ways.stream().anyMatch(Way.Index.class::isInstance) ? new Way.Index() : scan(ways);
  }

  private static Way allAreNeeded(List<Way> ways) {
    Way scan = scan(ways);
    boolean known = ways.stream().allMatch(Way.Index.class::isInstance);
    return known ? new Way.Index() : scan;
  }

  private static Way scan(List<Way> ways) {
    List<String> attrs = new ArrayList<>();
    for (Way way : ways) {
      if (way instanceof Way.Scan(Set<String> lacking)) {
        attrs.addAll(lacking);
      }
    }
    return attrs.isEmpty() ? new Way.Unknown() : new Way.Scan(new LinkedHashSet<>(attrs));
  }
}
