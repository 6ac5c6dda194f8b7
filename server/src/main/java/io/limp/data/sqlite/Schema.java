package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.data.CollectionSpec;
import io.limp.data.DataUnavailable;
import io.limp.data.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables and indexes of a database file, and what {@code _meta} knows of them: the format's
 * version, the epoch of the change log, and for every collection that was ever defined its number,
 * its secret attributes and how many living documents it has.
 *
 * <pre>
 * d_1                  the documents of the collection with number 1
 * i_1_&lt;hash&gt;           an index of it, for look-ups and orders; the hash is that of its paths
 * u_1_&lt;hash&gt;           a unique one, among the living
 * t_1_&lt;hash&gt;           the words of its texts, where they are searched
 * g_1_&lt;hash&gt;           the points of one attribute
 * h_1                  the index of its changes, where it keeps its history
 * </pre>
 */
final class Schema {
  static final long FORMAT = 4;

  /** The numbers of the collections whose documents' histories are shown. */
  static final String WITH_HISTORY_SQL =
      "SELECT substr(name,3) FROM sqlite_schema WHERE type='index' AND name GLOB 'h_[0-9]*'";

  private static final String COLLECTION = "collection:";
  private static final String COUNT = "count:";

  private final Session session;
  private final Object database;

  Schema(Session session, Object database) {
    this.session = session;
    this.database = database;
  }

  /**
   * Makes the tables of a new database, or checks that this program can work with an old one.
   *
   * @return true when it is new
   */
  boolean open() throws SQLException {
    session.run("BEGIN IMMEDIATE");
    try {
      boolean isNew = session.number("SELECT count(*) FROM sqlite_schema") == 0;
      if (isNew) {
        create();
      } else {
        check();
      }
      session.run("COMMIT");
      return isNew;
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }

  private void create() throws SQLException {
    session.once("CREATE TABLE _meta(k TEXT PRIMARY KEY, v) WITHOUT ROWID");
    session.once(
        """
        CREATE TABLE _changes(
          seq INTEGER PRIMARY KEY, ts INTEGER NOT NULL, tx INTEGER NOT NULL, col INTEGER NOT NULL, id BLOB NOT NULL,
          op INTEGER NOT NULL, ver INTEGER NOT NULL, actor BLOB NOT NULL, before BLOB, after BLOB,
          remarks TEXT)\
        """);
    put("format", FORMAT);
    beginEpoch();
  }

  /** From now on the positions of the change log are others than before. */
  void beginEpoch() throws SQLException {
    byte[] epoch = new byte[6];
    new SecureRandom().nextBytes(epoch);
    beginEpoch(HexFormat.of().formatHex(epoch));
  }

  void beginEpoch(String epoch) throws SQLException {
    put("epoch", epoch);
  }

  private void check() throws SQLException {
    if (session.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('_meta','_changes')")
        != 2) {
      throw new DataUnavailable("The file " + database + " is a database of another program.");
    }
    long format = session.number("SELECT v FROM _meta WHERE k='format'");
    if (format > FORMAT) {
      throw new DataUnavailable(
          "The database "
              + database
              + " was written by a newer limpd (its format is "
              + format
              + ", this one knows "
              + FORMAT
              + "). Start the newer one, or restore a backup from before it.");
    }
    if (format < FORMAT) {
      // Format 1 had no side tables, which define() makes, and no floor of the change log; up to
      // format 2, the images of changes are texts; up to format 3, changes had no remarks.
      session.once("ALTER TABLE _changes ADD COLUMN remarks TEXT");
      put("format", FORMAT);
    }
  }

  private void put(String key, Object value) throws SQLException {
    session.change("INSERT OR REPLACE INTO _meta(k,v) VALUES(?,?)", key, value);
  }

  /** Where {@code _meta} keeps the number of a collection's living documents. */
  static String countKey(String collection) {
    return COUNT + collection;
  }

  /**
   * What the last process wrote when it ended as it should: the bytes of the change log. It is
   * taken away, so that the next process sees whether this one did.
   */
  OptionalLong takeCleanMark() throws SQLException {
    OptionalLong mark = OptionalLong.empty();
    try (ResultSet rows = session.statement("SELECT v FROM _meta WHERE k='clean'").executeQuery()) {
      if (rows.next()) {
        mark = OptionalLong.of(rows.getLong(1));
      }
    }
    session.change("DELETE FROM _meta WHERE k=?", "clean");
    return mark;
  }

  void putCleanMark(long logBytes) throws SQLException {
    put("clean", logBytes);
  }

  /** Up to which number the log is no longer complete, and when that change was made. */
  void putFloor(long floor, Optional<Instant> time) throws SQLException {
    put("log_floor", floor);
    put("log_floor_time", time.map(Instant::toEpochMilli).orElse(0L));
  }

  String epoch() throws SQLException {
    try (ResultSet rows = session.statement("SELECT v FROM _meta WHERE k='epoch'").executeQuery()) {
      if (!rows.next()) {
        throw new DataUnavailable("The file " + database + " is damaged: it has no epoch.");
      }
      return rows.getString(1);
    }
  }

  /**
   * Makes the tables and indexes of the collections, in one transaction; drops indexes that are no
   * longer declared.
   */
  Map<String, Table> define(List<CollectionSpec> collections) throws SQLException {
    session.run("BEGIN IMMEDIATE");
    try {
      Map<String, Table> tables = new HashMap<>();
      for (CollectionSpec collection : collections) {
        tables.put(collection.name(), define(collection));
      }
      session.run("COMMIT");
      return Map.copyOf(tables);
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }

  private Table define(CollectionSpec collection) throws SQLException {
    Entry entry = entry(collection);
    String table = Table.sqlName(entry.number);
    session.once(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + "(rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ver INTEGER NOT NULL,"
            + " del INTEGER NOT NULL DEFAULT 0, doc BLOB NOT NULL)");
    Map<String, List<String>> uniques = named("u_" + entry.number + "_", collection.unique());
    Map<String, List<String>> indexes = named("i_" + entry.number + "_", collection.indexes());
    Set<String> existing = indexesOf(table);
    for (String name : existing) {
      if (!uniques.containsKey(name) && !indexes.containsKey(name)) {
        session.once("DROP INDEX " + name);
      }
    }
    for (Map.Entry<String, List<String>> unique : uniques.entrySet()) {
      if (!existing.contains(unique.getKey())) {
        createUnique(collection.name(), table, unique.getKey(), unique.getValue());
      }
    }
    for (Map.Entry<String, List<String>> index : indexes.entrySet()) {
      if (!existing.contains(index.getKey())) {
        // With the id at the end, the newest of those that match are found without sorting.
        session.once(
            "CREATE INDEX "
                + index.getKey()
                + " ON "
                + table
                + "("
                + columns(index.getValue())
                + ", id DESC) WHERE del=0");
      }
    }
    if (collection.history()) {
      session.once(
          "CREATE INDEX IF NOT EXISTS h_"
              + entry.number
              + " ON _changes(id, seq) WHERE col="
              + entry.number);
    } else {
      session.once("DROP INDEX IF EXISTS h_" + entry.number);
    }
    Map<String, AttrType<?>> types = new LinkedHashMap<>(collection.types());
    entry.secrets.forEach(secret -> types.putIfAbsent(secret, new AttrType.SecretType()));
    DocCodec codec = new DocCodec(types, entry.secrets);
    Table defined =
        new Table(
            collection.name(),
            entry.number,
            types,
            codec,
            uniques,
            SideTables.of(entry.number, collection));
    new SideTables(session).define(defined);
    return defined;
  }

  private void createUnique(String collection, String table, String name, List<String> paths)
      throws SQLException {
    try {
      session.once(
          "CREATE UNIQUE INDEX " + name + " ON " + table + "(" + columns(paths) + ") WHERE del=0");
    } catch (SQLException e) {
      if (Failure.of(e) == Failure.CONSTRAINT) {
        throw new DataUnavailable(
            "The documents of "
                + collection
                + " cannot be unique by "
                + String.join(", ", paths)
                + ": some in "
                + database
                + " already have the same.",
            e);
      }
      throw e;
    }
  }

  private static String columns(List<String> paths) {
    return paths.stream()
        .map(path -> path.equals(DocCodec.ID) ? "id" : DocPath.extract("doc", Place.keys(path)))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, List<String>> named(String prefix, List<List<String>> indexes) {
    Map<String, List<String>> named = new TreeMap<>();
    for (List<String> paths : indexes) {
      if (!paths.isEmpty()) {
        named.put(prefix + hash(columns(paths)), List.copyOf(paths));
      }
    }
    return named;
  }

  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private Set<String> indexesOf(String table) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    String sql =
        "SELECT name FROM sqlite_schema WHERE type='index' AND tbl_name=? AND sql IS NOT NULL";
    try (ResultSet rows = session.bound(sql, List.of(table)).executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** What the catalog keeps of a collection. */
  private record Entry(long number, Set<String> secrets) {}

  private Entry entry(CollectionSpec collection) throws SQLException {
    String key = COLLECTION + collection.name();
    long number = 0;
    Set<String> secrets = new LinkedHashSet<>();
    String sql =
        "SELECT v->>'$.number', a.value FROM _meta LEFT JOIN json_each(v,'$.secrets') a WHERE k=?";
    try (ResultSet rows = session.bound(sql, List.of(key)).executeQuery()) {
      while (rows.next()) {
        number = rows.getLong(1);
        String secret = rows.getString(2);
        if (secret != null) {
          secrets.add(secret);
        }
      }
    }
    boolean known = number > 0;
    boolean more = secrets.addAll(secretsOf(collection.types()));
    if (!known) {
      number =
          1
              + session.number(
                  "SELECT max(v->>'$.number') FROM _meta WHERE k GLOB '" + COLLECTION + "*'");
    }
    if (!known) {
      put(countKey(collection.name()), 0L);
    }
    if (!known || more) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("number", number);
      entry.put("secrets", List.copyOf(secrets));
      put(
          key,
          new String(
              PlainJson.of(new Doc(new LinkedHashMap<>(entry)).values()), StandardCharsets.UTF_8));
    }
    return new Entry(number, secrets);
  }

  private static Set<String> secretsOf(Map<String, AttrType<?>> types) {
    Set<String> secrets = new LinkedHashSet<>();
    types.forEach(
        (name, type) -> {
          if (isSecret(type)) {
            secrets.add(name);
          }
        });
    return secrets;
  }

  private static boolean isSecret(AttrType<?> type) {
    return type instanceof AttrType.SecretType
        || (type instanceof AttrType.ListOf<?> list && isSecret(list.of()));
  }
}
