package io.limp.data;

import java.util.List;

/**
 * How a database finds the documents of a read.
 *
 * @param lines the database's own words
 * @param indexed false: it looks at every document of the collection
 */
public record Plan(List<String> lines, boolean indexed) {
  public Plan {
    lines = List.copyOf(lines);
  }
}
