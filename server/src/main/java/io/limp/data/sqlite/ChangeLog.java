package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.ChangeId;
import io.limp.data.Feed;
import io.limp.data.PositionLost;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log: all changes after a position, or those of some documents. A position is
 * {@code epoch:sequence}.
 */
final class ChangeLog {
  private static final int MOST_HISTORY = 1000;
  private static final int MOST_DIGITS = 18;
  static final String COLUMNS =
      "SELECT seq, ts, col, id, op, ver, actor, jsonb(before), jsonb(after), remarks FROM _changes"
          + " WHERE ";

  private volatile String epoch;

  ChangeLog(String epoch) {
    this.epoch = epoch;
  }

  /** Another log has taken the place of this one. */
  void begin(String other) {
    epoch = other;
  }

  String epoch() {
    return epoch;
  }

  String position(long seq) {
    return epoch + ":" + seq;
  }

  /**
   * The sequence number of a position.
   *
   * @throws PositionLost when it is none of this log
   */
  long seq(String position) {
    String digits = position.startsWith(epoch + ":") ? position.substring(epoch.length() + 1) : "";
    boolean number = digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (!number || digits.isEmpty() || digits.length() > MOST_DIGITS) {
      throw new PositionLost(position);
    }
    return Long.parseLong(digits);
  }

  /** A part of the log as the reader found it; its caller decodes it. */
  record Part(List<Row> rows, long end) {}

  /**
   * The changes of these collections after a position.
   *
   * @throws PositionLost when older ones than that were pruned, or none of that number was made yet
   */
  Part after(Session session, Collection<Table> tables, String position, int most)
      throws SQLException {
    long after = seq(position);
    // All statements see the same log.
    session.run("BEGIN");
    try {
      long floor = session.number(Retention.FLOOR_SQL);
      long last = Math.max(floor, session.number("SELECT max(seq) FROM _changes"));
      if (after < floor || after > last) {
        throw new PositionLost(position);
      }
      String numbers =
          tables.stream().map(table -> "" + table.number()).collect(Collectors.joining(","));
      Sql sql =
          new Sql()
              .add(COLUMNS + "seq>")
              .bind(after)
              // Changes of collections that no module has any more are nobody's business.
              .add(" AND +col IN (" + numbers + ") ORDER BY seq LIMIT ")
              .bind((long) most);
      List<Row> rows = rows(session, sql);
      return new Part(rows, rows.size() < most ? last : rows.getLast().seq);
    } finally {
      session.run("COMMIT");
    }
  }

  Feed feed(Part part, Map<Long, Table> tables) {
    return new Feed(changes(part.rows, tables::get), position(part.end));
  }

  /** The updates of documents, newest first; the number is written so that the index is used. */
  List<Row> updates(Session session, Table table, Collection<Id> ids) throws SQLException {
    String json = new String(PlainJson.of(List.copyOf(ids)), StandardCharsets.UTF_8);
    Sql sql =
        new Sql()
            .add(COLUMNS + "col=" + table.number())
            .add(" AND op=" + code(Change.Op.UPDATE))
            .add(" AND id IN (SELECT unhex(value) FROM json_each(")
            .bind(json)
            .add(")) ORDER BY seq DESC LIMIT " + MOST_HISTORY);
    return rows(session, sql);
  }

  List<Change> changes(List<Row> rows, Function<Long, @Nullable Table> tables) {
    List<Change> changes = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Table table = tables.apply(row.collection);
      if (table == null) {
        throw new IllegalStateException("Asked for other collections than " + row.collection);
      }
      changes.add(
          new Change(
              position(row.seq),
              row.at,
              table.name(),
              row.id,
              row.op,
              row.version,
              row.actor,
              image(table, row.id, row.before),
              image(table, row.id, row.after),
              row.remarks));
    }
    return changes;
  }

  private static Optional<Doc> image(Table table, Id id, Optional<PreparedWrite.Bytes> json) {
    return json.map(bytes -> table.codec().doc(id, bytes.array));
  }

  /** The id by which clients know a change. */
  Id id(Row row) {
    return ChangeId.of(position(row.seq), row.at);
  }

  /** A change as it is stored. */
  record Row(
      long seq,
      Instant at,
      long collection,
      Id id,
      Change.Op op,
      long version,
      Id actor,
      Optional<PreparedWrite.Bytes> before,
      Optional<PreparedWrite.Bytes> after,
      String remarks) {
    /** What it takes in the log. */
    long bytes() {
      return (long) Retention.ROW_BYTES + size(before) + size(after);
    }

    private static int size(Optional<PreparedWrite.Bytes> image) {
      return image.isPresent() ? image.get().array.length : 0;
    }
  }

  /**
   * Adds a change to the log, on the writer's connection.
   *
   * @param transaction the number of the first change that was made together with it
   */
  static void insert(Session session, Row row, long transaction) throws SQLException {
    PreparedStatement insert =
        session.statement("INSERT INTO _changes VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    insert.setLong(1, row.seq);
    insert.setLong(2, row.at.toEpochMilli());
    insert.setLong(3, transaction);
    insert.setLong(4, row.collection);
    insert.setBytes(5, row.id.bytes());
    insert.setLong(6, code(row.op));
    insert.setLong(7, row.version);
    insert.setBytes(8, row.actor.bytes());
    bind(insert, 9, row.before);
    bind(insert, 10, row.after);
    insert.setString(11, row.remarks.isEmpty() ? null : row.remarks);
    insert.execute();
  }

  private static void bind(PreparedStatement insert, int place, Optional<PreparedWrite.Bytes> image)
      throws SQLException {
    if (image.isPresent()) {
      insert.setBytes(place, image.get().array);
    } else {
      insert.setNull(place, Types.BLOB);
    }
  }

  static List<Row> rows(Session session, Sql sql) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows = session.bound(sql).executeQuery()) {
      while (rows.next()) {
        found.add(
            new Row(
                rows.getLong(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                rows.getLong(3),
                Id.of(rows.getBytes(4)),
                op(rows.getLong(5)),
                rows.getLong(6),
                Id.of(rows.getBytes(7)),
                Optional.ofNullable(rows.getBytes(8)).map(PreparedWrite.Bytes::new),
                Optional.ofNullable(rows.getBytes(9)).map(PreparedWrite.Bytes::new),
                Objects.requireNonNullElse(rows.getString(10), "")));
      }
    }
    return found;
  }

  /** As the file keeps it: the order of an enum may change. */
  private static long code(Change.Op op) {
    return switch (op) {
      case CREATE -> 1;
      case UPDATE -> 2;
      case DELETE -> 3;
      case UNDELETE -> 4;
    };
  }

  private static Change.Op op(long code) {
    for (Change.Op op : Change.Op.values()) {
      if (code(op) == code) {
        return op;
      }
    }
    throw new IllegalStateException("No operation has the code " + code);
  }
}
