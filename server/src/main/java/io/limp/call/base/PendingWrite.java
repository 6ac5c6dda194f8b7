package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Write;
import io.limp.data.Written;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A call that has been through everything but the database.
 *
 * @param write what it writes; empty: nothing, and it is answered all the same
 * @param reply what it answers when that is written
 * @param place which of the calls in a client's batch it is, counted from 0; empty: none
 */
public record PendingWrite(
    LoadedModule module,
    Call call,
    Optional<Write> write,
    Function<Written, Reply> reply,
    OptionalInt place) {
  PendingWrite(
      LoadedModule module, Call call, Optional<Write> write, Function<Written, Reply> reply) {
    this(module, call, write, reply, OptionalInt.empty());
  }

  /** The same as a call in a client's batch. */
  public PendingWrite at(int index) {
    return new PendingWrite(module, call, write, reply, OptionalInt.of(index));
  }

  /** The same, writing that. */
  PendingWrite with(Optional<Write> other) {
    return new PendingWrite(module, call, other, reply, place);
  }

  /** A refusal that says which call of the batch it is for, where there is one. */
  Refusal naming(Refusal refusal) {
    return place.isPresent() ? refusal.with("index", (long) place.getAsInt()) : refusal;
  }
}
