package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Privileges;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.api.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is signed in where. A session's token signs its calls; it is given once, in the answer to
 * {@code auth} and {@code reauth}, and never read again.
 *
 * <p>At level 1 a session's id alone takes it up again ({@code reauth}), so ids of sessions are
 * random, not counted like others.
 */
public final class Session implements LimpModule {
  public static final Id ANON = Id.of("f00000000000000000000012");

  /** How long a session lasts after it was last taken up. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  public static final Attr<Id> USER = id("user");
  public static final Attr<String> HOST_ADD = str("host_add");
  public static final Attr<String> USER_AGENT = str("user_agent");
  public static final Attr<Instant> TIMESTAMP = datetime("timestamp").until(Level.ONE);
  public static final Attr<Instant> EXPIRY = datetime("expiry");
  public static final Attr<Secret> TOKEN = secret("token");
  public static final Attr<List<Id>> GROUPS =
      list("groups", AttrType.id()).defaultsTo(List.of()).since(Level.SIX);
  public static final Attr<Instant> CREATE_TIME = created("create_time").since(Level.SIX);

  private static final Attr<String> HASH = str("hash");

  private final Passwords passwords;
  private final Supplier<Secret> newToken;
  private final SignInLimit limit;

  /**
   * What one signs in with, in the order in which they are looked at. Texts: what no user can have
   * is a wrong value here, not an invalid one.
   */
  private final List<Attr<String>> keys;

  /**
   * @param newToken gives 256 random bits as text
   * @param users says what one signs in with
   */
  public Session(
      Passwords passwords, Supplier<Secret> newToken, SignInLimit limit, UserAttrs users) {
    this.passwords = passwords;
    this.newToken = newToken;
    this.limit = limit;
    this.keys = users.keys().stream().map(key -> str(key.name())).toList();
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("session")
        .collection("sessions")
        .attrs(Session.class)
        .index(USER)
        .expand(USER, User.class)
        .read(permit("read").where(USER.is(me())))
        .create() // by auth alone
        .update(
            permit("update")
                .where(USER.is(me()))
                .drop(USER, HOST_ADD, TIMESTAMP, EXPIRY, TOKEN, GROUPS))
        .delete(permit("delete").where(USER.is(me())))
        .method(
            "auth",
            m ->
                m.permit(anyone())
                    .docArgs(HASH)
                    .anyDocArg(keys.toArray(Attr<?>[]::new))
                    .optionalDocArgs(GROUPS)
                    .run(this::auth))
        .method(
            "reauth",
            m -> m.permit(anyone()).queryArgs(ID).optionalQueryArgs(HASH, GROUPS).run(this::reauth))
        .method("signout", m -> m.permit(anyone()).queryArgs(ID).run(this::signout));
  }

  private Reply auth(Call call) {
    Attr<String> key =
        keys.stream().filter(each -> call.doc().find(each).isPresent()).findFirst().orElseThrow();
    String value = call.doc().find(key).orElse("");
    limit.attempt(call.caller().address(), value);
    Optional<Doc> user = call.trusted(User.class).read(key.is(value)).first();
    Optional<Secret> kept = user.flatMap(found -> found.find(UserAttrs.hashOf(key.name())));
    String hash = call.doc().find(HASH).orElse("");
    List<Id> groups = call.doc().find(GROUPS).orElse(List.of());
    if (!passwords.matches(hash, key.name(), value, kept)
        || user.isEmpty()
        || !isInOneOf(groups, user.get())) {
      throw Refusal.forbidden("INVALID_CREDS", "Wrong auth credentials.");
    }
    limit.succeeded(call.caller().address(), value);
    refuseUnlessActive(user.get());
    Doc session =
        Doc.of(ID, Id.random())
            .with(USER, user.get().id())
            .with(HOST_ADD, call.caller().address())
            .with(USER_AGENT, call.caller().userAgent())
            .with(TIMESTAMP, call.now())
            .with(EXPIRY, call.now().plus(LIFETIME))
            .with(TOKEN, newToken.get())
            .with(GROUPS, groups);
    Reply signedIn = signedIn(session, shown(call, session), "You were succefully authed.");
    call.trusted(Session.class).create(session);
    return signedIn;
  }

  /**
   * An app may ask that whoever signs in belongs to one of its groups; it lets in too who may do
   * everything.
   */
  private static boolean isInOneOf(List<Id> groups, Doc user) {
    return groups.isEmpty()
        || user.find(User.GROUPS).orElse(List.of()).stream().anyMatch(groups::contains)
        || user.find(User.PRIVILEGES).orElse(Privileges.NONE).covers(Privileges.ALL);
  }

  private static Doc shown(Call call, Doc session) {
    return User.withPrivileges(call, session.get(USER)).orElseThrow(Session::invalid);
  }

  private static Reply signedIn(Doc session, Doc user, String message) {
    return new Reply.SignedIn(session.withPlain(USER.name(), user.values()), message);
  }

  private Reply reauth(Call call) {
    if (call.args().find(HASH).isEmpty() && call.level() != Level.ONE) {
      throw missingHash();
    }
    if (isAnon(call)) {
      throw Refusal.badRequest("ANON_REAUTH", "Reauth is not required for '__ANON' user.");
    }
    Doc session = named(call).orElseThrow(Session::invalid);
    refuseWrongHash(call, session);
    if (!session.get(EXPIRY).isAfter(call.now())) {
      throw Refusal.forbidden("SESSION_EXPIRED", "Session had expired.");
    }
    Doc user =
        call.trusted(User.class)
            .read(ID.is(session.get(USER)))
            .first()
            .filter(found -> isInOneOf(call.args().find(GROUPS).orElse(List.of()), found))
            .orElseThrow(Session::invalid);
    refuseUnlessActive(user);
    Doc before = shown(call, session);
    // Clients of level 1 are shown the user as it was before.
    Doc seen = call.level() == Level.ONE ? before : before.with(User.LOGIN_TIME, call.now());
    call.trustedBatch()
        .update(User.class, ID.is(user.id()), Doc.of(User.LOGIN_TIME, call.now()))
        .update(Session.class, ID.is(session.id()), Doc.of(EXPIRY, call.now().plus(LIFETIME)))
        .commit();
    return signedIn(session, seen, "You were succefully reauthed.");
  }

  /** Level 1 takes up a session by its id alone; later ones must know its token too. */
  private static void refuseWrongHash(Call call, Doc session) {
    Optional<String> hash = call.args().find(HASH);
    if (hash.isEmpty()) {
      return;
    }
    String token = "{\"token\":\"" + session.get(TOKEN).reveal() + "\"}";
    String right =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(token.getBytes(StandardCharsets.UTF_8));
    boolean same =
        MessageDigest.isEqual(
            right.getBytes(StandardCharsets.UTF_8), hash.get().getBytes(StandardCharsets.UTF_8));
    if (!same) {
      throw Refusal.forbidden("INVALID_REAUTH_HASH", "Reauth token hash invalid.");
    }
  }

  private static Refusal missingHash() {
    return Refusal.badRequest(
        "INVALID_QUERY",
        "Could not match query with any of the required query_args. Failed sets:['hash': Missing]");
  }

  private Reply signout(Call call) {
    if (isAnon(call)) {
      throw Refusal.badRequest("ANON_SIGNOUT", "Singout is not allowed for '__ANON' user.");
    }
    Doc session =
        named(call)
            .filter(
                found -> !call.caller().anonymous() && found.get(USER).equals(call.caller().user()))
            .orElseThrow(Session::invalid);
    call.trusted(Session.class).delete(ID.is(session.id()));
    return new Reply.SignedOut(session.id(), "You are succefully signed-out.");
  }

  private static boolean isAnon(Call call) {
    return ANON.equals(call.args().values().get(ID.name()));
  }

  private static Optional<Doc> named(Call call) {
    return call.args().values().get(ID.name()) instanceof Id id
        ? call.trusted(Session.class).read(ID.is(id)).first()
        : Optional.empty();
  }

  private static void refuseUnlessActive(Doc user) {
    String refusal = User.whyInactive(user);
    if (!refusal.isEmpty()) {
      throw Refusal.forbidden("INVALID_USER", refusal);
    }
  }

  private static Refusal invalid() {
    return Refusal.forbidden("INVALID_SESSION", "Session is invalid.");
  }
}
