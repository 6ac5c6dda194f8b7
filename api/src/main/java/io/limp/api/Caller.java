package io.limp.api;

import java.util.Set;

/**
 * Who is calling: a session and its user, as they stand when the call begins.
 *
 * @param session the session's id
 * @param user the session's user
 * @param groups the groups that the user belongs to
 * @param privileges the user's own and those of the groups
 * @param anonymous true when nobody has signed in
 * @param address the network address that the call came from, as text
 * @param userAgent what the client says it is; empty when it does not
 */
public record Caller(
    Id session,
    Id user,
    Set<Id> groups,
    Privileges privileges,
    boolean anonymous,
    String address,
    String userAgent) {
  public Caller {
    groups = Set.copyOf(groups);
  }
}
