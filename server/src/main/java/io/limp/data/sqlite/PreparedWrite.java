package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Id;
import io.limp.data.Edits;
import io.limp.data.NextNumber;
import io.limp.data.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A write with all done that does not need the database: callers prepare it, so that the one writer
 * is left with little.
 */
sealed interface PreparedWrite {
  Table table();

  /** About how much it adds to a group. */
  int bytes();

  /**
   * A new document.
   *
   * @param sides its rows in the side tables, in their order
   */
  record Insert(Table table, Id id, Bytes jsonb, Image image, List<Optional<List<Object>>> sides)
      implements PreparedWrite {
    @Override
    public int bytes() {
      return jsonb.array.length;
    }
  }

  /**
   * A new document that is complete only in the transaction.
   *
   * @param rows where the rows of numbers are kept
   */
  record Numbered(Table table, Table rows, Doc doc, List<NextNumber> numbers)
      implements PreparedWrite {
    @Override
    public int bytes() {
      return table.codec().bytes(doc).length;
    }
  }

  /**
   * Changes of documents.
   *
   * @param foreseen what becomes of the only one that it can be about
   */
  record Update(
      Table table,
      Sql rows,
      Doc changes,
      OptionalLong version,
      String remarks,
      int bytes,
      Optional<Foreseen> foreseen)
      implements PreparedWrite {}

  record Delete(Table table, Sql rows, boolean force) implements PreparedWrite {
    @Override
    public int bytes() {
      return 0;
    }
  }

  record Undelete(Table table, Sql rows, String remarks) implements PreparedWrite {
    @Override
    public int bytes() {
      return 0;
    }
  }

  /** Bytes in a record, which nobody compares. */
  final class Bytes {
    final byte[] array;

    Bytes(byte[] array) {
      this.array = array;
    }
  }

  /** Tells what an update will make of its document, if it can. */
  interface Foresee {
    Optional<Foreseen> of(Table table, Write.Update update, Doc changes);
  }

  static PreparedWrite of(Function<String, Table> tables, Write write, Foresee foresee) {
    Table table = tables.apply(write.collection());
    return switch (write) {
      case Write.Insert insert when !insert.numbers().isEmpty() ->
          new Numbered(table, tables.apply(NextNumber.COLLECTION), insert.doc(), insert.numbers());
      case Write.Insert insert -> insert(table, insert.doc());
      case Write.Update update -> update(table, update, foresee);
      case Write.Delete delete ->
          new Delete(table, Selects.rows(table, delete.where()), delete.force());
      case Write.Undelete undelete ->
          new Undelete(table, Selects.deletedRows(table, undelete.where()), undelete.remarks());
    };
  }

  static Insert insert(Table table, Doc doc) {
    DocCodec codec = table.codec();
    Id id = doc.id();
    Bytes jsonb = new Bytes(codec.bytes(doc));
    // Read back rather than as given: events then show what a read would.
    Doc stored = codec.doc(id, jsonb.array);
    List<Optional<List<Object>>> sides =
        table.sides().stream().map(side -> side.row(stored)).toList();
    return new Insert(table, id, jsonb, Image.of(stored, jsonb, codec), sides);
  }

  private static Update update(Table table, Write.Update update, Foresee foresee) {
    Edits.check(update.changes());
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(update.changes().values());
    plain.values().removeIf(Edit.class::isInstance);
    DocCodec codec = table.codec();
    Bytes jsonb = new Bytes(codec.bytes(new Doc(plain)));
    // Read back rather than as given: events then show what a read would.
    Doc stored = codec.stored(jsonb.array);
    Map<String, @Nullable Object> values = new LinkedHashMap<>(update.changes().values());
    values.putAll(stored.values());
    Doc changes = new Doc(values);
    Optional<Foreseen> foreseen = foresee.of(table, update, changes);
    return new Update(
        table,
        Selects.rows(table, update.where()),
        changes,
        update.version(),
        update.remarks(),
        foreseen.map(Foreseen::bytes).orElse(jsonb.array.length),
        foreseen);
  }
}
