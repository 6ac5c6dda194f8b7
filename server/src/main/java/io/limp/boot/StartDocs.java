package io.limp.boot;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.api.Secret;
import io.limp.call.ModuleTable;
import io.limp.core.Group;
import io.limp.core.Passwords;
import io.limp.core.Session;
import io.limp.core.Setting;
import io.limp.core.User;
import io.limp.data.Data;
import io.limp.data.Write;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that are there from the first start: the administrator, nobody and nobody's
 * session, the default group, and what the packages bring. One that was ever there, be it deleted
 * since, is not made again.
 */
final class StartDocs {
  private static final Logger LOG = LoggerFactory.getLogger(StartDocs.class);
  private static final Instant EPOCH = Instant.EPOCH;

  private final Data data;
  private final ModuleTable modules;
  private final List<String> locales;
  private final Instant now;

  StartDocs(Data data, ModuleTable modules, List<String> locales, Instant now) {
    this.data = data;
    this.modules = modules;
    this.locales = locales;
    this.now = now;
  }

  /**
   * The four documents that the server itself needs.
   *
   * @param adminPassword asked only for a new database
   * @param byDefault what the default group gets when it is made
   * @return true when the administrator was made just now
   */
  boolean createSystemDocs(
      Passwords passwords, Supplier<Secret> adminPassword, Privileges byDefault) {
    boolean isNew = !data.knows(collection(User.class), User.ADMIN);
    if (isNew) {
      Secret kept = passwords.kept(adminPassword.get().reveal());
      create(
          User.class,
          user(User.ADMIN, "__ADMIN", "ADMIN", "+971550000000", Privileges.ALL)
              .with(User.USERNAME_HASH, kept)
              .with(User.EMAIL_HASH, kept)
              .with(User.PHONE_HASH, kept));
      LOG.info("Created the administrator, who signs in as ADMIN@LIMP.MASAAR.COM");
    }
    create(User.class, user(User.ANON, "__ANON", "ANON", "+971000000000", Privileges.NONE));
    create(
        Session.class,
        Doc.of(LimpModule.ID, Session.ANON)
            .with(Session.USER, User.ANON)
            .with(Session.HOST_ADD, "127.0.0.1")
            .with(Session.USER_AGENT, "__ANON")
            .with(Session.TIMESTAMP, EPOCH)
            .with(Session.EXPIRY, EPOCH)
            .with(Session.TOKEN, Secret.of("__ANON"))
            .with(Session.GROUPS, List.of())
            .with(Session.CREATE_TIME, EPOCH));
    create(Group.class, group(Group.DEFAULT, everywhere("__DEFAULT"), byDefault));
    return isNew;
  }

  /** Gives those who have not signed in what the packages say, and takes what they say no more. */
  void holdAnonymous(Privileges said) {
    Privileges held =
        data.byId(collection(User.class), User.ANON)
            .flatMap(user -> user.find(User.PRIVILEGES))
            .orElse(Privileges.NONE);
    if (!held.equals(said)) {
      data.write(
          User.ADMIN,
          List.of(
              new Write.Update(
                  collection(User.class),
                  LimpModule.ID.is(User.ANON),
                  Doc.of(User.PRIVILEGES, said))));
      LOG.info("Who has not signed in holds {}", said.byModule());
    }
  }

  /** What a package brings. */
  void create(PackageSpec spec) {
    for (PackageSpec.Group group : spec.groups()) {
      create(Group.class, group(group.id(), group.name(), group.privileges()));
    }
    for (PackageSpec.StartDoc start : spec.docs()) {
      create(start.module(), Doc.of(LimpModule.ID, start.id()).with(start.doc()));
    }
    for (Map.Entry<String, Object> setting : spec.settings().entrySet()) {
      create(
          Setting.class,
          Doc.of(LimpModule.ID, settingId(setting.getKey()))
              .with(Setting.VAR, setting.getKey())
              .with(Setting.VAL, setting.getValue())
              .with(Setting.TYPE, "global")
              .with(Setting.USER, User.ADMIN));
    }
  }

  private void create(Class<? extends LimpModule> module, Doc doc) {
    if (!data.knows(collection(module), doc.id())) {
      data.write(User.ADMIN, List.of(new Write.Insert(collection(module), doc)));
      LOG.info("Created {} {}", modules.of(module).name(), doc.id());
    }
  }

  private String collection(Class<? extends LimpModule> module) {
    return modules.of(module).collection();
  }

  private Doc user(Id id, String name, String host, String phone, Privileges privileges) {
    LocaleText text = everywhere(name);
    return Doc.of(LimpModule.ID, id)
        .with(User.USERNAME, name)
        .with(User.EMAIL, host + "@LIMP.MASAAR.COM")
        .with(User.NAME, text)
        .with(User.BIO, text)
        .with(User.ADDRESS, text)
        .with(User.POSTAL_CODE, name)
        .with(User.PHONE, phone)
        .with(User.WEBSITE, "https://" + host + ".limp.masaar.com")
        .with(User.LOCALE, "en_AE")
        .with(User.CREATE_TIME, now)
        .with(User.GROUPS, List.of())
        .with(User.SETTINGS, Map.of())
        // Old clients know this spelling: one text, not a list of one.
        .withPlain(
            User.PRIVILEGES.name(),
            privileges.equals(Privileges.ALL) ? Map.of("*", "*") : Map.of());
  }

  private Doc group(Id id, LocaleText name, Privileges privileges) {
    return Doc.of(LimpModule.ID, id)
        .with(Group.USER, User.ADMIN)
        .with(Group.NAME, name)
        .with(Group.BIO, name)
        .with(Group.PRIVILEGES, privileges)
        .with(Group.DESC, everywhere(""))
        .with(Group.SETTINGS, Map.of())
        .with(Group.CREATE_TIME, now);
  }

  private LocaleText everywhere(String text) {
    LocaleText all = LocaleText.of(locales.getFirst(), text);
    for (String locale : locales) {
      all = all.and(locale, text);
    }
    return all;
  }

  /** The same at every start, so that a setting is made once whatever operators do to it. */
  private static Id settingId(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("setting " + name).getBytes(StandardCharsets.UTF_8));
      return Id.of(Arrays.copyOf(hash, Id.DIGITS / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
