package io.limp.benchmarks.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents of about 400 bytes of JSON, the same in every run.
 *
 * <p>However many there are, a city has {@link #PER_CITY} of them; their ranks are 0, 1, 2 ... in
 * no order, and their scores are ranks as parts of 1.
 */
final class SampleDocs {
  static final String COLLECTION = "people";
  static final int PER_CITY = 100;
  static final Id ACTOR = id(Integer.MAX_VALUE);

  private static final long SHUFFLE = 7919;
  private static final int PER_LOAD = 2000;
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TEXT = "Sixty-four callers write, one disk turns. ".repeat(4);

  private SampleDocs() {}

  /** The collection, with these sets of attributes indexed. */
  static CollectionSpec spec(List<List<String>> indexes) {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put("name", new AttrType.Str());
    types.put("city", new AttrType.Str());
    types.put("rank", new AttrType.Int());
    types.put("score", new AttrType.Decimal());
    types.put("at", new AttrType.Datetime());
    types.put("owner", new AttrType.IdType());
    types.put("tags", new AttrType.ListOf<>(new AttrType.Str()));
    types.put("text", new AttrType.Str());
    return new CollectionSpec(COLLECTION, types, List.of(), indexes);
  }

  static Id id(int number) {
    return new Id(0x6955_b900_0000_0000L, number);
  }

  /** The document of that number, of so many. */
  static Doc doc(Id id, int number, int of) {
    long rank = number * SHUFFLE % of;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id);
    values.put("name", "Person number " + number);
    values.put("city", city(number % (of / PER_CITY)));
    values.put("rank", rank);
    values.put("score", (double) rank / of);
    values.put("at", BEGUN.plusSeconds(number));
    values.put("owner", ACTOR);
    values.put("tags", List.of("one", "two", "three"));
    values.put("text", TEXT);
    return new Doc(new LinkedHashMap<>(values));
  }

  static String city(int number) {
    return "City " + number;
  }

  /** Puts documents with the numbers from 0 on into an empty collection. */
  static void load(Data data, int count) {
    List<StoredDoc> part = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      part.add(new StoredDoc(doc(id(i), i, count), 1, false));
      if (part.size() == PER_LOAD || i == count - 1) {
        data.load(COLLECTION, part);
        part.clear();
      }
    }
  }

  static Query compare(String path, Query.Op op, Object plain) {
    return new Query.Compare(path, op, new Value.Constant<>(plain));
  }
}
