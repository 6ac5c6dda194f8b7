package io.limp.data.sqlite;

import io.limp.data.LogLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes that are too old, or too many, out of the log, oldest first and a few at a time, so
 * that no writer waits for long. Whoever asks for changes from before the floor, the last one that
 * went, is told that the position is lost. Used by the writer's thread alone.
 */
final class Retention {
  /** The sequence number up to which the log is no longer complete; 0: it is. */
  static final String FLOOR_SQL = "SELECT v FROM _meta WHERE k='log_floor'";

  /** When the last change that went was made; 0: none went, or nobody wrote it down. */
  static final String FLOOR_TIME_SQL = "SELECT v FROM _meta WHERE k='log_floor_time'";

  /** What a change takes beside its images. */
  static final int ROW_BYTES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int STEP = 1000;
  private static final String SIZE =
      ROW_BYTES + "+coalesce(octet_length(before),0)+coalesce(octet_length(after),0)";

  private final Session session;
  private final LogLimits limits;
  private long floor;
  private long bytes;
  private Instant oldest = Instant.MAX;

  /**
   * On the writer's connection.
   *
   * @param bytes of the log, where the last process wrote them down; empty: they are counted
   */
  Retention(Session session, LogLimits limits, OptionalLong bytes) throws SQLException {
    this.session = session;
    this.limits = limits;
    floor = session.number(FLOOR_SQL);
    this.bytes = bytes.isPresent() ? bytes.getAsLong() : bytes(session);
    findOldest(floor);
  }

  /**
   * Others have put changes into the log, or another log in its place.
   *
   * @param more bytes, less those of what went
   */
  void tookOver(long more) throws SQLException {
    floor = session.number(FLOOR_SQL);
    bytes += more;
    findOldest(floor);
  }

  /** The bytes of the log, counted: that reads the whole of it. */
  static long bytes(Session session) throws SQLException {
    return bytes(session, session.number(FLOOR_SQL), Long.MAX_VALUE);
  }

  /** The bytes of the changes behind one number up to another. */
  static long bytes(Session session, long after, long last) throws SQLException {
    return session.number(
        "SELECT sum(" + SIZE + ") FROM _changes WHERE seq>? AND seq<=?", after, last);
  }

  private void findOldest(long after) throws SQLException {
    long at = session.number("SELECT ts FROM _changes WHERE seq>? ORDER BY seq LIMIT 1", after);
    oldest = at == 0 ? Instant.MAX : Instant.ofEpochMilli(at);
  }

  /** The last change that went. */
  long floor() {
    return floor;
  }

  /** The log grew by so many bytes. */
  void grew(long more, Instant at) {
    bytes += more;
    if (oldest.isAfter(at)) {
      oldest = at;
    }
  }

  /** How much the log holds since the floor. */
  long bytes() {
    return bytes;
  }

  /** True when there is something to take out, be it that the writer has nothing else to do. */
  boolean isDue(Instant now) {
    return bytes > limits.bytes() || oldest.isBefore(now.minus(limits.age()));
  }

  /** True when it should not wait until the writer has nothing else to do. */
  boolean isUrgent() {
    return bytes > limits.bytes() + limits.bytes() / 8;
  }

  /**
   * Takes a few changes out, in a transaction of its own.
   *
   * @return false when there were none or it failed, so that to try again at once would not help
   */
  boolean step(Instant now) {
    try {
      session.run("BEGIN IMMEDIATE");
      long before = floor;
      prune(now);
      session.run("COMMIT");
      return floor > before;
    } catch (SQLException e) {
      session.rollback();
      LOG.warn("The change log cannot be pruned: {}", e.getMessage());
      return false;
    }
  }

  private void prune(Instant now) throws SQLException {
    long end = floor;
    long endTime = 0;
    long left = bytes;
    Instant tooOld = now.minus(limits.age());
    String sql =
        "SELECT seq, ts, " + SIZE + " FROM _changes WHERE seq>? ORDER BY seq LIMIT " + STEP;
    try (ResultSet rows = session.bound(sql, List.of(floor)).executeQuery()) {
      while (rows.next()
          && (left > limits.bytes() || Instant.ofEpochMilli(rows.getLong(2)).isBefore(tooOld))) {
        end = rows.getLong(1);
        endTime = rows.getLong(2);
        left -= rows.getLong(3);
      }
    }
    session.change("DELETE FROM _changes WHERE seq>? AND seq<=?" + unlessShown(), floor, end);
    session.change("INSERT OR REPLACE INTO _meta(k,v) VALUES('log_floor',?)", end);
    if (end > floor) {
      session.change("INSERT OR REPLACE INTO _meta(k,v) VALUES('log_floor_time',?)", endTime);
    }
    findOldest(end);
    bytes = oldest.equals(Instant.MAX) ? 0 : left;
    floor = end;
  }

  /**
   * Updates stay while the document is there whose history they are, be its collection defined at
   * the moment or not: whoever begins defines some first and the others later.
   */
  private String unlessShown() throws SQLException {
    List<String> shown = new ArrayList<>();
    try (ResultSet rows = session.bound(Schema.WITH_HISTORY_SQL, List.of()).executeQuery()) {
      while (rows.next()) {
        long number = rows.getLong(1);
        shown.add(
            "(col="
                + number
                + " AND EXISTS(SELECT 1 FROM d_"
                + number
                + " AS d WHERE d.id=_changes.id AND d.del<2))");
      }
    }
    return shown.isEmpty() ? "" : " AND NOT (op=2 AND (" + String.join(" OR ", shown) + "))";
  }
}
