package parcels;

import static io.limp.api.Limp.*;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Caller;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.FileRef;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.api.Secret;
import io.limp.core.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Things on their way to somebody. It uses every word of the API once; the guide quotes it. */
public final class Parcel implements LimpModule {
  public static final Attr<Id> SENDER = owner("sender");
  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<String> NUMBER =
      str("number").defaultsTo(() -> UUID.randomUUID().toString());
  public static final Attr<String> STATUS =
      literal("status", "waiting", "on_its_way", "delivered").defaultsTo("waiting");
  public static final Attr<LocaleText> CONTENT = locale("content");
  public static final Attr<Id> DEPOT = id("depot").optional();
  public static final Attr<Long> GRAMS = integer("grams");
  public static final Attr<Double> PRICE = decimal("price").optional();
  public static final Attr<Boolean> FRAGILE = bool("fragile").defaultsTo(false);
  public static final Attr<String> EMAIL = email("email").optional();
  public static final Attr<String> PHONE = phone("phone").optional();
  public static final Attr<String> SHOP = web("shop").optional();
  public static final Attr<Instant> DUE = datetime("due").optional();
  public static final Attr<List<String>> LABELS =
      list("labels", AttrType.str()).defaultsTo(List.of());
  public static final Attr<FileRef> INVOICE = file("invoice", "application/pdf").optional();
  public static final Attr<List<FileRef>> PHOTOS = files("photos", "image/*").optional();
  public static final Attr<Access> ACCESS = access("access").defaultsTo(Access.NOBODY);
  public static final Attr<Secret> PICKUP_CODE = secret("pickup_code").optional();
  public static final Attr<Object> SIZES = dict("sizes").optional();
  public static final Attr<Object> REMARK = any("remark").optional();

  private static final Attr<String> CODE = str("code");
  private static final Attr<Long> COUNT = integer("count");

  /** What somebody sees who has no privilege here. */
  private static final Query VISIBLE = anyOf(SENDER.is(me()), granted(ACCESS));

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("parcel")
        .collection("parcels")
        .attrs(Parcel.class)
        .privileges("dispatch")
        .unique(NUMBER)
        .index(STATUS, DUE)
        .expand(DEPOT, Depot.class, Depot.NAME)
        .expand(SENDER, User.class, User.NAME)
        .diff(REMARK)
        .read(permit("read"), signedIn().where(VISIBLE).hides(REMARK))
        .create(permit("admin").keep(SENDER), signedIn().set(STATUS, "waiting").drop(PRICE))
        .update(
            permit("update"),
            permit("dispatch").where(DEPOT.then(Depot.KEEPER).is(me())).accepts(STATUS, LABELS),
            signedIn().where(allOf(SENDER.is(me()), STATUS.is("waiting"))))
        .delete(permit("admin"))
        .undelete(permit("admin"))
        .forceDelete()
        .retrieveFile(permit("read"), signedIn().where(VISIBLE))
        .beforeCreate(this::weigh, this::checkDepot)
        .afterCreate(this::thank)
        .method(
            "pick_up",
            m -> m.permit(signedIn()).queryArgs(ID).docArgs(CODE).returns(STATUS).run(this::pickUp))
        .method("late", m -> m.permit(permit("dispatch")).returns(COUNT).run(this::late))
        .method(
            "label",
            m -> m.permit(anyone()).get().queryArgs(ID, ModuleSpec.FILE_NAME).run(this::label));
  }

  private Call weigh(Call call) {
    if (call.doc().find(GRAMS).filter(grams -> grams > 31_500).isPresent()) {
      throw Refusal.badRequest("TOO_HEAVY", "A parcel weighs at most 31.5 kg.");
    }
    return call.doc().has(LABELS) ? call : call.with(LABELS, List.of("new"));
  }

  private Call checkDepot(Call call) {
    call.doc()
        .find(DEPOT)
        .ifPresent(
            depot -> {
              if (call.module(Depot.class).read(ID.is(depot)).isEmpty()) {
                throw Refusal.badRequest("INVALID_DEPOT", "There is no depot %s.", depot);
              }
            });
    return call;
  }

  private Reply thank(Call call, Reply reply) {
    System.getLogger("parcels")
        .log(System.Logger.Level.INFO, "A parcel from {0}", call.caller().user());
    return reply;
  }

  private Reply pickUp(Call call) {
    Caller caller = call.caller();
    Query mine = ID.is(call.args().get(ID)).and(SENDER.is(caller.user()));
    Doc parcel =
        call.trusted(Parcel.class)
            .read(mine)
            .first()
            .orElseThrow(() -> Refusal.notFound("NO_PARCEL", "There is no such parcel."));
    Secret code = Secret.of(call.doc().get(CODE));
    if (!parcel.find(PICKUP_CODE).equals(Optional.of(code))) {
      throw Refusal.forbidden("WRONG_CODE", "That is not the code of this parcel.");
    }
    call.trusted(Parcel.class).update(mine, Doc.of(STATUS, "delivered"));
    return Reply.of(STATUS, "delivered")
        .saying(call.text("picked_up", "en_AE", Map.of("parcel", parcel.get(NUMBER))));
  }

  private Reply late(Call call) {
    Instant yesterday = call.now().minus(Duration.ofDays(1));
    Find find =
        Find.where(allOf(STATUS.isNot("delivered"), DUE.lessThan(yesterday)))
            .sorted(DUE.ascending(), GRAMS.descending())
            .limit(100);
    Docs late = call.module(Parcel.class).read(find);
    return Reply.of(COUNT, late.total());
  }

  private Reply label(Call call) {
    byte[] text = ("Parcel " + call.args().get(ID)).getBytes(StandardCharsets.UTF_8);
    return new Reply.Bytes("label.txt", "text/plain", text);
  }
}
