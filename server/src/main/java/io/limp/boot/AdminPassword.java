package io.limp.boot;

import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.Secret;
import io.limp.call.LoadedModule;
import io.limp.core.Passwords;
import io.limp.core.User;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.Write;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the password that everybody knows out of production, and warns of it everywhere else. */
final class AdminPassword {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPassword.class);
  private static final int LEAST_CHARACTERS = 12;
  private static final Secret DEFAULT = Secret.of("__ADMIN");

  private final AppConfig config;
  private final Data data;
  private final Passwords passwords;
  private final String users;

  AdminPassword(AppConfig config, Data data, Passwords passwords, LoadedModule userModule) {
    this.config = config;
    this.data = data;
    this.passwords = passwords;
    users = userModule.collection();
  }

  /**
   * What the administrator of a new database gets.
   *
   * @throws StartRefused in production, when none was given or a short one
   */
  Secret ofNewDatabase() {
    Optional<Secret> given = given();
    if (given.isPresent()) {
      return given.get();
    }
    if (config.isProduction()) {
      throw refusal("would get");
    }
    warn();
    return DEFAULT;
  }

  /**
   * Looks at the password of a database that was there before. The default gives way to
   * LIMP_ADMIN_PASSWORD where that is set.
   *
   * @throws StartRefused in production, while the default stands
   */
  void check() {
    Optional<Secret> given = given();
    if (mayStayDefault()) {
      return; // warnLater says so
    }
    if (isDefault()) {
      replace(given.orElseThrow(() -> refusal("still has")));
    }
  }

  /**
   * Warns of the default where it may stay. When the server serves already: comparing takes a tenth
   * of a second, which nobody should wait for.
   */
  void warnLater() {
    if (mayStayDefault()) {
      Thread.ofVirtual().name("admin-password").start(this::warnIfDefault);
    }
  }

  private boolean mayStayDefault() {
    return given().isEmpty() && !config.isProduction();
  }

  /** The password that the operator set, unless it is the default again. */
  private Optional<Secret> given() {
    Optional<Secret> given = config.adminPassword().filter(password -> !password.equals(DEFAULT));
    if (config.isProduction()
        && given.isPresent()
        && given.get().reveal().length() < LEAST_CHARACTERS) {
      throw new StartRefused(
          "LIMP_ADMIN_PASSWORD must have at least %d characters with --env prod."
              .formatted(LEAST_CHARACTERS));
    }
    return given;
  }

  private static StartRefused refusal(String verb) {
    return new StartRefused(
        """
        The administrator ADMIN@LIMP.MASAAR.COM %s the default password, which everybody knows: --env prod does not start.
        Set the environment variable LIMP_ADMIN_PASSWORD to a password of at least %d characters and start again.\
        """
            .formatted(verb, LEAST_CHARACTERS));
  }

  private void warnIfDefault() {
    try {
      if (isDefault()) {
        warn();
      }
    } catch (DataUnavailable e) {
      LOG.debug("Closed before the administrator's password was looked at");
    }
  }

  private static void warn() {
    LOG.warn(
        "The administrator has the default password __ADMIN: set LIMP_ADMIN_PASSWORD before anybody"
            + " else can connect");
  }

  private boolean isDefault() {
    Optional<Doc> admin = data.byId(users, User.ADMIN);
    return passwords.matches(
        DEFAULT.reveal(), "email", "", admin.flatMap(user -> user.find(User.EMAIL_HASH)));
  }

  private void replace(Secret password) {
    Secret kept = passwords.kept(password.reveal());
    Doc changes =
        Doc.of(User.USERNAME_HASH, kept).with(User.EMAIL_HASH, kept).with(User.PHONE_HASH, kept);
    data.write(User.ADMIN, List.of(new Write.Update(users, LimpModule.ID.is(User.ADMIN), changes)));
    LOG.info("Replaced the administrator's default password by that of LIMP_ADMIN_PASSWORD");
  }
}
