package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Feed;
import io.limp.data.Group;
import io.limp.data.Plan;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded database: one SQLite file, one thread that writes, a few that read. See
 * docs/decisions/0002.
 *
 * <pre>{@code
 * try (Data data = SqliteData.open(Path.of("data"), "limp_data")) {
 *   data.define(List.of(new CollectionSpec("staff", types, List.of(), List.of())));
 *   ...
 * }
 * }</pre>
 */
public final class SqliteData implements Data {
  private final Path database;
  private final DatabaseLock lock;
  private final Session writing;
  private final List<Session> reading;
  private final Writer writer;
  private final Readers readers;
  private final ShortReads shortReads;
  private final String epoch;
  private volatile Map<String, Table> tables = Map.of();

  private SqliteData(Path database, DatabaseLock lock, Limits limits) throws SQLException {
    this.database = database;
    this.lock = lock;
    List<Session> opened = new ArrayList<>();
    try {
      writing = Session.writing(database, limits);
      opened.add(writing);
      Schema schema = new Schema(writing, database);
      schema.open();
      epoch = schema.epoch();
      ApplyWrites apply = new ApplyWrites(writing, epoch, limits.deadline());
      writer = new Writer(writing, apply, limits, database);
      for (int i = 0; i < limits.readers() + limits.shortReads(); i++) {
        opened.add(Session.reading(database, limits));
      }
    } catch (SQLException | RuntimeException e) {
      for (Session session : opened.reversed()) {
        session.close();
      }
      throw e;
    }
    reading = List.copyOf(opened.subList(1, opened.size()));
    readers = new Readers(reading.subList(0, limits.readers()), limits, database);
    shortReads =
        new ShortReads(reading.subList(limits.readers(), reading.size()), readers, database);
    writer.start();
    readers.start();
  }

  /**
   * Opens the database of that name in the folder, or makes both.
   *
   * @throws DataUnavailable when it cannot be opened, another process has it open, or a newer
   *     program wrote it
   */
  public static SqliteData open(Path folder, String dataName) {
    return open(folder, dataName, Limits.DEFAULT);
  }

  static SqliteData open(Path folder, String dataName, Limits limits) {
    // It becomes a part of a file's name and of the driver's address, where a question mark begins
    // the options.
    if (!dataName.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}_.-]*")) {
      throw new IllegalArgumentException("Not a name for a database: " + dataName);
    }
    Path database = folder.toAbsolutePath().normalize().resolve(dataName + ".db");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DataUnavailable("The folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
    DatabaseLock lock = DatabaseLock.of(database);
    try {
      return new SqliteData(database, lock, limits);
    } catch (SQLException e) {
      lock.close();
      throw Failure.exception(e, database);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public void define(List<CollectionSpec> collections) {
    tables = writer.alone(session -> new Schema(session, database).define(collections));
  }

  private Table table(String collection) {
    Table table = tables.get(collection);
    if (table == null) {
      throw new IllegalArgumentException("No collection " + collection + " is defined");
    }
    return table;
  }

  /**
   * A document as the reader found it; its caller decodes it, so that the few readers are free for
   * others.
   */
  private record Found(Id id, PreparedWrite.Bytes json) {}

  @Override
  public Docs read(String collection, Find find) {
    Table table = table(collection);
    Sql page = Selects.page(table, find);
    Sql count = Selects.count(table, find.where());
    List<Found> found = new ArrayList<>();
    long total = readers.ask(session -> read(session, page, count, find, found));
    List<Doc> docs = new ArrayList<>(found.size());
    for (Found one : found) {
      docs.add(table.codec().doc(one.id, one.json.array));
    }
    return new Docs(docs, total);
  }

  private static long read(Session session, Sql page, Sql count, Find find, List<Found> found)
      throws SQLException {
    boolean all = find.skip() == 0 && find.limit().isEmpty();
    if (all) {
      return find(session, page, found);
    }
    // Both statements see the same documents.
    session.run("BEGIN");
    try {
      int here = find(session, page, found);
      boolean last = find.limit().isEmpty() || here < find.limit().getAsInt();
      return last && (here > 0 || find.skip() == 0)
          ? find.skip() + here
          : session.number(count.text(), count.values().toArray());
    } finally {
      session.run("COMMIT");
    }
  }

  private static int find(Session session, Sql page, List<Found> found) throws SQLException {
    try (ResultSet rows = session.bound(page).executeQuery()) {
      while (rows.next()) {
        found.add(new Found(Id.of(rows.getBytes(1)), new PreparedWrite.Bytes(rows.getBytes(2))));
      }
    }
    return found.size();
  }

  @Override
  public Optional<Doc> byId(String collection, Id id) {
    Table table = table(collection);
    String sql = Selects.byId(table);
    Optional<byte[]> json =
        shortReads.ask(
            session -> {
              try (ResultSet rows = session.bound(sql, List.of(id.bytes())).executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
              }
            });
    return json.map(bytes -> table.codec().doc(id, bytes));
  }

  @Override
  public boolean knows(String collection, Id id) {
    String sql = Selects.knows(table(collection));
    return shortReads.ask(session -> session.number(sql, id.bytes()) > 0);
  }

  @Override
  public Map<Id, List<Change>> history(String collection, Collection<Id> ids) {
    Table table = table(collection);
    Sql sql = Selects.history(table, ids);
    List<Change> newestFirst = readers.ask(session -> changes(session, table, sql));
    Map<Id, List<Change>> byId = new HashMap<>();
    for (Change change : newestFirst.reversed()) {
      byId.computeIfAbsent(change.id(), _ -> new ArrayList<>()).add(change);
    }
    return byId;
  }

  private List<Change> changes(Session session, Table table, Sql sql) throws SQLException {
    List<Change> changes = new ArrayList<>();
    try (ResultSet rows = session.bound(sql).executeQuery()) {
      while (rows.next()) {
        Id id = Id.of(rows.getBytes("id"));
        changes.add(
            new Change(
                epoch + ":" + rows.getLong("seq"),
                Instant.ofEpochMilli(rows.getLong("ts")),
                table.name(),
                id,
                Change.Op.UPDATE,
                rows.getLong("ver"),
                Id.of(rows.getBytes("actor")),
                Optional.of(table.codec().doc(id, rows.getBytes("before"))),
                Optional.of(table.codec().doc(id, rows.getBytes("after")))));
      }
    }
    return changes;
  }

  @Override
  public List<Group> groups(String collection, Query where, Grouping grouping, int most) {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public Plan plan(String collection, Find find) {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public String position() {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public Feed changes(String after, int most) {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public List<StoredDoc> scan(String collection, Optional<Id> after, int most) {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public void load(String collection, List<StoredDoc> docs) {
    throw new UnsupportedOperationException("Not yet");
  }

  @Override
  public List<Written> write(Id actor, List<Write> writes) {
    if (writes.isEmpty()) {
      return List.of();
    }
    return writer.write(
        actor,
        writes.stream().map(write -> PreparedWrite.of(table(write.collection()), write)).toList());
  }

  @Override
  public void onCommit(Consumer<List<Change>> listener) {
    writer.onCommit(listener);
  }

  /** Writes what is queued, stops the readers and closes the file. */
  @Override
  public void close() {
    writer.close();
    readers.close();
    shortReads.close();
    @Nullable SQLException failure = null;
    // The writer's connection last: the last one to close moves the write-ahead log into the file.
    for (Session session : reading) {
      failure = close(session, failure);
    }
    failure = close(writing, failure);
    lock.close();
    if (failure != null) {
      throw Failure.exception(failure, database);
    }
  }

  private static @Nullable SQLException close(Session session, @Nullable SQLException earlier) {
    try {
      session.close();
      return earlier;
    } catch (SQLException e) {
      return earlier == null ? e : earlier;
    }
  }
}
