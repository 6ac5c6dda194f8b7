package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.data.Change;
import io.limp.data.LogSpan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes the change log out as it is, and puts in one that was made elsewhere. */
final class MoveLog {
  private MoveLog() {}

  static LogSpan span(Session session, String epoch) throws SQLException {
    long floor = session.number(Retention.FLOOR_SQL);
    long last = Math.max(floor, session.number("SELECT max(seq) FROM _changes"));
    long time = session.number(Retention.FLOOR_TIME_SQL);
    return new LogSpan(
        epoch, last, floor, time == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time)));
  }

  /** The changes of the tables with these numbers, in order. */
  static List<ChangeLog.Row> scan(Session session, Collection<Long> tables, long after, int most)
      throws SQLException {
    String numbers = tables.stream().map(String::valueOf).collect(Collectors.joining(","));
    return ChangeLog.rows(
        session,
        new Sql()
            .add(ChangeLog.COLUMNS + "seq>")
            .bind(after)
            .add(" AND +col IN (" + numbers + ") ORDER BY seq LIMIT ")
            .bind((long) most));
  }

  static ChangeLog.Row row(Change change, Table table) {
    return new ChangeLog.Row(
        change.sequence(),
        change.at(),
        table.number(),
        change.id(),
        change.op(),
        change.version(),
        change.actor(),
        image(change.before(), table.codec()),
        image(change.after(), table.codec()),
        change.remarks());
  }

  private static Optional<PreparedWrite.Bytes> image(Optional<Doc> doc, DocCodec codec) {
    return doc.map(image -> new PreparedWrite.Bytes(codec.bytes(codec.withoutSecrets(image))));
  }

  /**
   * Puts the rows in, on the writer's connection.
   *
   * @return how much larger the log is by them
   */
  static long load(Session session, Schema schema, LogSpan span, List<ChangeLog.Row> rows)
      throws SQLException {
    session.run("BEGIN IMMEDIATE");
    try {
      long more = 0;
      if (!schema.epoch().equals(span.epoch())) {
        more -= Retention.bytes(session);
        session.change("DELETE FROM _changes");
        session.change("DELETE FROM _meta WHERE k GLOB 'log_floor*'");
        schema.beginEpoch(span.epoch());
      }
      // What grew too old here since it began to be moved stays away.
      long floor = session.number(Retention.FLOOR_SQL);
      if (floor < span.floor()) {
        floor = span.floor();
        schema.putFloor(floor, span.floorTime());
      }
      long before = rows.isEmpty() ? 0 : Math.max(floor, rows.getFirst().seq() - 1);
      long last = rows.isEmpty() ? 0 : rows.getLast().seq();
      more -= Retention.bytes(session, before, last);
      for (ChangeLog.Row row : rows) {
        session.change("DELETE FROM _changes WHERE seq=?", row.seq());
        // Which changes were made together is told to nobody.
        ChangeLog.insert(session, row, row.seq());
      }
      more += Retention.bytes(session, before, last);
      session.run("COMMIT");
      return more;
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }
}
