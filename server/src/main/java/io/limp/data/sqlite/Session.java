package io.limp.data.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.Function;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.core.CoreStatement;

/**
 * One connection with its prepared statements and its deadline. One thread uses it at a time; only
 * {@link #stop} may come from another.
 */
final class Session implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int STATEMENTS = 256;
  private static final long MOST_BUSY_MILLIS = 5000;
  private static final int STEPS_BETWEEN_DEADLINE_CHECKS = 4000;

  private final Connection connection;
  private final Deadline deadline = new Deadline();
  private final HoldsInMemory inMemory = new HoldsInMemory();
  private final Mapping mapping;
  private final Map<String, PreparedStatement> statements =
      new LinkedHashMap<>(STATEMENTS, 0.75f, true);

  private Session(Connection connection, LongSupplier committed, Limits limits) {
    this.connection = connection;
    this.mapping = new Mapping(this, committed, limits.mappedBytes());
  }

  /** The connection that writes; it makes the file when there is none. */
  static Session writing(Path database, Limits limits) throws SQLException {
    Session session =
        open(database, new SQLiteConfig(), limits, limits.cacheKilobytes() / 2, () -> 0);
    try {
      // Of a new file only, and before anything is written to it; see FreePages.
      session.run("PRAGMA auto_vacuum=INCREMENTAL");
      session.ask("PRAGMA journal_mode=WAL");
      session.run("PRAGMA synchronous=FULL");
      // Checkpoints are made between groups, see Writer.
      session.ask("PRAGMA wal_autocheckpoint=0");
      session.ask("PRAGMA journal_size_limit=67108864");
      // Savepoints keep the pages that they may have to restore in memory rather than in files.
      session.run("PRAGMA temp_store=MEMORY");
      if (limits.pages() > 0) {
        session.ask("PRAGMA max_page_count=" + limits.pages());
      }
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /** A connection that cannot write, of somebody who reads once. */
  static Session reading(Path database, Limits limits) throws SQLException {
    return reading(database, limits, () -> 0);
  }

  /**
   * A connection that cannot write.
   *
   * @param committed a number that every commit changes
   */
  static Session reading(Path database, Limits limits, LongSupplier committed) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.READONLY);
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return open(
        database, config, limits, limits.cacheKilobytes() / 2 / limits.readers(), committed);
  }

  /** The bare connection, for what JDBC has no words for. */
  Connection connection() {
    return connection;
  }

  private static Session open(
      Path database, SQLiteConfig config, Limits limits, int cacheKilobytes, LongSupplier committed)
      throws SQLException {
    // Otherwise the driver asks for the last row's number after every statement.
    config.setGetGeneratedKeys(false);
    // One thread at a time uses a session, so SQLite need not lock it at every step.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setBusyTimeout((int) Math.min(MOST_BUSY_MILLIS, limits.deadline().toMillis()));
    Session session =
        new Session(config.createConnection("jdbc:sqlite:" + database), committed, limits);
    try {
      session.run("PRAGMA cache_size=-" + cacheKilobytes);
      // See Mapping.
      session.ask("PRAGMA mmap_size=" + limits.mappedBytes());
      int deterministic = Function.FLAG_DETERMINISTIC;
      Function.create(
          session.connection, ContainsFolded.NAME, new ContainsFolded(), 2, deterministic);
      Function.create(session.connection, SameJson.NAME, new SameJson(), 2, deterministic);
      Function.create(session.connection, SortedJson.NAME, new SortedJson(), 1, deterministic);
      Function.create(
          session.connection,
          MatchesPattern.NAME,
          new MatchesPattern(session.deadline::isOver),
          2,
          deterministic);
      Function.create(session.connection, DistanceTo.NAME, new DistanceTo(), 3, deterministic);
      Function.create(session.connection, HoldsInMemory.NAME, session.inMemory, 3, 0);
      ProgressHandler.setHandler(
          session.connection, STEPS_BETWEEN_DEADLINE_CHECKS, session.deadline);
      // The driver would try to begin and to commit a transaction of its own around every
      // statement. Told that it is in one
      // already, it lets ours alone; the one that it begins for that is ended at once.
      session.connection.setAutoCommit(false);
      session.run("COMMIT");
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Statements that still run then are stopped, or as soon as nobody wants their answer any more.
   */
  void deadline(long nanoTime, BooleanSupplier unwanted) {
    deadline.at = nanoTime;
    deadline.unwanted = unwanted;
    deadline.armed = true;
  }

  /** To be called before a reader is asked something. */
  void beforeRead() throws SQLException {
    mapping.beforeRead();
  }

  /** Statements may run as long as they like. */
  void noDeadline() {
    deadline.armed = false;
  }

  /** Stops what runs, for good. */
  void stop() {
    deadline.stopped = true;
  }

  PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    // A statement that was stopped before its first row is of no use any more: the driver has
    // closed it.
    if (known instanceof CoreStatement open && !open.pointer.isClosed()) {
      return known;
    }
    PreparedStatement prepared = connection.prepareStatement(sql);
    statements.put(sql, prepared);
    if (statements.size() > STATEMENTS) {
      var eldest = statements.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    return prepared;
  }

  PreparedStatement bound(String sql, List<Object> values) throws SQLException {
    PreparedStatement statement = statement(sql);
    for (int i = 0; i < values.size(); i++) {
      switch (values.get(i)) {
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setLong(i + 1, number);
        case Double number -> statement.setDouble(i + 1, number);
        case HoldsInMemory.Condition condition ->
            statement.setLong(i + 1, inMemory.number(condition));
        case Object text -> statement.setString(i + 1, (String) text);
      }
    }
    return statement;
  }

  PreparedStatement bound(Sql sql) throws SQLException {
    return bound(sql.text(), sql.values());
  }

  /** Runs a prepared statement without a result. */
  void run(String sql) throws SQLException {
    statement(sql).execute();
  }

  /** Runs a prepared statement that changes rows. */
  void change(String sql, Object... values) throws SQLException {
    bound(sql, List.of(values)).execute();
  }

  /** The same; how many rows it has changed. */
  int changed(String sql, Object... values) throws SQLException {
    return bound(sql, List.of(values)).executeUpdate();
  }

  /** Runs statements that are not worth keeping. */
  void once(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement whose rows have no columns to its end. */
  void toItsEnd(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Ends the open transaction, if SQLite has not done so by itself. */
  void rollback() {
    try {
      once("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("Nothing to roll back", e);
    }
  }

  /** The first row's first column as a number; 0 when there is none. */
  long number(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bound(sql, List.of(values)).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Runs a statement that answers with a row nobody wants. */
  void ask(String sql) throws SQLException {
    try (ResultSet rows = statement(sql).executeQuery()) {
      rows.next();
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
    connection.close();
  }

  /** SQLite asks it now and then whether to go on. */
  private static final class Deadline extends ProgressHandler {
    private volatile long at;
    private volatile boolean armed;
    private volatile BooleanSupplier unwanted = () -> false;
    private volatile boolean stopped;

    @Override
    protected int progress() {
      return isOver() ? 1 : 0;
    }

    private boolean isOver() {
      boolean late = armed && (System.nanoTime() - at > 0 || unwanted.getAsBoolean());
      return late || stopped;
    }
  }
}
