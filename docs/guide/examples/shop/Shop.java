package shop;

import static io.limp.api.Limp.on;

import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import io.limp.api.LocaleText;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.core.User;

/** The shop: its people, its way to them, and what they are told. */
public final class Shop implements LimpPackage {
  private static final Id WAREHOUSE = Id.of("5f00000000000000000000a1");

  @Override
  public PackageSpec spec() {
    return PackageSpec.of("shop")
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
                    order -> "Your order " + order.get(Order.NUMBER) + " is on its way"));
  }
}
