package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.api.Value;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import java.util.List;
import java.util.Optional;

/** {@code module/read}: the documents that the query asks for. */
public final class Read implements BaseMethod {
  private final Data data;

  public Read(Data data) {
    this.data = data;
  }

  @Override
  public Reply run(LoadedModule module, Call call) {
    Find find = call.find();
    String collection = module.collection();
    Optional<Id> id = find.skip() == 0 ? soleId(find.where()) : Optional.empty();
    return new Reply.Found(
        id.isPresent()
            ? Docs.of(data.byId(collection, id.get()).map(List::of).orElse(List.of()))
            : data.read(collection, find));
  }

  /**
   * The id, where the query is nothing but that: the most frequent read, for which drivers have a
   * quicker way.
   */
  private static Optional<Id> soleId(Query where) {
    return where instanceof Query.Compare(String path, Query.Op op, Value.Constant<?>(Id id))
            && op == Query.Op.EQ
            && path.equals(LimpModule.ID.name())
        ? Optional.of(id)
        : Optional.empty();
  }
}
