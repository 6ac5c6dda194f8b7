package io.limp.messages;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;

/** Sends in every place where module code runs. Its documents are told of by their title. */
public final class Letters implements LimpModule {
  public static final Attr<String> TITLE = str("title");

  private static final Attr<List<String>> TO = list("to", AttrType.str());
  private static final Attr<String> TEXT = str("text");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("letters")
        .collection("letters")
        .attrs(Letters.class)
        .unique(TITLE)
        .read(anyone())
        .create(anyone())
        .beforeCreate(call -> say(call, "before " + call.doc().get(TITLE)))
        .afterCreate(
            (call, reply) -> {
              say(call, "after " + call.doc().get(TITLE));
              return reply;
            })
        .method("send", m -> m.permit(anyone()).docArgs(TO, TEXT).run(this::send))
        .method("send_and_fail", m -> m.permit(anyone()).run(this::sendAndFail))
        .method("send_and_break", m -> m.permit(anyone()).run(this::sendAndBreak))
        .method("write_within", m -> m.permit(anyone()).docArgs(TITLE).run(this::writeWithin))
        .delete(anyone())
        .beforeDelete(
            call ->
                call.together(
                    call.trustedBatch()
                        .create(Letters.class, Doc.of(TITLE, "grave"))
                        .send(Message.email("ada@example.com").subject("joined").text("x"))))
        .method("batch", m -> m.permit(anyone()).docArgs(TITLE).run(this::batch));
  }

  private static Call say(Call call, String text) {
    call.send(Message.email("ada@example.com").subject(text).text(text));
    return call;
  }

  private Reply send(Call call) {
    call.send(
        Message.email(call.doc().get(TO).toArray(String[]::new))
            .subject("To\r\nBcc: eve@example.com")
            .text(call.doc().get(TEXT)));
    return new Reply.Empty();
  }

  private Reply sendAndFail(Call call) {
    say(call, "refused");
    throw Refusal.badRequest("NO", "No.");
  }

  private Reply sendAndBreak(Call call) {
    say(call, "broken");
    throw new IllegalStateException("broken");
  }

  private Reply writeWithin(Call call) {
    say(call, "outer");
    call.trusted(Letters.class).create(Doc.of(TITLE, call.doc().get(TITLE)));
    throw Refusal.badRequest("NO", "No.");
  }

  private Reply batch(Call call) {
    call.trustedBatch()
        .create(Letters.class, Doc.of(TITLE, call.doc().get(TITLE)))
        .send(Message.email("ada@example.com").subject("batch").text("x"))
        .commit();
    return new Reply.Empty();
  }
}
