package io.limp.api;

import java.util.Set;

/**
 * Whom a document is shared with. {@code granted(ACCESS)} in a permission lets through the
 * documents whose access names the caller.
 *
 * @param anon true: everybody, signed in or not
 * @param users the users it is shared with
 * @param groups the groups whose members it is shared with
 */
public record Access(boolean anon, Set<Id> users, Set<Id> groups) {
  public static final Access EVERYONE = new Access(true, Set.of(), Set.of());
  public static final Access NOBODY = new Access(false, Set.of(), Set.of());

  public Access {
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }
}
