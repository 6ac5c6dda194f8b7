package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds changes to the log, within the transaction that is open on the writer's connection. */
final class AppendChanges {
  private final Session session;
  private final ChangeLog log;
  private long lastSeq;
  private long logged;

  /**
   * Behind that change.
   *
   * @param lastSeq the sequence number of the last change
   */
  AppendChanges(Session session, ChangeLog log, long lastSeq) {
    this.session = session;
    this.log = log;
    this.lastSeq = lastSeq;
  }

  /**
   * How far the change log is.
   *
   * @param seq of the last change
   * @param logged bytes that were ever added to it
   */
  record Mark(long seq, long logged) {}

  Mark mark() {
    return new Mark(lastSeq, logged);
  }

  /** Takes the changes after that mark back, as the database did. */
  void rewind(Mark mark) {
    lastSeq = mark.seq;
    logged = mark.logged;
  }

  /** Which change of which document. */
  record Entry(Table table, Id id, Change.Op op, long version, String remarks) {}

  /**
   * The part of the log that one transaction writes.
   *
   * @param changes what is added to the log is added to it
   */
  Part part(Id actor, Instant at, List<Applied> changes) {
    return new Part(actor, at, lastSeq + 1, changes);
  }

  /** What one transaction writes. */
  final class Part {
    private final Id actor;
    private final Instant at;
    private final long transaction;
    private final List<Applied> changes;

    private Part(Id actor, Instant at, long transaction, List<Applied> changes) {
      this.actor = actor;
      this.at = at;
      this.transaction = transaction;
      this.changes = changes;
    }

    void add(Entry entry, Optional<Image> before, Optional<Image> after) throws SQLException {
      add(entry, before, after, Optional.empty());
    }

    /** Adds a change after which the document is known as it is stored. */
    void add(
        Entry entry,
        Optional<Image> before,
        Optional<Image> after,
        Optional<DocCache.Stored> stored)
        throws SQLException {
      long seq = ++lastSeq;
      ChangeLog.Row row =
          new ChangeLog.Row(
              seq,
              at,
              entry.table.number(),
              entry.id,
              entry.op,
              entry.version,
              actor,
              before.map(Image::jsonb),
              after.map(Image::jsonb),
              entry.remarks);
      ChangeLog.insert(session, row, transaction);
      logged += row.bytes();
      Change change =
          new Change(
              log.position(seq),
              at,
              entry.table.name(),
              entry.id,
              entry.op,
              entry.version,
              actor,
              before.map(Image::doc),
              after.map(Image::doc),
              entry.remarks);
      changes.add(new Applied(change, stored));
    }
  }
}
