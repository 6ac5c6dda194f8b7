package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.call.query.Cursor;
import io.limp.data.Data;
import io.limp.data.SoleId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code module/read}: the documents that the query asks for. */
public final class Read implements BaseMethod {
  private final Data data;
  private final CountGroups groups;
  private final LogPlans plans;
  private final ReadPast past;

  public Read(Data data) {
    this.data = data;
    plans = new LogPlans(data);
    past = new ReadPast(data);
    groups = new CountGroups(data, past);
  }

  @Override
  public Reply run(LoadedModule module, Call call) {
    Find find = call.find();
    String collection = module.collection();
    boolean asOf = find.options().past().asOf().isPresent();
    Optional<Id> id = soleId(find);
    Docs docs =
        id.isPresent()
            ? Docs.of(data.byId(collection, id.get()).map(List::of).orElse(List.of()))
            : asOf ? past.read(module, find) : data.read(collection, find);
    if (id.isEmpty() && !asOf) {
      plans.tell(module, find);
    }
    return new Reply.Found(
        new Docs(docs.list(), docs.total(), groups.of(module, find), after(docs, find)));
  }

  /** Where the page after these documents begins, if it is asked for and there may be one. */
  public static Optional<String> after(Docs docs, Find find) {
    boolean full = find.limit().isPresent() && docs.list().size() == find.limit().getAsInt();
    return find.options().paged() && full && !docs.isEmpty()
        ? Cursor.behind(docs.list().getLast(), find)
        : Optional.empty();
  }

  /**
   * The id, where the query is nothing but that: the most frequent read, for which drivers have a
   * quicker way.
   */
  private static Optional<Id> soleId(Find find) {
    boolean plain =
        find.skip() == 0
            && !find.limit().equals(OptionalInt.of(0))
            && find.beyond().equals(Query.everything())
            && !find.options().version()
            && !find.options().past().deleted()
            && find.options().past().asOf().isEmpty();
    return plain ? SoleId.of(find.where()) : Optional.empty();
  }
}
