package io.limp.data.sqlite;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.data.NextNumber;
import io.limp.data.SoleId;
import io.limp.data.Write;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The collections as they are defined now, and single documents of theirs: read by their ids, from
 * the cache or the file, and foreseen as an update will make them.
 */
final class SingleDocs {
  private final ShortReads reads;
  private final LongSupplier committed;
  private volatile Defined defined;

  /**
   * What is stored how, and what of it was read so; a new cache for every change of that, because
   * who reads meanwhile would fill the old one.
   */
  private record Defined(Map<String, Table> tables, DocCache cache) {
    Table table(String collection) {
      Table table = tables.get(collection);
      if (table == null) {
        throw new IllegalArgumentException("No collection " + collection + " is defined");
      }
      return table;
    }
  }

  /**
   * Of no collection yet.
   *
   * @param committed as {@link DocCache#DocCache(LongSupplier)} takes it
   */
  SingleDocs(ShortReads reads, LongSupplier committed) {
    this.reads = reads;
    this.committed = committed;
    this.defined = new Defined(Map.of(), new DocCache(committed));
  }

  /** Others are defined; by the writer's thread, in whose order foreseen updates hold or do not. */
  void define(Map<String, Table> tables) {
    defined = new Defined(tables, new DocCache(committed));
  }

  /** Documents were changed otherwise than by a commit; by the writer's thread. */
  void readAnew() {
    define(defined.tables);
  }

  /** A commit has changed them; before anybody else is told. */
  void changed(List<Applied> changes) {
    defined.cache.changed(changes);
  }

  Table table(String collection) {
    return defined.table(collection);
  }

  Collection<Table> tables() {
    return defined.tables.values();
  }

  Optional<Doc> find(String collection, Id id) {
    Defined now = defined;
    return stored(now, now.table(collection), id).map(DocCache.Stored::doc);
  }

  private Optional<DocCache.Stored> stored(Defined now, Table table, Id id) {
    if (table.name().equals(NextNumber.COLLECTION)) {
      return stored(table, id); // no change tells when a number is given
    }
    return now.cache.find(table.name(), id, () -> stored(table, id));
  }

  private Optional<DocCache.Stored> stored(Table table, Id id) {
    String sql = Selects.byId(table);
    Optional<Row> found =
        reads.ask(
            sql,
            session -> {
              try (ResultSet rows = session.bound(sql, List.of(id.bytes())).executeQuery()) {
                return rows.next()
                    ? Optional.of(
                        new Row(
                            rows.getLong(1),
                            rows.getLong(2),
                            new PreparedWrite.Bytes(rows.getBytes(3))))
                    : Optional.empty();
              }
            });
    return found.map(row -> row.decoded(table.codec(), id));
  }

  /** As the reader found it; its caller decodes it. */
  private record Row(long rid, long version, PreparedWrite.Bytes jsonb) {
    DocCache.Stored decoded(DocCodec codec, Id id) {
      return new DocCache.Stored(codec.doc(id, jsonb.array), rid, version, jsonb.array.length);
    }
  }

  /** Does all of the writes that can be done before the writer does them. */
  List<PreparedWrite> prepared(List<Write> writes) {
    Defined now = defined;
    PreparedWrite.Foresee foresee =
        (table, update, changes) -> foreseen(now, table, update, changes);
    return writes.stream().map(write -> PreparedWrite.of(now::table, write, foresee)).toList();
  }

  private Optional<Foreseen> foreseen(Defined now, Table table, Write.Update update, Doc changes) {
    return SoleId.within(update.where())
        .flatMap(id -> stored(now, table, id))
        .flatMap(
            before ->
                Foreseen.of(table, update, changes, before, () -> defined.cache == now.cache));
  }
}
