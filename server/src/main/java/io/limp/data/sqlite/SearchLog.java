package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.data.ChangeId;
import io.limp.data.LogQuery;
import io.limp.data.PositionLost;
import io.limp.data.TooLongAgo;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for changes in the log: by what they are of, and by a moment. */
final class SearchLog {
  private final ChangeLog log;

  SearchLog(ChangeLog log) {
    this.log = log;
  }

  /** The changes that are sought, newest first. */
  List<ChangeLog.Row> sought(
      Session session, List<Table> tables, LogQuery sought, Optional<String> before, int most)
      throws SQLException {
    Sql sql = of(new Sql().add(ChangeLog.COLUMNS), tables, sought.docs());
    sought
        .actors()
        .ifPresent(
            users ->
                sql.add(" AND actor IN (SELECT unhex(value) FROM json_each(")
                    .bind(json(List.copyOf(users)))
                    .add("))"));
    sought
        .changes()
        .ifPresent(
            changes ->
                sql.add(" AND seq IN (SELECT value FROM json_each(")
                    .bind(json(changes.stream().<Object>map(ChangeId::sequence).toList()))
                    .add("))"));
    if (sought.from().isAfter(Instant.EPOCH)) {
      // The log's times never go back: what is older is not even looked at.
      sql.add(" AND seq>").bind(last(session, sought.from().minusMillis(1)).orElse(0));
    }
    sql.add(" AND ts<=").bind(sought.to().toEpochMilli());
    before.ifPresent(position -> sql.add(" AND seq<").bind(log.seq(position)));
    sql.add(" ORDER BY seq DESC LIMIT ").bind((long) most);
    return ChangeLog.rows(session, sql);
  }

  /** Of these tables, and of these documents alone where they are named. */
  private static Sql of(Sql sql, List<Table> tables, Optional<Set<Id>> docs) {
    if (docs.isEmpty()) {
      return sql.add(
          tables.stream()
              .map(table -> "" + table.number())
              .collect(Collectors.joining(",", "+col IN (", ")")));
    }
    // Written so that the index of each collection's history is used.
    String ids = json(List.copyOf(docs.get()));
    String or = "(";
    for (Table table : tables) {
      sql.add(or + "col=" + table.number() + " AND id IN (SELECT unhex(value) FROM json_each(")
          .bind(ids)
          .add("))");
      or = " OR ";
    }
    return sql.add(tables.isEmpty() ? "0" : ")");
  }

  private static String json(List<Object> values) {
    return new String(PlainJson.of(values), StandardCharsets.UTF_8);
  }

  /** The last change that was made until then. */
  private static OptionalLong last(Session session, Instant until) throws SQLException {
    long seq =
        session.number(
            "SELECT seq FROM _changes WHERE ts<=? ORDER BY seq DESC LIMIT 1", until.toEpochMilli());
    return seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  /**
   * The first change of every document since then.
   *
   * @throws TooLongAgo when older ones than that were pruned
   */
  List<ChangeLog.Row> firstSince(
      Session session, Table table, Moment then, Optional<Set<Id>> docs, int most)
      throws SQLException {
    // All statements see the same log.
    session.run("BEGIN");
    try {
      long floor = session.number(Retention.FLOOR_SQL);
      long after = seq(session, then, floor);
      if (after < floor) {
        throw new TooLongAgo(first(session, floor));
      }
      Sql sql = new Sql().add(ChangeLog.COLUMNS + "seq IN (SELECT min(seq) FROM _changes WHERE ");
      of(sql, List.of(table), docs)
          .add(" AND seq>")
          .bind(after)
          .add(" GROUP BY id LIMIT ")
          .bind((long) most)
          .add(")");
      return ChangeLog.rows(session, sql);
    } finally {
      session.run("COMMIT");
    }
  }

  private long seq(Session session, Moment then, long floor) throws SQLException {
    return switch (then) {
      case Moment.At(Instant time) -> {
        long pruned = floor == 0 ? 0 : session.number(Retention.FLOOR_TIME_SQL);
        boolean known = floor == 0 || (pruned > 0 && time.toEpochMilli() >= pruned);
        yield Math.max(last(session, time).orElse(0), known ? floor : 0);
      }
      case Moment.After(Id change) -> {
        Sql sql = new Sql().add(ChangeLog.COLUMNS + "seq=").bind(ChangeId.sequence(change));
        List<ChangeLog.Row> rows = ChangeLog.rows(session, sql);
        if (rows.isEmpty() || !log.id(rows.getFirst()).equals(change)) {
          throw new PositionLost(change.toString());
        }
        yield rows.getFirst().seq();
      }
      case Moment.Behind(String position) -> {
        long seq = log.seq(position);
        if (seq > Math.max(floor, session.number("SELECT max(seq) FROM _changes"))) {
          throw new PositionLost(position);
        }
        yield seq;
      }
    };
  }

  private static Optional<Instant> first(Session session, long floor) throws SQLException {
    long at = session.number("SELECT ts FROM _changes WHERE seq>? ORDER BY seq LIMIT 1", floor);
    return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }
}
