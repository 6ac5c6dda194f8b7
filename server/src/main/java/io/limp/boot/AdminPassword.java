package io.limp.boot;

import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.Secret;
import io.limp.call.LoadedModule;
import io.limp.core.Passwords;
import io.limp.core.User;
import io.limp.data.Data;
import io.limp.data.Write;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the password that everybody knows out of production, and warns of it everywhere else. */
final class AdminPassword {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPassword.class);
  private static final int LEAST_CHARACTERS = 12;

  private final Data data;
  private final Passwords passwords;
  private final String users;

  AdminPassword(Data data, Passwords passwords, LoadedModule userModule) {
    this.data = data;
    this.passwords = passwords;
    users = userModule.collection();
  }

  /** What a new administrator's password is to be; in production it must have been given. */
  static Secret forNewDatabase(AppConfig config) {
    Secret given = config.adminPassword().orElse(Secret.of(StartDocs.DEFAULT_ADMIN_PASSWORD));
    if (config.isProduction() && config.adminPassword().isPresent() && isWeak(given)) {
      throw new StartRefused(
          "LIMP_ADMIN_PASSWORD must have at least "
              + LEAST_CHARACTERS
              + " characters in production.");
    }
    return given;
  }

  /**
   * Lets the operator replace the default password by setting LIMP_ADMIN_PASSWORD; refuses
   * production while it stands.
   */
  void check(AppConfig config) {
    if (!isDefault()) {
      return;
    }
    Optional<Secret> given =
        config
            .adminPassword()
            .filter(password -> !password.equals(Secret.of(StartDocs.DEFAULT_ADMIN_PASSWORD)));
    if (given.isPresent()) {
      replace(given.get());
      LOG.info("Replaced the administrator's default password by that of LIMP_ADMIN_PASSWORD");
    } else if (config.isProduction()) {
      throw new StartRefused(
          """
          The administrator ADMIN@LIMP.MASAAR.COM still has the default password, which everybody knows: --env prod does not start.
          Set the environment variable LIMP_ADMIN_PASSWORD to a password of at least %d characters and start again.\
          """
              .formatted(LEAST_CHARACTERS));
    } else {
      LOG.warn(
          "The administrator has the default password __ADMIN; set LIMP_ADMIN_PASSWORD before"
              + " anybody else can connect");
    }
  }

  private boolean isDefault() {
    Optional<Doc> admin = data.byId(users, User.ADMIN);
    return passwords.matches(
        StartDocs.DEFAULT_ADMIN_PASSWORD,
        "email",
        "",
        admin.flatMap(user -> user.find(User.EMAIL_HASH)));
  }

  private void replace(Secret password) {
    Secret kept = passwords.kept(password.reveal());
    Doc changes =
        Doc.of(User.USERNAME_HASH, kept).with(User.EMAIL_HASH, kept).with(User.PHONE_HASH, kept);
    data.write(User.ADMIN, List.of(new Write.Update(users, LimpModule.ID.is(User.ADMIN), changes)));
  }

  private static boolean isWeak(Secret password) {
    return password.reveal().length() < LEAST_CHARACTERS;
  }
}
