package io.limp.benchmarks.data;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.call.Json;
import io.limp.data.Data;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A database with so many documents and two indexes, and what is asked of it. */
final class People implements AutoCloseable {
  static final int PAGE = 20;

  private static final Sort BY_RANK = new Sort("rank", false);

  private final Path file;
  private final Data data;
  private final int count;

  People(Path folder, int count) {
    String name = "people-" + count;
    this.file = folder.resolve(name + ".db");
    this.count = count;
    this.data = SqliteData.open(folder, name);
    data.define(List.of(SampleDocs.spec(List.of(List.of("city", "rank"), List.of("rank")))));
    System.out.println("Loading " + count + " documents");
    SampleDocs.load(data, count);
    checkIndexed(ofACity());
    checkIndexed(afterARank());
  }

  private void checkIndexed(Find find) {
    if (!data.plan(SampleDocs.COLLECTION, find).indexed()) {
      throw new IllegalStateException("Not by an index: " + find);
    }
  }

  Path file() {
    return file;
  }

  int count() {
    return count;
  }

  /** The first of the hundred of a city. */
  Find ofACity() {
    int city = ThreadLocalRandom.current().nextInt(count / SampleDocs.PER_CITY);
    return Find.where(SampleDocs.compare("city", Query.Op.EQ, SampleDocs.city(city)))
        .sorted(BY_RANK)
        .limit(PAGE);
  }

  /** A page in the middle of all. */
  Find afterARank() {
    long rank = ThreadLocalRandom.current().nextLong(count - PAGE - 1);
    return Find.where(Query.everything())
        .sorted(BY_RANK)
        .limit(PAGE)
        .beyond(SampleDocs.compare("rank", Query.Op.GT, rank));
  }

  /** A page as a client gets it. */
  void showPage(Find find) {
    Docs docs = read(find);
    if (docs.list().size() != PAGE) {
      throw new IllegalStateException("A page of " + docs.list().size());
    }
    String json =
        Json.write(
            Map.of(
                "docs",
                docs.list().stream().map(doc -> doc.values()).toList(),
                "total",
                docs.total()),
            Json::secondsSinceEpoch);
    if (json.length() < PAGE * PAGE) {
      throw new IllegalStateException("Not a page: " + json);
    }
  }

  Docs read(Find find) {
    return data.read(SampleDocs.COLLECTION, find);
  }

  Doc readById() {
    return data.byId(
            SampleDocs.COLLECTION, SampleDocs.id(ThreadLocalRandom.current().nextInt(count)))
        .orElseThrow();
  }

  @Override
  public void close() {
    data.close();
  }
}
