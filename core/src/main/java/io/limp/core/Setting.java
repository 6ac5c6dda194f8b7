package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.util.List;

/** Named values: global ones are the operator's, the others belong to the user who made them. */
public final class Setting implements LimpModule {
  public static final Attr<String> VAR = str("var");
  public static final Attr<Object> VAL = any("val");
  public static final Attr<String> TYPE = literal("type", "global", "user", "user_sys");
  public static final Attr<Id> USER = owner("user");

  /** How newer clients name the setting that they mean. */
  private static final List<List<Attr<?>>> NAMED =
      List.of(List.of(ID, TYPE), List.of(VAR, TYPE), List.of(VAR, USER, TYPE));

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("setting")
        .collection("settings")
        .attrs(Setting.class)
        .index(VAR)
        .unique(USER, VAR, TYPE)
        .expand(USER, User.class, User.EMAIL, User.NAME)
        .read(permit("admin"), permit("read").where(USER.is(me())))
        .create(permit("admin"), permit("create").set(TYPE, "user"))
        .update(
            permit("admin"),
            permit("update").where(USER.is(me())).where(TYPE.is("user")).drop(TYPE))
        .delete(permit("admin"))
        .method("read", m -> m.newerQueryArgs(NAMED))
        .method(
            "update",
            m -> m.queryArgs(VAR).newerQueryArgs(NAMED).newerDocArgs(List.of(List.of(VAL))))
        .method("delete", m -> m.queryArgs(VAR).newerQueryArgs(List.of(List.of(ID), List.of(VAR))));
  }
}
