package io.limp.data.mongo;

import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.data.Edits;
import io.limp.data.Matcher;
import io.limp.data.NextNumber;
import io.limp.data.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A write with all done that does not need the database: callers prepare it, so that the one writer
 * is left with little.
 */
sealed interface PreparedWrite {
  Table table();

  /**
   * A new document.
   *
   * @param doc as a read would show it
   */
  record Insert(Table table, Doc doc, BsonDocument stored) implements PreparedWrite {}

  /**
   * A new document that is complete only in the transaction.
   *
   * @param rows where the rows of numbers are kept
   */
  record Numbered(Table table, Table rows, Doc doc, List<NextNumber> numbers)
      implements PreparedWrite {}

  record Update(Table table, Rows rows, Doc changes, OptionalLong version, String remarks)
      implements PreparedWrite {}

  record Delete(Table table, Rows rows, boolean force) implements PreparedWrite {}

  record Undelete(Table table, Rows rows, String remarks) implements PreparedWrite {}

  /** The documents of a condition, living or deleted. */
  record Rows(Filter filter, Matcher matcher) {
    static Rows of(Table table, Write write) {
      var where =
          switch (write) {
            case Write.Update update -> update.where();
            case Write.Delete delete -> delete.where();
            case Write.Undelete undelete -> undelete.where();
            case Write.Insert _ -> throw new IllegalArgumentException("An insert looks for none");
          };
      return new Rows(table.filter(where), Matcher.of(where, table.types()));
    }

    boolean has(Doc doc) {
      return filter.exact() || matcher.holds(doc);
    }
  }

  static PreparedWrite of(Function<String, Table> tables, Write write) {
    Table table = tables.apply(write.collection());
    return switch (write) {
      case Write.Insert insert when !insert.numbers().isEmpty() ->
          new Numbered(table, tables.apply(NextNumber.COLLECTION), insert.doc(), insert.numbers());
      case Write.Insert insert -> insert(table, insert.doc());
      case Write.Update update -> update(table, update);
      case Write.Delete delete -> new Delete(table, Rows.of(table, write), delete.force());
      case Write.Undelete undelete ->
          new Undelete(table, Rows.of(table, write), undelete.remarks());
    };
  }

  static Insert insert(Table table, Doc doc) {
    BsonDocument attrs = table.codec().bson(doc);
    // Read back rather than as given: events then show what a read would.
    Doc stored = table.codec().doc(doc.id(), attrs);
    return new Insert(table, stored, table.stored(stored, attrs, 1));
  }

  private static Update update(Table table, Write.Update update) {
    Edits.check(update.changes());
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(update.changes().values());
    plain.values().removeIf(Edit.class::isInstance);
    DocCodec codec = table.codec();
    // Read back rather than as given: events then show what a read would.
    Doc stored = codec.attrs(codec.bson(new Doc(plain)));
    Map<String, @Nullable Object> changes = new LinkedHashMap<>(update.changes().values());
    changes.putAll(stored.values());
    return new Update(
        table, Rows.of(table, update), new Doc(changes), update.version(), update.remarks());
  }
}
