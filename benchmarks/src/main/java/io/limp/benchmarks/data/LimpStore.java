package io.limp.benchmarks.data;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.data.Data;
import io.limp.data.Write;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.List;

/** The driver as it is. */
final class LimpStore implements Store {
  private final Data data;

  LimpStore(Path folder) {
    data = SqliteData.open(folder, "commit");
    data.define(List.of(SampleDocs.spec(List.of())));
  }

  @Override
  public void insert(Doc doc) {
    data.write(SampleDocs.ACTOR, List.of(new Write.Insert(SampleDocs.COLLECTION, doc)));
  }

  @Override
  public void update(Id id, Doc changes) {
    Query where = SampleDocs.compare("_id", Query.Op.EQ, id);
    data.write(SampleDocs.ACTOR, List.of(new Write.Update(SampleDocs.COLLECTION, where, changes)));
  }

  @Override
  public Object read(Id id) {
    return data.byId(SampleDocs.COLLECTION, id).orElseThrow();
  }

  @Override
  public long count() {
    return data.read(SampleDocs.COLLECTION, Find.where(Query.everything()).limit(1)).total();
  }

  @Override
  public void close() {
    data.close();
  }
}
