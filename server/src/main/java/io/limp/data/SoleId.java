package io.limp.data;

import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.api.Value;
import java.util.Optional;

/** Finds the one document that a condition is about: the most frequent conditions are such. */
public final class SoleId {
  private SoleId() {}

  /** The id, where the condition is nothing but that. */
  public static Optional<Id> of(Query where) {
    return where instanceof Query.Compare(String path, Query.Op op, Value.Constant<?>(Id id))
            && op == Query.Op.EQ
            && path.equals(LimpModule.ID.name())
        ? Optional.of(id)
        : Optional.empty();
  }

  /** The id, where the condition is that and perhaps more: no other document is found by it. */
  public static Optional<Id> within(Query where) {
    return where instanceof Query.And(var parts)
        ? parts.stream().flatMap(part -> within(part).stream()).findFirst()
        : of(where);
  }
}
