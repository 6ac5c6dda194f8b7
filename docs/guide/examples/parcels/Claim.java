package parcels;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.time.Instant;
import java.util.List;

/** What came broken: the claims come by HTTP, with photos, from a page or a script. */
public final class Claim implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<Id> PARCEL = id("parcel");
  public static final Attr<String> TEXT = str("text");
  public static final Attr<List<FileRef>> PHOTOS =
      files("photos", photo -> photo.types("image/*").largest(5_000_000).count(0, 4)).optional();
  public static final Attr<FileRef> OPINION = file("opinion", "application/pdf").optional();

  private static final Attr<FileRef> PAPER = file("paper", "application/pdf");
  private static final Attr<Instant> SINCE = datetime("since");
  private static final Attr<Long> COUNT = integer("count");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("claim")
        .collection("claims")
        .attrs(Claim.class)
        .index(USER)
        .index(PARCEL)
        .read(permit("read"), signedIn().where(USER.is(me())))
        .create(signedIn())
        .method("create", m -> m.post())
        .update(permit("admin"))
        .retrieveFile(permit("read"), signedIn().where(USER.is(me())))
        .beforeRetrieveFile(this::notAtNight)
        .method(
            "count",
            m ->
                m.permit(permit("read"))
                    .get()
                    .queryArgs(PARCEL)
                    .orQueryArgs(PARCEL, SINCE)
                    .returns(COUNT)
                    .run(this::count))
        .method(
            "opine",
            m -> m.permit(permit("admin")).queryArgs(ID).docArgs(PAPER).post().run(this::opine))
        .method("state", m -> m.permit(anyone()).get().run(call -> new Reply.Text("open")));
  }

  private Call notAtNight(Call call) {
    if (call.now().toString().contains("T03:")) {
      throw Refusal.forbidden("ASLEEP", "Files are not served at three in the night.");
    }
    return call;
  }

  private Reply count(Call call) {
    Query ofParcel = PARCEL.is(call.args().get(PARCEL));
    Query where =
        call.args()
            .find(SINCE)
            .map(since -> allOf(ofParcel, CREATE_TIME.greaterThan(since)))
            .orElse(ofParcel);
    return Reply.of(COUNT, call.module(Claim.class).read(where).total());
  }

  private Reply opine(Call call) {
    Query claim = ID.is(call.args().get(ID));
    Doc opinion = Doc.of(OPINION, call.doc().get(PAPER));
    return Reply.of(COUNT, (long) call.trusted(Claim.class).update(claim, opinion).size());
  }
}
