package io.limp.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What packages say of users: the part of a {@link PackageSpec} that {@code signInWith}, {@code
 * userAttrs}, {@code defaultPrivileges} and {@code anonPrivileges} write.
 *
 * @param signIn the attributes by which users sign in; empty: username, phone and email
 * @param attrs attributes that users have besides
 * @param byDefault what the group may to which every user belongs
 * @param anonymous what anybody may who has not signed in
 */
public record UserWords(
    List<Attr<String>> signIn, List<Attr<?>> attrs, Privileges byDefault, Privileges anonymous) {
  public static final UserWords NONE =
      new UserWords(List.of(), List.of(), Privileges.NONE, Privileges.NONE);

  public UserWords {
    signIn = List.copyOf(signIn);
    attrs = List.copyOf(attrs);
  }

  UserWords signInWith(List<Attr<String>> more) {
    return new UserWords(joined(signIn, more), attrs, byDefault, anonymous);
  }

  UserWords attrs(List<Attr<?>> more) {
    return new UserWords(signIn, joined(attrs, more), byDefault, anonymous);
  }

  UserWords byDefault(Privileges more) {
    return new UserWords(signIn, attrs, byDefault.and(more), anonymous);
  }

  UserWords anonymous(Privileges more) {
    return new UserWords(signIn, attrs, byDefault, anonymous.and(more));
  }

  /** What two packages say together. */
  public UserWords and(UserWords others) {
    return signInWith(others.signIn)
        .attrs(others.attrs)
        .byDefault(others.byDefault)
        .anonymous(others.anonymous);
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
