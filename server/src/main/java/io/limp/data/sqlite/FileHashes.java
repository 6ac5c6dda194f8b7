package io.limp.data.sqlite;

import io.limp.data.DataUnavailable;
import io.limp.data.FileHash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells of the contents of files that documents and the change log need, a few rows at a time: see
 * {@link io.limp.data.Data#fileHashes}.
 *
 * <p>First come the collections that have files, then the log, then all the others: where every
 * content is needed, the listener has heard enough before those. At the end come the changes that
 * were made meanwhile, which know what moved from a document not read yet to one that was.
 */
final class FileHashes {
  private static final int PART = 200;
  private static final String LOG =
      "SELECT seq, json(before), json(after) FROM _changes WHERE seq>? ORDER BY seq LIMIT " + PART;

  private final Readers readers;
  private final Path database;
  private final Predicate<String> goOn;
  private boolean enough;

  FileHashes(Readers readers, Path database, Predicate<String> goOn) {
    this.readers = readers;
    this.database = database;
    this.goOn = goOn;
  }

  /**
   * Tells.
   *
   * @param defined the collections of today
   * @throws DataUnavailable when it cannot read all; or when another database lies in the same
   *     folder, whose documents need contents of the same store
   */
  void tell(Collection<Table> defined) {
    refuseNeighbours();
    Set<String> tables = new LinkedHashSet<>();
    defined.stream()
        .filter(table -> table.types().values().stream().anyMatch(FileHash::isIn))
        .forEach(table -> tables.add(table.sqlName()));
    tables.forEach(this::tellDocs);
    long logged = tell(LOG, 0);
    List<String> others = readers.ask("tables", FileHashes::tables);
    others.stream().filter(table -> !tables.contains(table)).forEach(this::tellDocs);
    tell(LOG, logged);
  }

  private void refuseNeighbours() {
    try (DirectoryStream<Path> databases =
        Files.newDirectoryStream(database.toAbsolutePath().getParent(), "*.db")) {
      for (Path other : databases) {
        if (!other.getFileName().equals(database.getFileName())) {
          throw new DataUnavailable(
              "The folder of "
                  + database
                  + " also has "
                  + other.getFileName()
                  + ", which may need files of its own");
        }
      }
    } catch (IOException e) {
      throw new DataUnavailable("The folder of " + database + " cannot be listed", e);
    }
  }

  /** Those of collections that no module defines any more, too. */
  private static List<String> tables(Session session) throws SQLException {
    List<String> names = new ArrayList<>();
    String sql = "SELECT name FROM sqlite_schema WHERE type='table' AND name GLOB 'd_[0-9]*'";
    try (ResultSet rows = session.statement(sql).executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void tellDocs(String table) {
    tell(
        "SELECT rid, json(doc), NULL FROM " + table + " WHERE rid>? ORDER BY rid LIMIT " + PART, 0);
  }

  /** Behind which number the next would come. */
  private long tell(String sql, long after) {
    Part part = new Part(List.of(), after, true);
    do {
      long from = part.last;
      if (enough) {
        return from;
      }
      part = readers.ask(sql, session -> part(session, sql, from));
      enough = part.hashes.stream().anyMatch(hash -> !goOn.test(hash));
    } while (part.isFull);
    return part.last;
  }

  /** What some rows have. */
  private record Part(List<String> hashes, long last, boolean isFull) {}

  private static Part part(Session session, String sql, long after) throws SQLException {
    List<String> hashes = new ArrayList<>();
    long last = after;
    int count = 0;
    try (ResultSet rows = session.bound(sql, List.of(after)).executeQuery()) {
      while (rows.next()) {
        last = rows.getLong(1);
        count++;
        for (int column = 2; column <= 3; column++) {
          byte[] json = rows.getBytes(column);
          if (json != null) {
            FileHash.findIn(json, hashes::add);
          }
        }
      }
    }
    return new Part(hashes, last, count == PART);
  }
}
