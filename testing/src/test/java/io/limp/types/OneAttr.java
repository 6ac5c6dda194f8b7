package io.limp.types;

import static io.limp.api.Limp.anyone;

import io.limp.api.Attr;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** A module whose documents have one attribute. Everybody may write them. */
final class OneAttr implements LimpModule {
  private final String name;
  private final Attr<?> attr;

  OneAttr(String name, Attr<?> attr) {
    this.name = name;
    this.attr = attr;
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(name)
        .collection(name)
        .attrs(attr)
        .create(anyone())
        .read(anyone())
        .update(anyone());
  }
}
