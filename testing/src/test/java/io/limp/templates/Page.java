package io.limp.templates;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.Content;

/** The same template again, without categories. */
public final class Page implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("page").collection("pages").template(Content.of()).template(Seen.TEMPLATE);
  }
}
