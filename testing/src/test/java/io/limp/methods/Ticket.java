package io.limp.methods;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;

/** Methods with more than one set of arguments. */
final class Ticket implements LimpModule {
  static final Attr<Long> ROW = integer("row");
  static final Attr<Long> SEAT = integer("seat");
  static final Attr<String> NAME = str("name");
  static final Attr<Id> HOLDER = id("holder");

  private static final Attr<Object> QUERY = io.limp.api.Limp.any("query");
  private static final Attr<Object> DOC = io.limp.api.Limp.any("doc");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("ticket")
        .method(
            "find",
            m -> m.permit(anyone()).queryArgs(ROW, SEAT).orQueryArgs(HOLDER).run(this::given))
        .method(
            "book",
            m -> m.permit(anyone()).docArgs(ROW, SEAT).orDocArgs(HOLDER, NAME).run(this::given));
  }

  private Reply given(Call call) {
    return Reply.of(
        Doc.of(QUERY, (Object) call.args().values()).with(DOC, (Object) call.doc().values()));
  }
}
