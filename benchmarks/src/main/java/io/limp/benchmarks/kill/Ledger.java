package io.limp.benchmarks.kill;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.Write;
import io.limp.data.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Batches of writes that belong together. Each writer numbers its batches 1, 2, 3 ... A batch
 * inserts three parts, writes its number on both pages of the writer, and deletes the parts of the
 * batch that is {@link #KEPT} older. So the two pages say what else must be there, and a batch of
 * which a part is missing, or there too long, is half a batch.
 */
final class Ledger {
  static final int WRITERS = 64;
  static final int PARTS = 3;
  static final int PAGES = 2;
  static final int KEPT = 50;

  private static final String PART = "parts";
  private static final String PAGE = "pages";
  private static final Id ACTOR = new Id(1, 1);
  private static final AttrType<?> INT = new AttrType.Int();

  private final Data data;

  /** Of a database that was just opened. */
  Ledger(Data data) {
    this.data = data;
    data.define(
        List.of(
            new CollectionSpec(
                PART,
                types("writer", INT, "batch", INT, "part", INT, "text", new AttrType.Str()),
                List.of(List.of("writer", "batch", "part")),
                List.of()),
            new CollectionSpec(
                PAGE,
                types("writer", INT, "page", INT, "batch", INT),
                List.of(List.of("writer", "page")),
                List.of())));
  }

  private static Map<String, AttrType<?>> types(Object... types) {
    Map<String, AttrType<?>> byName = new LinkedHashMap<>();
    for (int i = 0; i < types.length; i += 2) {
      byName.put((String) types[i], (AttrType<?>) types[i + 1]);
    }
    return byName;
  }

  /** The pages of all writers, before the first batch. */
  void begin() {
    List<Write> pages = new ArrayList<>();
    for (long writer = 0; writer < WRITERS; writer++) {
      for (long page = 0; page < PAGES; page++) {
        pages.add(insert(PAGE, Map.of("writer", writer, "page", page, "batch", 0L)));
      }
    }
    data.write(ACTOR, pages);
  }

  /** Does a batch and returns when the database has answered. */
  void write(long writer, long batch) {
    List<Write> writes = new ArrayList<>();
    for (long part = 0; part < PARTS; part++) {
      String text = text(writer, batch);
      writes.add(
          insert(PART, Map.of("writer", writer, "batch", batch, "part", part, "text", text)));
    }
    writes.add(new Write.Update(PAGE, is("writer", writer), new Doc(Map.of("batch", batch))));
    if (batch > KEPT) {
      Query old = is("writer", writer).and(is("batch", batch - KEPT));
      writes.add(new Write.Delete(PART, old, true));
    }
    List<Written> written = data.write(ACTOR, writes);
    Loss.unless(
        written.get(PARTS).count() == PAGES
            && (batch <= KEPT || written.getLast().count() == PARTS),
        () -> "Writer %d, batch %d found other documents: %s".formatted(writer, batch, written));
  }

  private static String text(long writer, long batch) {
    return "Written by %d in batch %d. ".formatted(writer, batch).repeat(8);
  }

  private static Write insert(String collection, Map<String, Object> attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", Id.next(Instant.now()));
    values.putAll(attrs);
    return new Write.Insert(collection, new Doc(new LinkedHashMap<>(values)));
  }

  private static Query is(String path, long number) {
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(number));
  }

  /** The last batch of each writer, as its pages say. */
  long[] batches() {
    return IntStream.range(0, WRITERS).mapToLong(this::batch).toArray();
  }

  private long batch(int writer) {
    List<Doc> pages = data.read(PAGE, Find.where(is("writer", writer))).list();
    List<Long> batches = pages.stream().map(page -> number(page, "batch")).toList();
    Loss.unless(
        batches.size() == PAGES && batches.stream().distinct().count() == 1,
        () -> "The pages of writer %d have the batches %s".formatted(writer, batches));
    return batches.getFirst();
  }

  /**
   * Looks for half batches.
   *
   * @throws Loss when there is one
   */
  void checkWhole() {
    long[] batches = batches();
    for (int writer = 0; writer < WRITERS; writer++) {
      long last = batches[writer];
      List<String> expected = new ArrayList<>();
      for (long batch = Math.max(1, last - KEPT + 1); batch <= last; batch++) {
        for (int part = 0; part < PARTS; part++) {
          expected.add(batch + "." + part + ": " + text(writer, batch));
        }
      }
      List<String> found =
          data.read(PART, Find.where(is("writer", writer))).list().stream()
              .map(
                  doc ->
                      number(doc, "batch")
                          + "."
                          + number(doc, "part")
                          + ": "
                          + doc.values().get("text"))
              .sorted()
              .toList();
      int of = writer;
      Loss.unless(
          found.equals(expected.stream().sorted().toList()),
          () ->
              "The last batch of writer %d is %d, but its parts are %s".formatted(of, last, found));
    }
  }

  static long number(Doc doc, String attr) {
    return doc.values().get(attr) instanceof Long number ? number : -1;
  }

  /** True for a change of a part, rather than of a page. */
  static boolean isPart(String collection) {
    return collection.equals(PART);
  }
}
