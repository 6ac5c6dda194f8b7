package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Write;
import java.util.Optional;

/**
 * {@code module/undelete}: every document that the query asks for and that was deleted, but not for
 * good, is there again as it was.
 */
public final class Undelete implements WriteMethod {
  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    Write undelete =
        new Write.Undelete(module.collection(), call.find().where(), Update.remarks(call.doc()));
    return new PendingWrite(
        module,
        call,
        Optional.of(undelete),
        written -> new Reply.Updated(written.ids(), written.count()));
  }
}
