package io.limp.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** From {@code {"anon": bool, "users": [id], "groups": [id]}}. */
  static Access ofPlain(Object plain) {
    Map<?, ?> access = (Map<?, ?>) plain;
    return new Access(
        Boolean.TRUE.equals(access.get("anon")),
        ids(access.get("users")),
        ids(access.get("groups")));
  }

  private static Set<Id> ids(@Nullable Object list) {
    Set<Id> ids = new LinkedHashSet<>();
    if (list instanceof List<?> members) {
      members.forEach(member -> ids.add((Id) member));
    }
    return ids;
  }

  Object plain() {
    Map<String, Object> access = new LinkedHashMap<>();
    access.put("anon", anon);
    access.put("users", List.copyOf(users));
    access.put("groups", List.copyOf(groups));
    return access;
  }
}
