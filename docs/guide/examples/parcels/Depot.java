package parcels;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.GeoPoint;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;

/** Where parcels wait. */
public final class Depot implements LimpModule {
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<GeoPoint> PLACE = geo("place").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("depot")
        .collection("depots")
        .attrs(Depot.class)
        .read(anyone())
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"));
  }
}
