package io.limp.data.sqlite;

import io.limp.api.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What decides which documents come first where nobody asked for an order: how well they fit the
 * words that are sought, or else how near they are.
 */
sealed interface Best {
  /** Adds what comes before the statement. */
  void with(Sql sql);

  /** Adds the collection's table and what is joined with it. */
  void from(Sql sql, String table);

  /** The first key of the order, and a comma. */
  void order(Sql sql);

  /** The condition without what the join says already. */
  Query rest();

  static Optional<Best> of(Table table, Query where) {
    List<Query> parts = new ArrayList<>();
    collect(where, parts);
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Query.Search search) {
        Optional<FullText> words = table.fullText().filter(index -> index.serves(search));
        Optional<String> match = words.flatMap(index -> index.match(search));
        if (words.isPresent() && match.isPresent()) {
          List<Query> rest = new ArrayList<>(parts);
          rest.remove(i);
          return Optional.of(new Fitting(words.get().name(), match.get(), new Query.And(rest)));
        }
      }
    }
    return parts.stream()
        .filter(Query.Near.class::isInstance)
        .map(Query.Near.class::cast)
        .findFirst()
        .map(near -> new Nearest(near, where));
  }

  /** The parts that all must hold. */
  private static void collect(Query where, List<Query> parts) {
    if (where instanceof Query.And and) {
      and.parts().forEach(part -> collect(part, parts));
    } else {
      parts.add(where);
    }
  }

  /** By the words: {@code bm25} is to be had only of the table that is searched. */
  record Fitting(String name, String match, Query rest) implements Best {
    @Override
    public void with(Sql sql) {
      sql.add("WITH hits(hit, score) AS MATERIALIZED (SELECT rowid, bm25(" + name + ") FROM ")
          .add(name + " WHERE " + name + " MATCH ")
          .bind(match)
          .add(") ");
    }

    @Override
    public void from(Sql sql, String table) {
      sql.add("hits CROSS JOIN " + table + " ON rid=hit");
    }

    @Override
    public void order(Sql sql) {
      sql.add("score, ");
    }
  }

  /** By the distance. */
  record Nearest(Query.Near near, Query rest) implements Best {
    @Override
    public void with(Sql sql) {}

    @Override
    public void from(Sql sql, String table) {
      sql.add(table);
    }

    @Override
    public void order(Sql sql) {
      QueryToSql.distance(sql, near);
      sql.add(" NULLS LAST, "); // a list has points, but is none
    }
  }
}
