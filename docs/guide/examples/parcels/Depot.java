package parcels;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Batch;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.Find;
import io.limp.api.GeoPoint;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;

/** Where parcels wait. */
public final class Depot implements LimpModule {
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<Id> KEEPER = id("keeper").optional();
  public static final Attr<GeoPoint> PLACE = geo("place").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("depot")
        .collection("depots")
        .attrs(Depot.class)
        .read(anyone().atMost(100))
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"))
        .beforeDelete(this::releaseParcels);
  }

  private Call releaseParcels(Call call) {
    Batch release = call.trustedBatch();
    for (Doc depot : call.trusted(Depot.class).read(Find.where(call.find().where()))) {
      release.update(Parcel.class, Parcel.DEPOT.is(depot.id()), Parcel.DEPOT, new Edit.Unset());
    }
    return call.together(release);
  }
}
