package io.limp.data.mongo;

import com.mongodb.MongoSecurityException;
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
import io.limp.data.FileStore;
import io.limp.data.Group;
import io.limp.data.LogQuery;
import io.limp.data.LogSpan;
import io.limp.data.Plan;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.Written;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MongoDB: a replica set or a sharded cluster, shared by any number of limpds. See
 * docs/decisions/0010.
 *
 * <pre>{@code
 * MongoSettings settings = MongoSettings.of("mongodb://localhost:27017", "limp_data");
 * try (Data data = MongoData.open(settings, MongoSettings.Patience.none())) {
 *   data.define(List.of(new CollectionSpec("staff", types, List.of(), List.of())));
 *   ...
 * }
 * }</pre>
 */
public final class MongoData implements Data {
  private static final Logger LOG = LoggerFactory.getLogger(MongoData.class);
  private static final int MOST_SORTED = 100_000;
  private static final BsonDocument ID_ONLY = new BsonDocument(Field.ID, new BsonInt32(1));

  private final Connection connection;
  private final Deployment deployment;
  private final Dialect dialect;
  private final Catalog catalog;
  private final ChangeLog log;
  private final SearchLog search;
  private final Listeners listeners;
  private final Writer writer;
  private final Optional<Follower> follower;
  private final Retention retention;
  private final Reads reads;
  private final MoveDocs move;
  private final MoveLog moveLog;
  private volatile Map<String, Table> tables = Map.of();

  private MongoData(
      Connection connection, Deployment deployment, MongoSettings settings, int mostSorted) {
    this.connection = connection;
    this.deployment = deployment;
    catalog = new Catalog(connection);
    log = new ChangeLog(connection.database(), catalog.open());
    search = new SearchLog(log);
    dialect = Dialect.of(connection.database());
    LOG.info("{}", deployment.told(dialect));
    listeners = new Listeners(log, log.last(), () -> tables);
    Commit commit = new Commit(connection, log, deployment.transactions(), settings.clock());
    retention = new Retention(connection, catalog, settings.log(), settings.clock());
    writer = new Writer(commit, listeners, () -> retention.grew(log.bytes()), connection.shown());
    follower =
        deployment.changeStreams()
            ? Optional.of(new Follower(connection, writer::wake))
            : Optional.empty();
    reads = new Reads(settings.diskUse(), mostSorted);
    move = new MoveDocs(connection, deployment.transactions());
    moveLog = new MoveLog(connection, catalog, log);
    writer.start();
    follower.ifPresent(Follower::start);
    retention.start();
  }

  /**
   * Connects to the deployment and makes the database when there is none.
   *
   * @param patience what to do while it cannot be reached
   * @throws DataUnavailable when patience has an end; when it is a database of another program or
   *     of a newer limpd; when it has no transactions and has to
   */
  public static MongoData open(MongoSettings settings, MongoSettings.Patience patience) {
    return open(settings, patience, MOST_SORTED);
  }

  /**
   * The same for a test.
   *
   * @param mostSorted how many documents are sorted in memory at the most
   */
  static MongoData open(MongoSettings settings, MongoSettings.Patience patience, int mostSorted) {
    Connection connection = Connection.of(settings);
    try {
      Deployment deployment = reach(connection, patience);
      if (!deployment.transactions()) {
        withoutTransactions(settings, connection);
      }
      return connection.ask(() -> new MongoData(connection, deployment, settings, mostSorted));
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private static Deployment reach(Connection connection, MongoSettings.Patience patience) {
    for (int attempt = 1; ; attempt++) {
      try {
        return connection.ask(() -> Deployment.of(connection.database()));
      } catch (DataUnavailable e) {
        if (e.getCause() instanceof MongoSecurityException
            || e.getCause() instanceof GeneralSecurityException) {
          // It is there; waiting would make neither the password nor the certificate a right one.
          throw e;
        }
        try {
          patience.wait(attempt, e);
        } catch (InterruptedException interrupt) {
          Thread.currentThread().interrupt();
          throw new DataUnavailable("Interrupted while waiting for the database", interrupt);
        }
      }
    }
  }

  private static void withoutTransactions(MongoSettings settings, Connection connection) {
    String lack =
        "The MongoDB of "
            + connection.shown()
            + " is a standalone server: it has no transactions, so a write that fails half-way"
            + " cannot be taken back for sure";
    if (!settings.alone()) {
      throw new DataUnavailable(
          lack + ". Make it a replica set, of one member at least (rs.initiate()).");
    }
    LOG.warn(
        "{}. That will do for development with one limpd; in production limpd refuses it.", lack);
  }

  /**
   * The contents of files, in the same database.
   *
   * @param clock says when a content was put
   */
  public FileStore files(InstantSource clock) {
    return new GridFiles(connection, clock);
  }

  /** What the servers can do. */
  Deployment deployment() {
    return deployment;
  }

  @Override
  public void define(List<CollectionSpec> collections) {
    tables = connection.ask(() -> catalog.define(collections, dialect));
  }

  private Table table(String collection) {
    Table table = tables.get(collection);
    if (table == null) {
      throw new IllegalArgumentException("No collection " + collection + " is defined");
    }
    return table;
  }

  @Override
  public Docs read(String collection, Find find) {
    Table table = table(collection);
    return connection.ask(() -> reads.read(table, find));
  }

  @Override
  public List<Id> ids(String collection, Query where, int most) {
    Table table = table(collection);
    return connection.ask(() -> reads.ids(table, where, most));
  }

  @Override
  public List<Group> groups(String collection, Query where, Grouping grouping, int most) {
    Table table = table(collection);
    return connection.ask(() -> reads.groups(table, where, grouping, most));
  }

  @Override
  public Plan plan(String collection, Find find) {
    Table table = table(collection);
    if (!deployment.explains()) {
      // Nothing is known, and so nothing is to be warned of.
      return new Plan(List.of("the server does not explain its plans"), true);
    }
    return connection.ask(() -> reads.plan(table, find));
  }

  @Override
  public Optional<Doc> byId(String collection, Id id) {
    Table table = table(collection);
    BsonDocument filter = byId(id).append(Field.DELETED, new BsonInt32(Field.LIVES));
    return connection.ask(
        () -> Optional.ofNullable(table.documents().find(filter).first()).map(table::doc));
  }

  private static BsonDocument byId(Id id) {
    return new BsonDocument(Field.ID, StoredValue.objectId(id));
  }

  @Override
  public boolean knows(String collection, Id id) {
    Table table = table(collection);
    return connection.ask(
        () -> table.documents().find(byId(id)).projection(ID_ONLY).first() != null);
  }

  @Override
  public List<Written> write(Id actor, List<Write> writes) {
    if (writes.isEmpty()) {
      return List.of();
    }
    return writer.write(
        actor, writes.stream().map(write -> PreparedWrite.of(this::table, write)).toList());
  }

  @Override
  public Map<Id, List<Change>> history(String collection, Collection<Id> ids) {
    Table table = table(collection);
    List<Change> newestFirst = connection.ask(() -> log.history(table, ids));
    Map<Id, List<Change>> byId = new HashMap<>();
    for (Change change : newestFirst.reversed()) {
      byId.computeIfAbsent(change.id(), _ -> new ArrayList<>()).add(change);
    }
    return byId;
  }

  @Override
  public List<Change> log(LogQuery sought, Optional<String> before, int most) {
    Map<String, Table> of = new HashMap<>();
    sought.collections().forEach(name -> of.put(name, table(name)));
    return connection.ask(() -> search.sought(of, sought, before, most));
  }

  @Override
  public Map<Id, Change> firstSince(
      String collection, Moment then, Optional<Set<Id>> docs, int most) {
    Table table = table(collection);
    return connection.ask(() -> search.firstSince(table, then, docs, most));
  }

  @Override
  public void onCommit(Consumer<List<Change>> listener) {
    listeners.add(listener);
  }

  @Override
  public void onGap(Runnable listener) {
    listeners.addForGaps(listener);
  }

  @Override
  public String position() {
    return connection.ask(log::position);
  }

  @Override
  public Feed changes(String after, int most) {
    return connection.ask(() -> log.after(after, most, tables));
  }

  @Override
  public List<StoredDoc> scan(String collection, Optional<Id> after, int most) {
    Table table = table(collection);
    return connection.ask(() -> move.scan(table, after, most));
  }

  @Override
  public void load(String collection, List<StoredDoc> docs) {
    Table table = table(collection);
    if (!docs.isEmpty()) {
      connection.ask(() -> move.load(table, docs));
    }
  }

  @Override
  public LogSpan logSpan() {
    return connection.ask(moveLog::span);
  }

  @Override
  public List<Change> scanLog(long after, int most) {
    return connection.ask(() -> moveLog.scan(tables, after, most));
  }

  @Override
  public void loadLog(LogSpan span, List<Change> changes) {
    connection.ask(() -> moveLog.load(span, changes, this::table));
    listeners.skipTo(span.last());
  }

  @Override
  public void fileHashes(Predicate<String> goOn) {
    List<String> all = connection.ask(catalog::names);
    new FileHashes(connection, goOn).tell(tables.values(), all);
  }

  /** Writes what is queued, then disconnects. */
  @Override
  public void close() {
    writer.close();
    retention.close();
    follower.ifPresent(Follower::close);
    connection.close();
  }
}
