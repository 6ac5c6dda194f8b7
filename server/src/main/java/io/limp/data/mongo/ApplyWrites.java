package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.model.ReplaceOneModel;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Change;
import io.limp.data.Conflict;
import io.limp.data.Duplicate;
import io.limp.data.Edits;
import io.limp.data.NextNumber;
import io.limp.data.TooLarge;
import io.limp.data.WriteRefused;
import io.limp.data.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the writes of one caller in a scope. Outside of a transaction it remembers how to take them
 * back.
 */
final class ApplyWrites {
  private static final Logger LOG = LoggerFactory.getLogger(ApplyWrites.class);

  private final Scope scope;
  private final Id actor;
  private final List<ChangeLog.Entry> entries;
  private final List<Runnable> undo = new ArrayList<>();

  /**
   * For a caller.
   *
   * @param entries what is done is added to it
   */
  ApplyWrites(Scope scope, Id actor, List<ChangeLog.Entry> entries) {
    this.scope = scope;
    this.actor = actor;
    this.entries = entries;
  }

  /** A document was changed by someone else between reading and writing it: begin again. */
  static final class Race extends RuntimeException {
    private static final long serialVersionUID = 1;

    Race() {
      super(null, null, false, false);
    }
  }

  List<Written> apply(List<PreparedWrite> writes) {
    List<Written> written = new ArrayList<>(writes.size());
    for (PreparedWrite write : writes) {
      try {
        written.add(apply(write));
      } catch (WriteRefused e) {
        throw e.at(written.size());
      }
    }
    return written;
  }

  private Written apply(PreparedWrite write) {
    return switch (write) {
      case PreparedWrite.Insert insert -> insert(insert);
      case PreparedWrite.Numbered numbered -> numbered(numbered);
      case PreparedWrite.Update update -> update(update);
      case PreparedWrite.Delete delete -> delete(delete);
      case PreparedWrite.Undelete undelete -> undelete(undelete);
    };
  }

  private Written insert(PreparedWrite.Insert insert) {
    Table table = insert.table();
    Id id = insert.doc().id();
    BsonDocument same = new BsonDocument(Field.ID, insert.stored().get(Field.ID));
    ask(
        table,
        List.of(insert.stored()),
        () -> {
          scope.insert(table.documents(), insert.stored());
          return scope.isTransaction() || undo.add(() -> table.documents().deleteOne(same));
        });
    log(table, id, Change.Op.CREATE, 1, Optional.empty(), Optional.of(insert.doc()), "");
    return new Written(List.of(id), 1);
  }

  private Written numbered(PreparedWrite.Numbered numbered) {
    Doc doc = numbered.doc();
    for (NextNumber next : numbered.numbers()) {
      doc = doc.withPlain(next.attr(), next.text().apply(number(numbered.rows(), next)));
    }
    return insert(PreparedWrite.insert(numbered.table(), doc));
  }

  private long number(Table table, NextNumber next) {
    BsonDocument same = new BsonDocument(Field.ID, StoredValue.objectId(next.row().id()));
    BsonDocument row = scope.find(table.documents(), same).first();
    if (row == null) {
      insert(PreparedWrite.insert(table, next.row(1)));
      return 1;
    }
    long number = NextNumber.after(table.doc(row));
    Doc after = next.row(number);
    BsonDocument stored = table.stored(after, table.codec().bson(after), Table.version(row) + 1);
    replace(table, List.of(new Replacement(row, stored)));
    return number;
  }

  private Written update(PreparedWrite.Update update) {
    Table table = update.table();
    List<Id> ids = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (BsonDocument row : rows(table, update.rows(), false)) {
      ids.add(Table.id(row));
      try {
        updated(update, row).ifPresent(replacements::add);
      } catch (WriteRefused e) {
        // One before it may share what is unique: the first that is refused is told of.
        replace(table, replacements);
        throw e;
      }
    }
    replace(table, replacements);
    return new Written(ids, replacements.size());
  }

  /** What becomes of a document, unless it stays as it is. */
  private Optional<Replacement> updated(PreparedWrite.Update update, BsonDocument row) {
    Table table = update.table();
    DocCodec codec = table.codec();
    Doc before = table.doc(row);
    long version = Table.version(row);
    if (update.version().isPresent() && update.version().getAsLong() != version) {
      throw new Conflict(before.id(), version);
    }
    BsonDocument attrs = codec.bson(Edits.apply(before, update.changes(), table.types()));
    Doc after = codec.doc(before.id(), attrs);
    if (after.values().equals(before.values())) {
      return Optional.empty();
    }
    log(
        table,
        before.id(),
        Change.Op.UPDATE,
        version + 1,
        Optional.of(before),
        Optional.of(after),
        update.remarks());
    return Optional.of(new Replacement(row, table.stored(after, attrs, version + 1)));
  }

  private Written delete(PreparedWrite.Delete delete) {
    Table table = delete.table();
    List<Id> ids = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (BsonDocument row : rows(table, delete.rows(), false)) {
      Doc before = table.doc(row);
      ids.add(before.id());
      long version = Table.version(row) + 1;
      BsonDocument after =
          new BsonDocument(Field.ID, row.get(Field.ID))
              .append(Field.VERSION, new BsonInt64(version))
              .append(Field.DELETED, new BsonInt32(delete.force() ? Field.FORCED : Field.SOFT))
              .append(Field.ATTRS, delete.force() ? new BsonDocument() : Table.attrs(row));
      replacements.add(new Replacement(row, after));
      log(table, before.id(), Change.Op.DELETE, version, Optional.of(before), Optional.empty(), "");
    }
    replace(table, replacements);
    return new Written(ids, ids.size());
  }

  private Written undelete(PreparedWrite.Undelete undelete) {
    Table table = undelete.table();
    List<Id> ids = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (BsonDocument row : rows(table, undelete.rows(), true)) {
      Doc doc = table.doc(row);
      ids.add(doc.id());
      long version = Table.version(row) + 1;
      replacements.add(new Replacement(row, table.stored(doc, Table.attrs(row), version)));
      log(
          table,
          doc.id(),
          Change.Op.UNDELETE,
          version,
          Optional.empty(),
          Optional.of(doc),
          undelete.remarks());
    }
    replace(table, replacements);
    return new Written(ids, ids.size());
  }

  /** The documents to change, found before the first is changed, newest first. */
  private List<BsonDocument> rows(Table table, PreparedWrite.Rows rows, boolean deleted) {
    List<BsonDocument> found = new ArrayList<>();
    for (BsonDocument stored :
        scope
            .find(table.documents(), rows.filter().among(deleted))
            .sort(new BsonDocument(Field.ID, new BsonInt32(-1)))) {
      if (rows.has(table.doc(stored))) {
        found.add(stored);
      }
    }
    return found;
  }

  private record Replacement(BsonDocument before, BsonDocument after) {
    ReplaceOneModel<BsonDocument> model() {
      return new ReplaceOneModel<>(same(before), after);
    }
  }

  private static BsonDocument same(BsonDocument stored) {
    return new BsonDocument(Field.ID, stored.get(Field.ID))
        .append(Field.VERSION, new BsonInt64(Table.version(stored)));
  }

  private void replace(Table table, List<Replacement> replacements) {
    if (!scope.isTransaction()) {
      replacements.forEach(each -> replaceAlone(table, each));
    } else if (!replacements.isEmpty()) {
      List<ReplaceOneModel<BsonDocument>> models =
          replacements.stream().map(Replacement::model).toList();
      List<BsonDocument> stored = replacements.stream().map(Replacement::after).toList();
      if (ask(table, stored, () -> scope.write(table.documents(), models).getMatchedCount())
          < models.size()) {
        throw new Race();
      }
    }
  }

  /** One that was not replaced must not be put back: someone else's stands there now. */
  private void replaceAlone(Table table, Replacement each) {
    if (ask(
            table,
            List.of(each.after),
            () -> table.documents().bulkWrite(List.of(each.model())).getMatchedCount())
        == 0) {
      throw new Race();
    }
    undo.add(() -> table.documents().replaceOne(same(each.after), each.before));
  }

  private static <T> T ask(Table table, List<BsonDocument> stored, Supplier<T> write) {
    try {
      return write.get();
    } catch (MongoException | BsonMaximumSizeExceededException e) {
      throw refused(table, stored, e);
    }
  }

  /**
   * What a failure means to whoever writes; itself when it is not the documents' fault.
   *
   * @param stored the documents as they were to be stored, one or more
   */
  static RuntimeException refused(Table table, List<BsonDocument> stored, RuntimeException e) {
    if (e instanceof MongoException told && Failure.isDuplicate(told)) {
      return duplicate(table, told);
    }
    return Failure.isTooLarge(e) ? tooLarge(stored) : e;
  }

  /** Nobody tells which of them it was: the largest. */
  private static TooLarge tooLarge(List<BsonDocument> stored) {
    BsonDocument largest = Collections.max(stored, Comparator.comparingInt(ApplyWrites::bytes));
    return new TooLarge("document", Table.id(largest), "MongoDB takes documents up to 16 MB");
  }

  private static int bytes(BsonDocument stored) {
    return new RawBsonDocument(stored, new BsonDocumentCodec()).getByteBuffer().remaining();
  }

  /** What the error of a unique index means. */
  static RuntimeException duplicate(Table table, MongoException e) {
    String index = Failure.index(e);
    List<String> paths = table.uniques().get(index);
    if (paths != null) {
      return new Duplicate(table.name(), paths);
    }
    return index.equals("_id_")
        ? new Duplicate(table.name(), List.of(Field.ID))
        : new IllegalStateException("A unique index that nobody declared: " + e.getMessage(), e);
  }

  private void log(
      Table table,
      Id id,
      Change.Op op,
      long version,
      Optional<Doc> before,
      Optional<Doc> after,
      String remarks) {
    ChangeLog.Entry entry =
        new ChangeLog.Entry(
            table,
            id,
            op,
            version,
            actor,
            before.map(doc -> ChangeLog.Image.of(table, doc)),
            after.map(doc -> ChangeLog.Image.of(table, doc)),
            remarks);
    entries.add(entry.checked());
  }

  /** Takes back what was done outside of a transaction, the last first. */
  void takeBack() {
    for (Runnable step : undo.reversed()) {
      try {
        step.run();
      } catch (MongoException e) {
        // The others must be taken back all the same.
        LOG.error(
            "A part of a failed write stays: without transactions it cannot be taken back", e);
      }
    }
    undo.clear();
  }
}
