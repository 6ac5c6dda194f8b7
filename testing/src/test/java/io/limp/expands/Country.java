package io.limp.expands;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** At the end of every way. */
public final class Country implements LimpModule {
  public static final Attr<String> NAME = str("name");
  public static final Attr<String> CODE = str("code");
  public static final Attr<String> KEY = str("key").defaultsTo("k3y").hidden();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("country")
        .collection("countries")
        .attrs(Country.class)
        .read(anyone())
        .create(anyone())
        .delete(anyone());
  }
}
