package press;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Reply;
import io.limp.api.Template;
import io.limp.core.User;

/** Documents that somebody else has looked at. */
final class Reviewed {
  static final Attr<Id> BY = id("reviewed_by").optional();

  static final Template TEMPLATE =
      spec ->
          spec.attrs(BY)
              .privileges("review")
              .expand(BY, User.class, User.NAME)
              .method(
                  "review",
                  m -> m.permit(permit("review")).queryArgs(LimpModule.ID).run(Reviewed::review));

  private Reviewed() {}

  private static Reply review(Call call) {
    call.trusted()
        .update(LimpModule.ID.is(call.args().get(LimpModule.ID)), Doc.of(BY, call.caller().user()));
    return new Reply.Empty();
  }
}
