package io.limp.api;

import java.util.List;
import java.util.OptionalInt;

/**
 * Documents counted by the values of an attribute. Those that have none (missing, null, an empty
 * list) are left out; of a list each member counts once.
 *
 * @param by the attribute, or a dotted path into it
 * @param buckets how many ranges of about as many documents each to make of the values, at the
 *     most; empty: one group for each value
 * @param aggregates what else to tell of each group; none where there are buckets
 */
public record Grouping(String by, OptionalInt buckets, List<Aggregate> aggregates) {
  public Grouping {
    aggregates = List.copyOf(aggregates);
  }

  /** What can be told of the numbers (or, for the least and the greatest, moments) of a group. */
  public enum Fn {
    SUM("sum"),
    AVG("avg"),
    MIN("min"),
    MAX("max");

    private final String word;

    Fn(String word) {
      this.word = word;
    }

    /** As queries and answers call it. */
    public String word() {
      return word;
    }
  }

  /** A function of an attribute's values in a group; what is no number or moment is left out. */
  public record Aggregate(Fn fn, String path) {}
}
