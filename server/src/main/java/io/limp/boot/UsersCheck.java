package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.ModuleSpec;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.api.UserWords;
import io.limp.core.User;
import io.limp.core.UserAttrs;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The mistakes in what a package says of users: by what they sign in, and what they have. */
final class UsersCheck {
  private static final List<String> USUAL_KEYS =
      UserAttrs.USUAL_KEYS.stream().map(Attr::name).toList();
  private static final ModuleSpec BUILT_IN = ModuleSpec.of("user").attrs(User.class);

  private final LoadedPackage checked;
  private final Loaded loaded;
  private final UserWords users;
  private final Problems problems;

  UsersCheck(LoadedPackage checked, Loaded loaded, Problems problems) {
    this.checked = checked;
    this.loaded = loaded;
    PackageSpec spec = checked.spec();
    this.users = spec.users();
    this.problems = problems;
  }

  void run() {
    Set<String> seen = new HashSet<>();
    for (Attr<String> key : users.signIn()) {
      if (!seen.add(key.name())) {
        error(key.name(), "signInWith: " + key.name() + " is there twice");
      }
      checkKey(key);
    }
    if (!users.signIn().isEmpty() && users.signIn().stream().noneMatch(UsersCheck::isUsual)) {
      error(
          "signInWith",
          "signInWith: the administrator signs in with username, email or phone; name one of them"
              + " too, .optional() where others need not have it");
    }
    Set<String> names = new HashSet<>();
    brought(users)
        .forEach(
            attr -> {
              checkName(attr, names.add(attr.name()) || seen.contains(attr.name()));
              new TypeCheck(BUILT_IN)
                  .wrong(attr.type())
                  .ifPresent(wrong -> error(wrong.word(), attr.name() + ": " + wrong.sentence()));
            });
    warnOfAnonymous();
    loaded.packages().stream()
        .takeWhile(other -> !other.name().equals(checked.name()))
        .forEach(
            other ->
                brought(other.spec().users())
                    .map(Attr::name)
                    .filter(names::contains)
                    .distinct()
                    .forEach(
                        name ->
                            error(
                                name, "users have an attribute " + name + " of " + other.name())));
  }

  /** What a package adds to users. */
  private static Stream<Attr<?>> brought(UserWords said) {
    Stream<Attr<?>> keys = said.signIn().stream().filter(key -> !isUsual(key)).map(key -> key);
    return Stream.concat(keys, said.attrs().stream());
  }

  private void checkKey(Attr<String> key) {
    Optional<Attr<?>> builtIn = BUILT_IN.attr(key.name());
    if (builtIn.isPresent() && !isUsual(key)) {
      error(
          key.name(),
          "signInWith: nobody signs in with "
              + key.name()
              + ", which users have for other ends; username, email, phone and attributes of your"
              + " own will do");
    } else if (key.isHidden() || !isText(key.type())) {
      error(
          key.name(),
          "signInWith: "
              + key.name()
              + " is "
              + (key.isHidden() ? "hidden" : key.type().word())
              + "; one signs in with a text that others may see");
    }
  }

  private void checkName(Attr<?> attr, boolean first) {
    String name = attr.name();
    if (!first) {
      error(name, "two attributes of users are called " + name);
    } else if (BUILT_IN.attr(name).isPresent()) {
      error(name, "users have an attribute " + name + " already");
    } else if (name.endsWith("_hash")) {
      error(name, "names that end with _hash are the server's own: " + name);
    } else if (!ModuleCheck.NAME.matcher(name).matches()) {
      error(name, "\"" + name + "\" is no name for an attribute: " + ModuleCheck.NAME_RULE);
    }
  }

  private void warnOfAnonymous() {
    Privileges anonymous = users.anonymous();
    if (anonymous.byModule().containsKey(Privileges.EVERY)) {
      problems.warning(
          checked.place("anonPrivileges"),
          checked.name()
              + ": anonPrivileges: everybody on the network holds "
              + String.join(", ", anonymous.byModule().get(Privileges.EVERY))
              + " on every module, that of users included");
    }
  }

  private static boolean isUsual(Attr<?> attr) {
    return USUAL_KEYS.contains(attr.name());
  }

  private static boolean isText(AttrType<?> type) {
    return type.stored() instanceof AttrType.Str
        || type instanceof AttrType.Email
        || type instanceof AttrType.Phone;
  }

  private void error(String word, String sentence) {
    problems.error(checked.place(word), checked.name() + ": " + sentence);
  }
}
