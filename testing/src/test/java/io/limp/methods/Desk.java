package io.limp.methods;

import static io.limp.api.Limp.any;
import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.date;
import static io.limp.api.Limp.datetime;
import static io.limp.api.Limp.decimal;
import static io.limp.api.Limp.geo;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.list;
import static io.limp.api.Limp.literal;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Methods that are reached over HTTP, and tell what they were given. */
public final class Desk implements LimpModule {
  public static final Attr<String> NAME = str("name");

  private static final Attr<Long> ROW = integer("row");
  private static final Attr<Boolean> OPEN = bool("open");
  private static final Attr<Double> PRICE = decimal("price");
  private static final Attr<LocalDate> DAY = date("day");
  private static final Attr<Instant> WHEN = datetime("when");
  private static final Attr<Id> HOLDER = id("holder");
  private static final Attr<String> KIND = literal("kind", "big", "small");
  private static final Attr<List<Long>> ROWS = list("rows", AttrType.integer());
  private static final Attr<GeoPoint> PLACE = geo("place");
  private static final Attr<Object> GIVEN = any("given");

  @Override
  public ModuleSpec spec() {
    ModuleSpec desk =
        ModuleSpec.of("desk")
            .collection("desks")
            .attrs(Desk.class)
            .read(anyone())
            .create(permit("create"))
            .method(
                "show",
                m ->
                    m.permit(anyone())
                        .get()
                        .queryArgs(ROW)
                        .orQueryArgs(NAME)
                        .orQueryArgs(ROW, OPEN)
                        .orQueryArgs(ROW, OPEN, NAME)
                        .run(Desk::given))
            .method(
                "tell",
                m ->
                    m.permit(anyone())
                        .post()
                        .queryArgs()
                        .orQueryArgs(HOLDER)
                        .docArgs(ROW)
                        .orDocArgs(NAME)
                        .optionalDocArgs(OPEN, PRICE)
                        .run(Desk::given))
            .method(
                "guarded",
                m -> m.permit(permit("admin")).get().run(call -> new Reply.Text("guarded")))
            .method(
                "guarded_post",
                m -> m.permit(permit("admin")).post().run(call -> new Reply.Text("guarded")))
            .method(
                "address",
                m -> m.permit(anyone()).get().run(call -> new Reply.Text(call.caller().address())))
            .method("nothing", m -> m.permit(anyone()).get().run(call -> new Reply.Empty()))
            .method("gone", m -> m.permit(anyone()).get().run(call -> gone()));
    for (Attr<?> one : List.of(PRICE, DAY, WHEN, HOLDER, KIND, ROWS, PLACE)) {
      desk =
          desk.method(
              "by_" + one.name(), m -> m.permit(anyone()).get().queryArgs(one).run(Desk::given));
    }
    return desk;
  }

  private static Reply given(Call call) {
    return Reply.of(
        Doc.of(GIVEN, (Object) call.args().values())
            .with(any("doc"), (Object) call.doc().values())
            .with(id("user"), call.caller().user()));
  }

  private static Reply gone() {
    throw Refusal.notFound("GONE", "The desk is gone.");
  }
}
