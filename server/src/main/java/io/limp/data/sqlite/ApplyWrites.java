package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.data.Change;
import io.limp.data.Conflict;
import io.limp.data.DataUnavailable;
import io.limp.data.Duplicate;
import io.limp.data.NextNumber;
import io.limp.data.WriteRefused;
import io.limp.data.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does prepared writes within the transaction that is open, each with its entry in the change log.
 * A document that was deleted for good leaves an empty row behind ({@code del} is 2), so that its
 * id stays known.
 */
final class ApplyWrites {
  static final long SOFT = 1;
  static final long FORCED = 2;

  private final Session session;
  private final AppendChanges append;
  private final Duration deadline;
  private final Savepoint savepoint;

  /** On the writer's connection. */
  ApplyWrites(Session session, AppendChanges append, Duration deadline) {
    this.session = session;
    this.append = append;
    this.deadline = deadline;
    this.savepoint = new Savepoint(session);
  }

  /** True when what one caller's writes have done can be taken back without the others'. */
  boolean canTakeBack() {
    return savepoint.canTakeBack();
  }

  /** Takes back what the last caller's writes have done, up to that mark. */
  void takeBack(AppendChanges.Mark mark) throws SQLException {
    savepoint.takeBack();
    append.rewind(mark);
  }

  /**
   * Does the writes of one caller: all of them, or those done are to be taken back.
   *
   * @param changes what is done is added to it
   */
  List<Written> apply(Id actor, List<PreparedWrite> writes, Instant at, List<Applied> changes)
      throws SQLException {
    AppendChanges.Part log = append.part(actor, at, changes);
    List<Written> written = new ArrayList<>(writes.size());
    savepoint.begin();
    if (writes.size() > 1) {
      savepoint.open();
    }
    for (PreparedWrite write : writes) {
      try {
        written.add(apply(write, log));
      } catch (WriteRefused e) {
        throw e.at(written.size());
      }
    }
    savepoint.release();
    return written;
  }

  private Written apply(PreparedWrite write, AppendChanges.Part log) throws SQLException {
    try {
      return switch (write) {
        case PreparedWrite.Insert insert -> insert(insert, log);
        case PreparedWrite.Numbered numbered -> numbered(numbered, log);
        case PreparedWrite.Update update -> update(update, log);
        case PreparedWrite.Delete delete -> delete(delete, log);
        case PreparedWrite.Undelete undelete -> undelete(undelete, log);
      };
    } catch (SQLException e) {
      if (Failure.of(e) == Failure.CONSTRAINT) {
        throw duplicate(write.table(), e);
      }
      throw e;
    }
  }

  private Written insert(PreparedWrite.Insert insert, AppendChanges.Part log) throws SQLException {
    DocCodec.refuseTooLarge(insert.id(), insert.jsonb());
    prepare(insert.table(), 1);
    change(
        "INSERT INTO " + insert.table().sqlName() + "(id,ver,doc) VALUES(?,1,?)",
        insert.id().bytes(),
        insert.jsonb().array);
    List<SideTable> sides = insert.table().sides();
    long rid = sides.isEmpty() ? 0 : session.number("SELECT last_insert_rowid()");
    for (int i = 0; i < sides.size(); i++) {
      sides.get(i).insert(session, rid, insert.sides().get(i));
    }
    AppendChanges.Entry entry =
        new AppendChanges.Entry(insert.table(), insert.id(), Change.Op.CREATE, 1, "");
    log.add(entry, Optional.empty(), Optional.of(insert.image()));
    return new Written(List.of(insert.id()), 1);
  }

  private Written numbered(PreparedWrite.Numbered numbered, AppendChanges.Part log)
      throws SQLException {
    savepoint.open(); // the row and the document
    Doc doc = numbered.doc();
    for (NextNumber next : numbered.numbers()) {
      long number = number(numbered.rows(), next, log);
      doc = doc.withPlain(next.attr(), next.text().apply(number));
    }
    return insert(PreparedWrite.insert(numbered.table(), doc), log);
  }

  private long number(Table table, NextNumber next, AppendChanges.Part log) throws SQLException {
    List<Row> rows = rows(Selects.rows(table, LimpModule.ID.is(next.row().id())));
    if (rows.isEmpty()) {
      insert(PreparedWrite.insert(table, next.row(1)), log);
      return 1;
    }
    Row row = rows.getFirst();
    DocCodec codec = table.codec();
    long number = NextNumber.after(codec.doc(row.id, row.jsonb.array));
    change(
        "UPDATE " + table.sqlName() + " SET ver=?, doc=? WHERE rid=?",
        row.version + 1,
        codec.bytes(next.row(number)),
        row.rid);
    return number;
  }

  private Written update(PreparedWrite.Update update, AppendChanges.Part log) throws SQLException {
    if (update.foreseen().isPresent() && isAsForeseen(update, update.foreseen().get(), log)) {
      return new Written(List.of(update.foreseen().get().edited().before().doc().id()), 1);
    }
    Table table = update.table();
    List<Row> rows = rows(update.rows());
    prepare(table, rows.size());
    long count = 0;
    for (Row row : rows) {
      if (update.version().isPresent() && update.version().getAsLong() != row.version) {
        throw new Conflict(row.id, row.version);
      }
      Optional<Edited> edited =
          Edited.of(table, row.stored(table.codec()), row.jsonb, update.changes());
      if (edited.isPresent() && replaces(update, edited.get(), log)) {
        count++;
      }
    }
    return new Written(ids(rows), count);
  }

  /** Does the update if its document is the one on which it was worked out. */
  private boolean isAsForeseen(
      PreparedWrite.Update update, Foreseen foreseen, AppendChanges.Part log) throws SQLException {
    if (!foreseen.isCurrent().getAsBoolean()) {
      return false;
    }
    prepare(update.table(), 1);
    return replaces(update, foreseen.edited(), log);
  }

  /** Puts a document in the place of what it was; false where that is something else now. */
  private boolean replaces(PreparedWrite.Update update, Edited edited, AppendChanges.Part log)
      throws SQLException {
    Table table = update.table();
    DocCache.Stored before = edited.before();
    DocCache.Stored after = edited.after();
    int rows =
        session.changed(
            "UPDATE " + table.sqlName() + " SET ver=?, doc=? WHERE rid=? AND ver=? AND del=0",
            after.version(),
            edited.jsonb().array,
            before.rid(),
            before.version());
    if (rows == 0) {
      return false;
    }
    savepoint.changed();
    for (SideTable side : table.sides()) {
      side.update(session, before.rid(), before.doc(), after.doc());
    }
    AppendChanges.Entry entry =
        new AppendChanges.Entry(
            table, before.doc().id(), Change.Op.UPDATE, after.version(), update.remarks());
    log.add(
        entry,
        Optional.of(edited.shownBefore()),
        Optional.of(edited.shownAfter()),
        Optional.of(after));
    return true;
  }

  private Written delete(PreparedWrite.Delete delete, AppendChanges.Part log) throws SQLException {
    Table table = delete.table();
    List<Row> rows = rows(delete.rows());
    prepare(table, rows.size());
    for (Row row : rows) {
      Doc before = table.codec().doc(row.id, row.jsonb.array);
      long version = row.version + 1;
      if (delete.force()) {
        change(
            "UPDATE " + table.sqlName() + " SET del=?, ver=?, doc=jsonb('{}') WHERE rid=?",
            FORCED,
            version,
            row.rid);
      } else {
        change(
            "UPDATE " + table.sqlName() + " SET del=?, ver=? WHERE rid=?", SOFT, version, row.rid);
      }
      for (SideTable side : table.sides()) {
        side.delete(session, row.rid);
      }
      AppendChanges.Entry entry =
          new AppendChanges.Entry(table, row.id, Change.Op.DELETE, version, "");
      log.add(entry, Optional.of(Image.of(before, row.jsonb, table.codec())), Optional.empty());
    }
    return new Written(ids(rows), rows.size());
  }

  private Written undelete(PreparedWrite.Undelete undelete, AppendChanges.Part log)
      throws SQLException {
    Table table = undelete.table();
    List<Row> rows = rows(undelete.rows());
    prepare(table, rows.size());
    for (Row row : rows) {
      Doc doc = table.codec().doc(row.id, row.jsonb.array);
      long version = row.version + 1;
      change("UPDATE " + table.sqlName() + " SET del=0, ver=? WHERE rid=?", version, row.rid);
      for (SideTable side : table.sides()) {
        side.insert(session, row.rid, side.row(doc));
      }
      log.add(
          new AppendChanges.Entry(table, row.id, Change.Op.UNDELETE, version, undelete.remarks()),
          Optional.empty(),
          Optional.of(Image.of(doc, row.jsonb, table.codec())));
    }
    return new Written(ids(rows), rows.size());
  }

  /** Keeps the number of living documents of every collection, for the changes of a group. */
  void count(List<Applied> changes) throws SQLException {
    Map<String, Long> more = new HashMap<>();
    for (Applied applied : changes) {
      Change change = applied.change();
      switch (change.op()) {
        case CREATE, UNDELETE -> more.merge(change.collection(), 1L, Long::sum);
        case DELETE -> more.merge(change.collection(), -1L, Long::sum);
        case UPDATE -> {}
      }
    }
    for (Map.Entry<String, Long> collection : more.entrySet()) {
      session.change(
          "UPDATE _meta SET v=v+? WHERE k=?",
          collection.getValue(),
          Schema.countKey(collection.getKey()));
    }
  }

  /** So many documents are going to be changed. */
  private void prepare(Table table, int documents) throws SQLException {
    if (documents > 1 || !table.sides().isEmpty()) {
      savepoint.open();
    }
  }

  private void change(String sql, Object... values) throws SQLException {
    session.change(sql, values);
    savepoint.changed();
  }

  private record Row(long rid, Id id, long version, PreparedWrite.Bytes jsonb) {
    DocCache.Stored stored(DocCodec codec) {
      return new DocCache.Stored(codec.doc(id, jsonb.array), rid, version, jsonb.array.length);
    }
  }

  /**
   * The rows to change, found before the first is changed. Everyone waits meanwhile, so it has a
   * deadline too.
   */
  private List<Row> rows(Sql select) throws SQLException {
    List<Row> found = new ArrayList<>();
    session.deadline(System.nanoTime() + deadline.toNanos(), () -> false);
    try (ResultSet rows = session.bound(select).executeQuery()) {
      while (rows.next()) {
        PreparedWrite.Bytes jsonb = new PreparedWrite.Bytes(rows.getBytes(4));
        found.add(new Row(rows.getLong(1), Id.of(rows.getBytes(2)), rows.getLong(3), jsonb));
      }
    } finally {
      // A change must run to its end: stopped in the middle, it would take the whole transaction
      // with it.
      session.noDeadline();
    }
    return found;
  }

  private static List<Id> ids(List<Row> rows) {
    return rows.stream().map(Row::id).toList();
  }

  static RuntimeException duplicate(Table table, SQLException e) {
    String message = String.valueOf(e.getMessage());
    for (Map.Entry<String, List<String>> unique : table.uniques().entrySet()) {
      if (message.contains("'" + unique.getKey() + "'")) {
        return new Duplicate(table.name(), unique.getValue());
      }
    }
    if (message.contains(table.sqlName() + ".id")) {
      return new Duplicate(table.name(), List.of(DocCodec.ID));
    }
    return new IllegalStateException("A constraint that nobody declared: " + message, e);
  }

  /** For a transaction that took too long to find what it should change. */
  static DataUnavailable late(Duration deadline, Throwable cause) {
    return new DataUnavailable(
        "What is to be changed was not found within "
            + deadline.toMillis()
            + " ms; nothing was written",
        cause);
  }
}
