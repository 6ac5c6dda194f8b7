package io.limp.data;

import io.limp.api.Grouping;
import java.util.Map;

/**
 * The documents that share a value.
 *
 * @param value the plain value
 * @param count how many they are
 * @param aggregates what was asked of them; an aggregate of no values is not there
 */
public record Group(Object value, long count, Map<Grouping.Aggregate, Object> aggregates) {
  public Group {
    aggregates = Map.copyOf(aggregates);
  }
}
