package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.api.Secret;
import io.limp.call.Argon2Passwords;
import io.limp.call.LoadedModule;
import io.limp.call.SlidingSignInLimit;
import io.limp.core.Diff;
import io.limp.core.Group;
import io.limp.core.Job;
import io.limp.core.JobRun;
import io.limp.core.L10n;
import io.limp.core.Notification;
import io.limp.core.Outbox;
import io.limp.core.Passwords;
import io.limp.core.Reference;
import io.limp.core.Session;
import io.limp.core.Setting;
import io.limp.core.User;
import io.limp.core.UserAttrs;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The built-in modules, with what they need of the server. */
final class CoreModules {
  static final String PACKAGE = "core";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;

  private CoreModules() {}

  /** As they are where nothing serves. */
  static List<LoadedModule> all(JoinedWords words, InstantSource clock) {
    return all(words, clock, new Reference(false, name -> Optional.empty()));
  }

  static List<LoadedModule> all(JoinedWords words, InstantSource clock, Reference reference) {
    Passwords passwords = passwords(words);
    UserAttrs users = UserAttrs.of(words.users());
    return Stream.<LimpModule>of(
            new User(passwords, words.locales().getFirst(), users),
            new Group(words.locales()),
            new Session(passwords, CoreModules::newToken, new SlidingSignInLimit(clock), users),
            new Setting(),
            new Notification(),
            new Diff(),
            new Outbox(),
            new Job(),
            new JobRun(),
            new L10n(),
            reference)
        .map(module -> new LoadedModule(PACKAGE, module, module.spec()))
        .toList();
  }

  /** 256 random bits, 43 characters that need no escaping in a URL. */
  private static Secret newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  static Passwords passwords(JoinedWords words) {
    return new Argon2Passwords(words.clients().anonToken());
  }
}
