package parcels;

import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpPackage;
import io.limp.api.LocaleText;
import io.limp.api.Migration;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.core.User;
import java.util.List;

/** What the parcels bring besides their modules. */
public final class Parcels implements LimpPackage {
  private static final Id DRIVERS = Id.of("5f00000000000000000000d1");
  private static final Attr<String> BADGE = str("badge", b -> b.pattern("D[0-9]{4}"));
  private static final Attr<String> VAN = str("van");
  private static final Id MAIN_DEPOT = Id.of("5f00000000000000000000d2");

  @Override
  public PackageSpec spec() {
    return PackageSpec.of("parcels")
        .version("1.4.0")
        .apiLevel(1)
        .locales("en_AE", "ar_AE")
        .setting("opening_hours", "8-18")
        .setting("map_key", "$env.PARCELS_MAP_KEY:demo")
        .group(
            DRIVERS,
            LocaleText.of("en_AE", "Drivers").and("ar_AE", "السائقون"),
            Privileges.of("parcel", "read", "dispatch").and(Privileges.of("depot", "read")))
        .doc(
            Depot.class,
            MAIN_DEPOT,
            Doc.of(Depot.NAME, LocaleText.of("en_AE", "Main depot").and("ar_AE", "المستودع")))
        .signInWith(User.EMAIL, User.PHONE.optional(), BADGE.optional())
        .userAttrs(VAN.optional())
        .defaultPrivileges(Privileges.of("depot", "read"))
        .anonPrivileges(Privileges.of("depot", "read"))
        .index(Parcel.class, Parcel.SENDER)
        .migration(Migration.of("2026-11-labels", Parcel.class, Parcels::withLabels))
        .profile("prod", prod -> prod.setting("opening_hours", "0-24"));
  }

  /** Parcels had no labels once. */
  private static Doc withLabels(Doc parcel) {
    return parcel.has(Parcel.LABELS) ? parcel : parcel.with(Parcel.LABELS, List.of("old"));
  }
}
