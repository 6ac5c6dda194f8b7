package io.limp.call;

import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import io.limp.api.Reply;
import io.limp.call.FindMethod.Target;
import java.util.Optional;

/**
 * A create that was asked for the whole document answers with it only to who may read it; others
 * learn its id alone. Otherwise a write would be a way to read what hooks and defaults put in.
 */
final class CheckReadable {
  private static final String READ = "read";

  private final CallPipeline pipeline;

  CheckReadable(CallPipeline pipeline) {
    this.pipeline = pipeline;
  }

  Reply check(LoadedModule module, Call call, Reply reply) {
    return reply instanceof Reply.CreatedDoc(Doc doc) && !mayRead(module, call, doc)
        ? new Reply.Created(doc.id())
        : reply;
  }

  private boolean mayRead(LoadedModule module, Call call, Doc doc) {
    MethodSpec read = module.spec().methods().get(READ);
    if (read == null) {
      return false;
    }
    Optional<Permit> permit = CheckPermit.find(module, read, call.caller());
    if (permit.isEmpty()) {
      return false;
    }
    Find find = Find.where(LimpModule.ID.is(doc.id())).and(permit.get().where());
    Reply found = pipeline.trusted(new Target(module, read), call.withFind(find));
    return found instanceof Reply.Found(Docs docs) && !docs.isEmpty();
  }
}
