package shop;

import static io.limp.api.Limp.cron;
import static io.limp.api.Limp.every;
import static io.limp.api.Limp.on;
import static io.limp.api.Limp.once;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import io.limp.api.LocaleText;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.core.User;
import java.time.Duration;
import java.time.Instant;

/** The shop: its people, its way to them, and what they are told. */
public final class Shop implements LimpPackage {
  private static final Id WAREHOUSE = Id.of("5f00000000000000000000a1");

  private static final Instant OPENING = Instant.parse("2027-01-01T05:00:00Z");

  @Override
  public PackageSpec spec() {
    return PackageSpec.of("shop")
        .dependsOn("parcels")
        .locales("en_AE", "ar_AE")
        .group(
            WAREHOUSE,
            LocaleText.of("en_AE", "Warehouse").and("ar_AE", "المستودع"),
            Privileges.of("order", "read", "update"))
        .gateway("pager", new Pager())
        .event(on(Order.class).create().notify(User.GROUPS.has(WAREHOUSE), "A new order"))
        .event(
            on(Order.class)
                .update()
                .when(Order.STATUS.is("shipped"))
                .notify(
                    order -> LimpModule.ID.is(order.get(Order.USER)),
                    order -> "Your order " + order.get(Order.NUMBER) + " is on its way"))
        .job(
            JobSpec.of("remind", cron("0 8 * * MON-FRI").in("Asia/Dubai"))
                .call(Order.class, "remind"))
        .job(
            JobSpec.of("tidy", every(Duration.ofHours(6)))
                .call(Order.class, "forget", Doc.of(Order.STATUS, "shipped"))
                .overlap(JobSpec.Overlap.WAIT))
        .job(JobSpec.of("opening", once(OPENING)).call(Order.class, "remind"));
  }
}
