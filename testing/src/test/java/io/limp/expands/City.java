package io.limp.expands;

import static io.limp.api.Limp.*;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** Lies in a country and has a twin, which may have it for a twin in turn. */
public final class City implements LimpModule {
  public static final Attr<Id> MAYOR = owner("mayor");
  public static final Attr<String> NAME = str("name");
  public static final Attr<Id> COUNTRY = id("country").optional();
  public static final Attr<Id> TWIN = id("twin").optional();
  public static final Attr<Access> ACCESS = access("access").defaultsTo(Access.EVERYONE);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("city")
        .collection("cities")
        .attrs(City.class)
        .expand(COUNTRY, Country.class, e -> e.shows(Country.NAME).nested())
        .expand(TWIN, City.class, e -> e.nested(2).onRequest())
        .read(anyone())
        .create(anyone())
        .update(anyone());
  }
}
