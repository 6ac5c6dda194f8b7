package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Privileges;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final List<String> locales;

  /**
   * @param locales the app's languages
   */
  public Group(List<String> locales) {
    this.locales = List.copyOf(locales);
  }

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
        .beforeCreate(this::describe)
        .update(permit("update"))
        .delete(permit("delete"));
  }

  /** Newer clients expect a text in every language, be it empty. */
  private Call describe(Call call) {
    if (call.doc().find(DESC).isPresent()) {
      return call;
    }
    Map<String, String> empty = new LinkedHashMap<>();
    locales.forEach(locale -> empty.put(locale, ""));
    return call.with(DESC, new LocaleText(empty));
  }
}
