package io.limp.history;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** A module that keeps no history and brings nothing back. */
public final class Plain implements LimpModule {
  public static final Attr<String> NAME = str("name");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("plain")
        .collection("plains")
        .attrs(Plain.class)
        .read(anyone())
        .create(anyone())
        .update(anyone())
        .delete(anyone());
  }
}
