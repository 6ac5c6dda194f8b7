package io.limp.permits;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** Refers to workers: all of the leader is shown, of the deputy what is named. */
public final class Team implements LimpModule {
  public static final Attr<Id> LEADER = id("leader");
  public static final Attr<Id> DEPUTY = id("deputy").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("team")
        .collection("teams")
        .attrs(Team.class)
        .expand(LEADER, Worker.class)
        .expand(DEPUTY, Worker.class, Worker.NAME, Worker.SALARY)
        .read(anyone())
        .create(permit("create"));
  }
}
