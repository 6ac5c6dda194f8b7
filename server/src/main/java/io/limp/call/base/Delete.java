package io.limp.call.base;

import io.limp.api.Call;
import io.limp.api.Query;
import io.limp.api.Reply;
import io.limp.call.LoadedModule;
import io.limp.data.Data;
import io.limp.data.Write;
import java.util.List;

/**
 * {@code module/delete}: marks every document that the query asks for as deleted, so that no read
 * finds it; with {@code "$soft": true} (which the original's clients send to force it) removes them
 * for good.
 */
public final class Delete implements BaseMethod {
  private final Data data;
  private final SystemDocs systemDocs;

  public Delete(Data data) {
    this.data = data;
    systemDocs = new SystemDocs(data);
  }

  @Override
  public Reply run(LoadedModule module, Call call) {
    Query where = call.find().where();
    systemDocs.refuseDelete(module, where);
    Write delete = new Write.Delete(module.collection(), where, call.find().options().soft());
    return new Reply.Deleted(data.write(call.caller().user(), List.of(delete)).getFirst().ids());
  }
}
