package io.limp.core;

import static io.limp.api.Limp.secret;

import io.limp.api.Attr;
import io.limp.api.ModuleSpec;
import io.limp.api.Secret;
import io.limp.api.UserWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * By what users sign in, and which attributes they have: the built-in ones, and those that packages
 * bring.
 *
 * @param keys by what users sign in, in the order in which a call is looked at
 * @param brought what users have besides the built-in attributes, {@code <attr>_hash} of keys
 *     included
 */
public record UserAttrs(List<Attr<String>> keys, List<Attr<?>> brought) {
  /** The built-in ones by which users may sign in. */
  public static final List<Attr<String>> USUAL_KEYS =
      List.of(User.USERNAME, User.PHONE, User.EMAIL);

  private static final Map<String, Attr<Secret>> USUAL_HASHES =
      Map.of(
          User.USERNAME.name(), User.USERNAME_HASH,
          User.EMAIL.name(), User.EMAIL_HASH,
          User.PHONE.name(), User.PHONE_HASH);

  /** Of an app whose packages say nothing of users. */
  public static final UserAttrs USUAL = of(UserWords.NONE);

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public UserAttrs {
    keys = List.copyOf(keys);
    brought = List.copyOf(brought);
  }

  /** What the packages say of users, in whatever order they name the keys. */
  public static UserAttrs of(UserWords words) {
    List<Attr<String>> asked = words.signIn().isEmpty() ? USUAL_KEYS : words.signIn();
    Map<String, Attr<String>> keys = new LinkedHashMap<>();
    USUAL_KEYS.stream()
        .flatMap(usual -> named(asked, usual.name()).stream())
        .forEach(key -> keys.put(key.name(), key));
    asked.forEach(key -> keys.putIfAbsent(key.name(), key));
    Map<String, Attr<?>> brought = new LinkedHashMap<>();
    for (Attr<String> key : keys.values()) {
      if (!USUAL_HASHES.containsKey(key.name())) {
        Attr<Secret> hash = hashOf(key.name());
        brought.put(key.name(), key);
        brought.put(hash.name(), key.isOptional() ? hash.optional() : hash);
      }
    }
    words.attrs().forEach(attr -> brought.putIfAbsent(attr.name(), attr));
    // The start check refuses these; the server's own stay what they are until it has.
    brought.keySet().removeIf(name -> isBuiltIn(name) || !NAME.matcher(name).matches());
    return new UserAttrs(List.copyOf(keys.values()), List.copyOf(brought.values()));
  }

  private static boolean isBuiltIn(String name) {
    return ModuleSpec.of("user").attrs(User.class).attr(name).isPresent();
  }

  private static Optional<Attr<String>> named(List<Attr<String>> attrs, String name) {
    return attrs.stream().filter(attr -> attr.name().equals(name)).findFirst();
  }

  /** Where the password is kept for signing in with that attribute. */
  static Attr<Secret> hashOf(String key) {
    Attr<Secret> usual = USUAL_HASHES.get(key);
    return usual == null ? secret(key + "_hash") : usual;
  }

  /** By what a password may be kept, with where it is. */
  Map<String, Attr<Secret>> hashes() {
    Map<String, Attr<Secret>> hashes = new LinkedHashMap<>(USUAL_HASHES);
    keys.forEach(key -> hashes.put(key.name(), hashOf(key.name())));
    return hashes;
  }

  /**
   * All attributes of users. What is brought may be missing in what is stored: the administrator is
   * older than any package, and so are the users of before.
   */
  Attr<?>[] all() {
    Stream<Attr<?>> usual =
        ModuleSpec.of("user").attrs(User.class).attrs().stream()
            .map(attr -> isSpared(attr.name()) ? attr.optional() : attr);
    return Stream.concat(usual, brought.stream().map(Attr::optional)).toArray(Attr<?>[]::new);
  }

  /** The ones among them that a new user must have. */
  List<Attr<?>> neededOfNewUsers() {
    return brought.stream().filter(attr -> !attr.isOptional()).toList();
  }

  /** True for a usual key, or its hash, that a new user may do without. */
  private boolean isSpared(String name) {
    return USUAL_HASHES.entrySet().stream()
        .filter(each -> name.equals(each.getKey()) || name.equals(each.getValue().name()))
        .anyMatch(each -> named(keys, each.getKey()).map(Attr::isOptional).orElse(true));
  }

  /** No two users share one of these. */
  List<Attr<?>> unique() {
    List<Attr<?>> unique = new ArrayList<>(List.of(User.USERNAME, User.EMAIL, User.PHONE));
    keys.stream().filter(key -> !USUAL_HASHES.containsKey(key.name())).forEach(unique::add);
    return unique;
  }
}
