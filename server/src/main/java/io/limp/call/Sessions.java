package io.limp.call;

import io.limp.api.Caller;
import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Privileges;
import io.limp.api.Query;
import io.limp.call.Request.Origin;
import io.limp.core.Group;
import io.limp.core.Session;
import io.limp.core.User;
import io.limp.data.Change;
import io.limp.data.Data;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions whose calls are coming in, with their users as they stand now.
 *
 * <p>What was read is remembered until a commit changes it: a change of a session, a user or a
 * group is seen by the very next call on every connection, because the driver tells of a commit
 * before it answers the writer.
 */
public final class Sessions {
  private static final String SESSIONS = "sessions";
  private static final String USERS = "users";
  private static final String GROUPS = "groups";

  /** Who calls where nobody does: a job. */
  static final Caller SERVER =
      new Caller(Session.ANON, User.ADMIN, Set.of(), Privileges.ALL, false, "", "");

  private final Data data;
  private final InstantSource clock;
  private final Map<Id, Live> known = new ConcurrentHashMap<>();
  private final AtomicLong commits = new AtomicLong();

  public Sessions(Data data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
    data.onCommit(this::forget);
    data.onGap(this::forgetAll);
  }

  /**
   * A session that may call.
   *
   * @param token the key of its calls' signatures
   * @param expiry when it ends; it may have passed
   */
  record Live(Id id, String token, Instant expiry, Id user, Set<Id> groups, Privileges privileges) {
    boolean hasToken(String given) {
      return isSame(token, given);
    }

    Caller from(Origin origin) {
      boolean anonymous = id.equals(Session.ANON);
      return new Caller(
          id, user, groups, privileges, anonymous, origin.address(), origin.userAgent());
    }
  }

  /**
   * The session of that id; empty when it was signed out, its user is gone or banned, or it never
   * was.
   */
  Optional<Live> find(Id id) {
    Live live = known.get(id);
    if (live != null) {
      return Optional.of(live);
    }
    long before = commits.get();
    Optional<Live> read = read(id);
    if (read.isPresent()) {
      known.put(id, read.get());
      if (commits.get() != before) {
        known.remove(id); // something was committed meanwhile: what was read may be old already
      }
    }
    return read;
  }

  /** Compares in a time that does not depend on where they differ. */
  private static boolean isSame(String token, String given) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** The session of that user which has that token; empty: none that has not expired. */
  Optional<Id> ofUser(Id user, String token) {
    Query theirs =
        new Query.And(List.of(Session.USER.is(user), Session.EXPIRY.greaterThan(clock.instant())));
    for (Doc session : data.read(SESSIONS, Find.where(theirs))) {
      if (isSame(session.get(Session.TOKEN).reveal(), token)) {
        return Optional.of(session.id());
      }
    }
    return Optional.empty();
  }

  boolean isExpired(Live live) {
    return !live.id().equals(Session.ANON) && !live.expiry().isAfter(clock.instant());
  }

  /** The moment by which sessions and signatures expire. */
  Instant now() {
    return clock.instant();
  }

  /** Who is calling: the session's user, or nobody. */
  Caller attach(Request request) {
    Id id = request.session().orElse(Session.ANON);
    Live live = find(id).orElseThrow(Codes::invalidSession);
    if (isExpired(live)) {
      throw Codes.sessionExpired();
    }
    return live.from(request.origin());
  }

  private Optional<Live> read(Id id) {
    Optional<Doc> session = data.byId(SESSIONS, id);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    Id userId = session.get().get(Session.USER);
    return user(userId)
        .map(
            user ->
                new Live(
                    id,
                    session.get().get(Session.TOKEN).reveal(),
                    session.get().get(Session.EXPIRY),
                    userId,
                    groups(user),
                    privileges(user, groups(user))));
  }

  /**
   * A user who calls without a session of their own: by a job.
   *
   * @throws io.limp.api.Refusal when there is no such user, or they may not call
   */
  Caller userAlone(Id id) {
    Doc user = user(id).orElseThrow(Codes::invalidSession);
    Set<Id> groups = groups(user);
    return new Caller(Session.ANON, id, groups, privileges(user, groups), false, "", "");
  }

  private Optional<Doc> user(Id id) {
    return data.byId(USERS, id).filter(Sessions::isActive);
  }

  private static Set<Id> groups(Doc user) {
    return new HashSet<>(user.find(User.GROUPS).orElse(List.of()));
  }

  private static boolean isActive(Doc user) {
    return User.whyInactive(user).isEmpty();
  }

  private Privileges privileges(Doc user, Set<Id> groups) {
    Privileges sum = user.find(User.PRIVILEGES).orElse(Privileges.NONE);
    if (groups.isEmpty()) {
      return sum;
    }
    Query members = new Query.In(LimpModule.ID.name(), List.copyOf(groups));
    for (Doc group : data.read(GROUPS, Find.where(members))) {
      sum = sum.and(group.find(Group.PRIVILEGES).orElse(Privileges.NONE));
    }
    return sum;
  }

  private void forgetAll() {
    commits.incrementAndGet();
    known.clear();
  }

  private void forget(List<Change> changes) {
    for (Change change : changes) {
      switch (change.collection()) {
        case SESSIONS -> {
          commits.incrementAndGet();
          known.remove(change.id());
        }
        case USERS -> {
          commits.incrementAndGet();
          known.values().removeIf(live -> live.user().equals(change.id()));
        }
        case GROUPS -> forgetAll();
        default -> {}
      }
    }
  }
}
