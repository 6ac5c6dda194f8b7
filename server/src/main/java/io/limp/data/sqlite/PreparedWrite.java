package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.Write;
import java.util.Map;
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
   * @param image as the change log shows it
   * @param imageJson the same as JSON; the array of {@code json} where there is no secret
   */
  record Insert(Table table, Id id, Bytes json, Doc image, Bytes imageJson)
      implements PreparedWrite {
    @Override
    public int bytes() {
      return json.array.length;
    }
  }

  record Update(Table table, Sql rows, Doc changes, int bytes) implements PreparedWrite {}

  record Delete(Table table, Sql rows, boolean force) implements PreparedWrite {
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

  static PreparedWrite of(Table table, Write write) {
    return switch (write) {
      case Write.Insert insert -> insert(table, insert.doc());
      case Write.Update update -> update(table, update);
      case Write.Delete delete ->
          new Delete(table, Selects.rows(table, delete.where()), delete.force());
    };
  }

  private static Insert insert(Table table, Doc doc) {
    DocCodec codec = table.codec();
    Id id = doc.id();
    Bytes json = new Bytes(codec.json(doc));
    Doc stored = codec.doc(id, json.array);
    Doc image = codec.image(stored);
    Bytes imageJson = codec.hasSecret(stored) ? new Bytes(codec.json(image)) : json;
    return new Insert(table, id, json, image, imageJson);
  }

  private static Update update(Table table, Write.Update update) {
    Map<String, @Nullable Object> attrs = update.changes().values();
    if (attrs.containsKey(DocCodec.ID)) {
      throw new IllegalArgumentException("A document keeps its _id: " + attrs.keySet());
    }
    DocCodec codec = table.codec();
    Bytes json = new Bytes(codec.json(update.changes()));
    Sql rows = Selects.rows(table, update.where());
    return new Update(table, rows, codec.stored(json.array), json.array.length);
  }
}
