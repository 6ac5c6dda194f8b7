package io.limp.templates;

import static io.limp.api.Limp.*;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.core.User;

/** The users, for everybody to see by name and for clerks to change. */
public final class People implements LimpModule {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("people")
        .proxy(User.class)
        .read(permit("admin"), anyone().shows(User.NAME))
        .update(permit("update"))
        .delete(permit("delete"));
  }
}
