package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;

/** Named values: global ones are the operator's, the others belong to the user who made them. */
public final class Setting implements LimpModule {
  public static final Attr<String> VAR = str("var");
  public static final Attr<Object> VAL = any("val");
  public static final Attr<String> TYPE = literal("type", "global", "user");
  public static final Attr<Id> USER = owner("user");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("setting")
        .collection("settings")
        .attrs(Setting.class)
        .index(VAR)
        .expand(USER, User.class, User.EMAIL, User.NAME)
        .read(permit("admin"), permit("read").where(USER.is(me())))
        .create(permit("admin"), permit("create").set(TYPE, "user"))
        .update(
            permit("admin"),
            permit("update").where(USER.is(me())).where(TYPE.is("user")).drop(TYPE))
        .delete(permit("admin"))
        .method("update", m -> m.queryArgs(VAR))
        .method("delete", m -> m.queryArgs(VAR));
  }
}
