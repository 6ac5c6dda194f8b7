package shop;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Message;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What customers order. They hear of it by e-mail, and may ask for a code by SMS. */
public final class Order implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> NUMBER = str("number");
  public static final Attr<String> EMAIL = email("email");
  public static final Attr<String> STATUS = literal("status", "new", "shipped").defaultsTo("new");
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  private static final Attr<String> PHONE = phone("phone");
  private static final Attr<String> CODE = str("code");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("order")
        .collection("orders")
        .attrs(Order.class)
        .unique(NUMBER)
        .index(USER)
        .read(permit("read"), signedIn().where(USER.is(me())))
        .create(signedIn())
        .beforeCreate(this::confirm)
        .update(permit("update"))
        .delete(permit("delete"))
        .method("send_code", m -> m.permit(signedIn()).docArgs(PHONE, CODE).run(this::sendCode))
        .method("remind", m -> m.run(this::remind))
        .method("forget", m -> m.docArgs(STATUS).run(this::forget))
        .method("page", m -> m.permit(permit("update")).docArgs(CODE).run(this::page))
        .method(
            "import", m -> m.permit(permit("create")).docArgs(NUMBER, EMAIL).run(this::importOne));
  }

  private Call confirm(Call call) {
    String number = call.doc().get(NUMBER);
    byte[] receipt = ("Order " + number).getBytes(StandardCharsets.UTF_8);
    call.send(
        Message.email(call.doc().get(EMAIL))
            .subject("Your order " + number)
            .text("Thank you! Your order is " + number + ".")
            .html("<p>Thank you! Your order is <b>" + number + "</b>.</p>")
            .attach("receipt.txt", "text/plain", receipt));
    return call;
  }

  private Reply sendCode(Call call) {
    String text = "Your code is " + call.doc().get(CODE) + ".";
    call.send(Message.sms(call.doc().get(PHONE), text).within(Duration.ofMinutes(10)));
    return new Reply.Empty();
  }

  /** Every morning the warehouse hears of what lies there too long. */
  private Reply remind(Call call) {
    Instant yesterday = call.now().minus(Duration.ofDays(1));
    Query late = allOf(STATUS.is("new"), CREATE_TIME.lessThan(yesterday));
    long count = call.trusted(Order.class).read(late).total();
    if (count > 0) {
      call.send(Message.by("pager", "warehouse").text(count + " orders wait"));
    }
    return new Reply.Empty();
  }

  private Reply forget(Call call) {
    Instant lastYear = call.now().minus(Duration.ofDays(365));
    call.trusted(Order.class)
        .delete(allOf(STATUS.is(call.doc().get(STATUS)), CREATE_TIME.lessThan(lastYear)));
    return new Reply.Empty();
  }

  private Reply page(Call call) {
    call.send(Message.by("pager", "warehouse").text(call.doc().get(CODE)));
    return new Reply.Empty();
  }

  private Reply importOne(Call call) {
    Doc order = Doc.of(NUMBER, call.doc().get(NUMBER)).with(EMAIL, call.doc().get(EMAIL));
    call.trustedBatch()
        .create(Order.class, order)
        .send(Message.by("pager", "warehouse").text("Imported " + call.doc().get(NUMBER)))
        .commit();
    return new Reply.Empty();
  }
}
