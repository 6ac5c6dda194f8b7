package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Moment;
import io.limp.api.Query;
import io.limp.data.Change;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Feed;
import io.limp.data.Group;
import io.limp.data.LogLimits;
import io.limp.data.LogQuery;
import io.limp.data.LogSpan;
import io.limp.data.OwnerOnly;
import io.limp.data.Plan;
import io.limp.data.StoredDoc;
import io.limp.data.TooManyGroups;
import io.limp.data.Write;
import io.limp.data.Written;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(SqliteData.class);

  private final Path database;
  private final DatabaseLock lock;
  private final Session writing;
  private final List<Session> reading;
  private final Writer writer;
  private final Readers readers;
  private final ShortReads shortReads;
  private final ChangeLog log;
  private final SearchLog search;
  private final Retention retention;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final SingleDocs single;

  private SqliteData(Path database, DatabaseLock lock, Limits limits) throws SQLException {
    this.database = database;
    this.lock = lock;
    List<Session> opened = new ArrayList<>();
    try {
      writing = Session.writing(database, limits);
      opened.add(writing);
      Schema schema = new Schema(writing, database);
      boolean isNew = schema.open();
      OptionalLong clean = schema.takeCleanMark();
      if (!isNew && clean.isEmpty()) {
        LOG.info("The last limpd did not end as it should: checking {}", database);
        FileCheck.quick(writing, database);
      }
      log = new ChangeLog(schema.epoch());
      search = new SearchLog(log);
      retention = new Retention(writing, limits.log(), clean);
      long lastSeq = Math.max(retention.floor(), writing.number("SELECT max(seq) FROM _changes"));
      AppendChanges append = new AppendChanges(writing, log, lastSeq);
      writer = new Writer(writing, append, retention, limits, database);
      for (int i = 0; i < limits.readers() + limits.shortReads(); i++) {
        opened.add(Session.reading(database, limits, writer::committed));
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
    single = new SingleDocs(shortReads, writer::committed);
    writer.start(single::changed);
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

  /**
   * Opens it with other limits for the change log.
   *
   * @throws DataUnavailable as {@link #open(Path, String)}
   */
  public static SqliteData open(Path folder, String dataName, LogLimits log) {
    return open(folder, dataName, Limits.DEFAULT.withLog(log));
  }

  /**
   * The same by a clock.
   *
   * @param clock by which changes are dated and grow old
   */
  public static SqliteData open(Path folder, String dataName, LogLimits log, InstantSource clock) {
    return open(folder, dataName, Limits.DEFAULT.withLog(log).withClock(clock));
  }

  static SqliteData open(Path folder, String dataName, Limits limits) {
    Path database = DatabaseFile.of(folder, dataName);
    try {
      OwnerOnly.folder(folder);
    } catch (IOException e) {
      throw new DataUnavailable("The folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
    DatabaseLock lock = DatabaseLock.of(database);
    try {
      OwnerOnly.file(database);
      return new SqliteData(database, lock, limits);
    } catch (IOException e) {
      lock.close();
      throw new DataUnavailable(
          "The database " + database + " cannot be made: " + e.getMessage(), e);
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
    writer.alone(
        session -> {
          single.define(new Schema(session, database).define(collections));
          return collections.size();
        });
  }

  private Table table(String collection) {
    return single.table(collection);
  }

  @Override
  public Docs read(String collection, Find find) {
    ReadPage page = new ReadPage(table(collection), find);
    return page.docs(shortReads.ask(page.sql(), page::read));
  }

  @Override
  public List<Id> ids(String collection, Query where, int most) {
    Sql sql = Selects.ids(table(collection), where, most);
    return shortReads.ask(
        sql.text(),
        session -> {
          List<Id> ids = new ArrayList<>();
          try (ResultSet rows = session.bound(sql).executeQuery()) {
            while (rows.next()) {
              ids.add(Id.of(rows.getBytes(1)));
            }
          }
          return ids;
        });
  }

  @Override
  public Optional<Doc> byId(String collection, Id id) {
    return single.find(collection, id);
  }

  @Override
  public boolean knows(String collection, Id id) {
    String sql = Selects.knows(table(collection));
    return shortReads.ask(sql, session -> session.number(sql, id.bytes()) > 0);
  }

  @Override
  public Map<Id, List<Change>> history(String collection, Collection<Id> ids) {
    Table table = table(collection);
    List<ChangeLog.Row> newestFirst =
        readers.ask("history", session -> log.updates(session, table, ids));
    Map<Id, List<Change>> byId = new HashMap<>();
    for (Change change : log.changes(newestFirst.reversed(), _ -> table)) {
      byId.computeIfAbsent(change.id(), _ -> new ArrayList<>()).add(change);
    }
    return byId;
  }

  @Override
  public List<Change> log(LogQuery sought, Optional<String> before, int most) {
    List<Table> of = sought.collections().stream().map(this::table).toList();
    Map<Long, Table> byNumber = new HashMap<>();
    of.forEach(table -> byNumber.put(table.number(), table));
    List<ChangeLog.Row> rows =
        readers.ask("log", session -> search.sought(session, of, sought, before, most));
    return log.changes(rows, byNumber::get).stream()
        .filter(
            change ->
                sought.changes().isEmpty() || sought.changes().get().contains(change.changeId()))
        .toList();
  }

  @Override
  public Map<Id, Change> firstSince(
      String collection, Moment then, Optional<Set<Id>> docs, int most) {
    Table table = table(collection);
    List<ChangeLog.Row> rows =
        readers.ask("first since", session -> search.firstSince(session, table, then, docs, most));
    Map<Id, Change> first = new HashMap<>();
    log.changes(rows, _ -> table).forEach(change -> first.put(change.id(), change));
    return first;
  }

  @Override
  public String position() {
    return log.position(writer.committed());
  }

  @Override
  public Feed changes(String after, int most) {
    Map<Long, Table> byNumber = byNumber();
    ChangeLog.Part part =
        readers.ask("changes", session -> log.after(session, byNumber.values(), after, most));
    return log.feed(part, byNumber);
  }

  @Override
  public List<Group> groups(String collection, Query where, Grouping grouping, int most) {
    CountGroups groups = new CountGroups(table(collection), grouping);
    // One more than may be tells that there are too many.
    Optional<Sql> sql = groups.statement(where, most + 1);
    if (sql.isEmpty()) {
      return List.of();
    }
    List<CountGroups.Row> rows =
        readers.ask(sql.get().text(), session -> groups.rows(session, sql.get()));
    if (rows.size() > most) {
      throw new TooManyGroups(grouping.by(), most);
    }
    return rows.stream().map(groups::group).toList();
  }

  @Override
  public Plan plan(String collection, Find find) {
    Table table = table(collection);
    Sql page = Selects.page(table, find);
    return readers.ask("plan", session -> ExplainPlan.of(session, table, page));
  }

  @Override
  public List<StoredDoc> scan(String collection, Optional<Id> after, int most) {
    Table table = table(collection);
    return readers.ask("scan", session -> MoveDocs.scan(session, table, after, most)).stream()
        .map(row -> row.stored(table.codec()))
        .toList();
  }

  @Override
  public void load(String collection, List<StoredDoc> docs) {
    Table table = table(collection);
    List<MoveDocs.Row> rows =
        docs.stream().map(stored -> MoveDocs.Row.of(stored, table.codec())).toList();
    writer.alone(
        session -> {
          MoveDocs.load(session, table, rows);
          single.readAnew(); // no change tells what was loaded
          return rows.size();
        });
  }

  @Override
  public LogSpan logSpan() {
    return readers.ask("log span", session -> MoveLog.span(session, log.epoch()));
  }

  @Override
  public List<Change> scanLog(long after, int most) {
    Map<Long, Table> byNumber = byNumber();
    return log.changes(
        readers.ask("scan log", session -> MoveLog.scan(session, byNumber.keySet(), after, most)),
        byNumber::get);
  }

  @Override
  public void loadLog(LogSpan span, List<Change> changes) {
    List<ChangeLog.Row> rows =
        changes.stream().map(change -> MoveLog.row(change, table(change.collection()))).toList();
    writer.alone(
        session -> {
          retention.tookOver(MoveLog.load(session, new Schema(session, database), span, rows));
          log.begin(span.epoch());
          writer.goOnBehind(span.last());
          single.readAnew(); // commits are counted from another number now
          return rows.size();
        });
  }

  private Map<Long, Table> byNumber() {
    Map<Long, Table> byNumber = new HashMap<>();
    single.tables().forEach(table -> byNumber.put(table.number(), table));
    return byNumber;
  }

  @Override
  public void fileHashes(Predicate<String> goOn) {
    new FileHashes(readers, database, goOn).tell(single.tables());
  }

  @Override
  public List<Written> write(Id actor, List<Write> writes) {
    if (writes.isEmpty()) {
      return List.of();
    }
    return writer.write(actor, single.prepared(writes));
  }

  @Override
  public void onCommit(Consumer<List<Change>> listener) {
    writer.onCommit(listener);
  }

  @Override
  public void onGap(Runnable listener) {
    // Nobody else writes to the file.
  }

  /** Writes what is queued, stops the readers and closes the file. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    writer.close();
    readers.close();
    shortReads.close();
    @Nullable SQLException failure = null;
    markClean();
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

  /** True to the next process unless this one dies before. */
  private void markClean() {
    try {
      new Schema(writing, database).putCleanMark(retention.bytes());
    } catch (SQLException e) {
      LOG.warn("The next start will check {}: {}", database, e.getMessage());
    }
  }

  /**
   * Writes a copy of the database as it is now, while it serves.
   *
   * @param target a new file; the contents of files are not in it
   * @param progress is told now and then
   * @throws FileAlreadyExistsException when there is one
   * @throws IOException when it cannot be written
   */
  public Backup backup(Path target, Backup.Progress progress) throws IOException {
    return Backup.of(database, target, progress);
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
