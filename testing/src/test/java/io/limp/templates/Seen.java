package io.limp.templates;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.LimpModule;
import io.limp.api.Reply;
import io.limp.api.Template;

/** A template that any package may write: an attribute and a method that counts in it. */
final class Seen {
  static final Attr<Long> TIMES = integer("times").defaultsTo(0L);
  static final Attr<String> TOKEN = str("token").defaultsTo("t0ken").hidden();

  static final Template TEMPLATE =
      spec ->
          spec.attrs(TIMES, TOKEN)
              .method("see", m -> m.permit(anyone()).queryArgs(LimpModule.ID).run(Seen::see));

  private Seen() {}

  private static Reply see(Call call) {
    call.trusted()
        .update(
            LimpModule.ID.is(call.args().get(LimpModule.ID)),
            Doc.empty().withPlain(TIMES.name(), new Edit.Add(1L)));
    return new Reply.Empty();
  }
}
