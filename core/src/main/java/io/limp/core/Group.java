package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Privileges;
import java.time.Instant;
import java.util.Map;

/** Users who share privileges. Every new user belongs to {@link #DEFAULT}. */
public final class Group implements LimpModule {
  public static final Id DEFAULT = Id.of("f00000000000000000000013");

  public static final Attr<Id> USER = owner("user");
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<LocaleText> BIO = locale("bio").until(Level.ONE);
  public static final Attr<LocaleText> DESC = locale("desc").optional().since(Level.SIX);
  public static final Attr<Privileges> PRIVILEGES =
      privileges("privileges").defaultsTo(Privileges.NONE).neededUntil(Level.ONE);
  public static final Attr<Object> ATTRS = dict("attrs").defaultsTo(Map.of()).until(Level.ONE);
  public static final Attr<Object> SETTINGS =
      dict("settings").defaultsTo(Map.of()).since(Level.SIX);
  public static final Attr<Instant> CREATE_TIME = created("create_time").since(Level.SIX);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("group")
        .codeName(
            "user") // clients know the codes of both modules by the one file that they once stood
        // in
        .collection("groups")
        .attrs(Group.class)
        .read(permit("read"))
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"));
  }
}
