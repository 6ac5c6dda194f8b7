package io.limp.data;

import io.limp.api.Id;
import io.limp.api.Query;
import java.util.List;

/** What is done to one collection, step by step. */
record WriteSequence(CollectionSpec spec, List<Step> steps) {
  WriteSequence {
    steps = List.copyOf(steps);
  }

  sealed interface Step {}

  record Transaction(Id actor, List<Write> writes) implements Step {}

  /** The document of that id is read, twice: then a driver may keep it at hand. */
  record ReadTwice(Id id) implements Step {}

  /**
   * The documents for which the condition holds are sought.
   *
   * @param deleted among the deleted ones
   */
  record Seek(Query where, boolean deleted) implements Step {}

  WriteSequence with(List<Step> others) {
    return new WriteSequence(spec, others);
  }
}
