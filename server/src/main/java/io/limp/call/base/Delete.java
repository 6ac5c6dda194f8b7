package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.Write;
import java.util.Optional;

/**
 * {@code module/delete}: marks every document that the query asks for as deleted, so that no read
 * finds it; with {@code "$soft": true} (which the original's clients send to force it) removes them
 * for good.
 */
public final class Delete implements WriteMethod {
  private final SystemDocs systemDocs;

  public Delete(Data data) {
    systemDocs = new SystemDocs(data);
  }

  @Override
  public PendingWrite prepare(LoadedModule module, Call call) {
    Query where = call.find().where();
    systemDocs.refuseDelete(module, where);
    Write delete = new Write.Delete(module.collection(), where, call.find().options().soft());
    return new PendingWrite(
        module, call, Optional.of(delete), written -> new Reply.Deleted(written.ids()));
  }
}
