package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Privileges;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who can sign in. A user reads and changes their own entry; the {@code <attr>_hash} that old
 * clients send carries the password and is kept as what {@link Passwords} makes of it.
 */
public final class User implements LimpModule {
  public static final Id ADMIN = Id.of("f00000000000000000000010");
  public static final Id ANON = Id.of("f00000000000000000000011");

  public static final Attr<String> USERNAME = str("username");
  public static final Attr<String> EMAIL = email("email");
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<LocaleText> BIO = locale("bio").neededUntil(Level.ONE);
  public static final Attr<LocaleText> ADDRESS = locale("address").neededUntil(Level.ONE);
  public static final Attr<String> POSTAL_CODE = str("postal_code").neededUntil(Level.ONE);
  public static final Attr<String> PHONE = phone("phone");
  public static final Attr<String> WEBSITE = web("website").optional();
  public static final Attr<String> LOCALE = language("locale").optional();
  public static final Attr<Instant> CREATE_TIME = created("create_time");
  public static final Attr<Instant> LOGIN_TIME = datetime("login_time").optional();
  public static final Attr<List<Id>> GROUPS =
      list("groups", AttrType.id()).defaultsTo(List.of()).fixedSince(Level.SIX);
  public static final Attr<Privileges> PRIVILEGES =
      privileges("privileges").defaultsTo(Privileges.NONE);
  public static final Attr<Secret> USERNAME_HASH = secret("username_hash");
  public static final Attr<Secret> EMAIL_HASH = secret("email_hash");
  public static final Attr<Secret> PHONE_HASH = secret("phone_hash");
  public static final Attr<String> STATUS =
      literal("status", "active", "banned", "deleted", "disabled_password").defaultsTo("active");
  public static final Attr<Object> ATTRS = dict("attrs").defaultsTo(Map.of());
  public static final Attr<Object> SETTINGS =
      dict("settings").defaultsTo(Map.of()).since(Level.SIX);

  private static final Attr<Id> GROUP = id("group");
  private static final String READ_PRIVILEGES = "read_privileges";

  /** Why a user of that status may neither sign in nor call; empty when they may. */
  public static String whyInactive(Doc user) {
    return switch (user.find(STATUS).orElse("active")) {
      case "banned" -> "User is banned.";
      case "deleted" -> "User is deleted.";
      case "disabled_password" -> "User password is disabled.";
      default -> "";
    };
  }

  private final Passwords passwords;
  private final String defaultLocale;
  private final UserAttrs attrs;

  /** What one signs in with, and where its password is kept. */
  private final Map<String, Attr<Secret>> hashes;

  public User(Passwords passwords, String defaultLocale, UserAttrs attrs) {
    this.passwords = passwords;
    this.defaultLocale = defaultLocale;
    this.attrs = attrs;
    this.hashes = attrs.hashes();
  }

  @Override
  public ModuleSpec spec() {
    ModuleSpec spec = ModuleSpec.of("user").collection("users").attrs(attrs.all());
    for (Attr<?> each : attrs.unique()) {
      spec = spec.unique(each);
    }
    return spec.onDuplicate(this::duplicate)
        .read(permit("read"), signedIn().where(ID.is(me())))
        .afterRead(this::mergeForOldClients)
        .method(
            READ_PRIVILEGES,
            m ->
                m.permit(permit("read"), signedIn().where(ID.is(me())))
                    .queryArgs(ID)
                    .run(this::readPrivileges))
        .create(
            permit("admin").set(PRIVILEGES, Privileges.NONE).drop(ID, LOGIN_TIME),
            permit("create").set(PRIVILEGES, Privileges.NONE).drop(ID, LOGIN_TIME, GROUPS, STATUS))
        .beforeCreate(this::askForBrought, this::fillIn, this::keepPasswords)
        .update(
            permit("admin"),
            permit("update").drop(GROUPS, PRIVILEGES),
            signedIn().where(ID.is(me())).drop(GROUPS, PRIVILEGES, STATUS, LOGIN_TIME))
        .beforeUpdate(this::guardPasswords, this::keepPasswords, this::endSessionsOfOldPasswords)
        .delete(permit("delete"), signedIn().where(ID.is(me())))
        .method(
            "add_group",
            m -> m.permit(permit("update")).queryArgs(ID).docArgs(GROUP).run(this::addGroup))
        .method(
            "delete_group",
            m ->
                m.permit(permit("update"))
                    .queryArgs(ID)
                    .optionalQueryArgs(GROUP)
                    .docArgs(GROUP)
                    .run(this::deleteGroup));
  }

  private Refusal duplicate() {
    List<String> names = attrs.unique().stream().map(Attr::name).toList();
    return Refusal.badRequest(
        "DUPLICATE_USER",
        "A user with the same %s or %s already exists.",
        String.join(", ", names.subList(0, names.size() - 1)),
        names.getLast());
  }

  /** What a package brings may be missing in what is stored, but not in who signs up. */
  private Call askForBrought(Call call) {
    for (Attr<?> attr : attrs.neededOfNewUsers()) {
      if (call.doc().values().get(attr.name()) == null) {
        throw Refusal.badRequest(
            "MISSING_ATTR",
            "Missing attr '%s' for 'create' request on module 'CORE_USER'.",
            attr.name());
      }
    }
    return call;
  }

  private Call fillIn(Call call) {
    Call filled = call.doc().find(LOCALE).isPresent() ? call : call.with(LOCALE, defaultLocale);
    Set<Id> groups = new LinkedHashSet<>(filled.doc().find(GROUPS).orElse(List.of()));
    groups.add(Group.DEFAULT);
    return filled.with(GROUPS, List.copyOf(groups));
  }

  /**
   * The client's hashes give way to what is kept of the passwords inside; the same password is
   * worked on once.
   */
  private Call keepPasswords(Call call) {
    Map<String, Secret> kept = new HashMap<>();
    Call changed = call;
    for (Map.Entry<String, Attr<Secret>> each : hashes.entrySet()) {
      Secret hash = call.doc().find(each.getValue()).orElse(null);
      if (hash != null) {
        Optional<String> value =
            call.doc().values().get(each.getKey()) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
        String password = passwords.inside(hash.reveal(), each.getKey(), value);
        if (password.isEmpty()) {
          throw Refusal.badRequest(
              "INVALID_ATTR",
              "Invalid value for attr '%s' from request on module 'CORE_USER'.",
              each.getValue().name());
        }
        changed = changed.with(each.getValue(), kept.computeIfAbsent(password, passwords::kept));
      }
    }
    return changed;
  }

  /**
   * Only an administrator of users sets the passwords of others: else the privilege to update users
   * would be the privilege to become any of them.
   */
  private Call guardPasswords(Call call) {
    boolean admin = call.caller().privileges().allows(call.module(), "admin");
    return admin || !changesPassword(call)
        ? call
        : call.withFind(call.find().and(ID.is(call.caller().user())));
  }

  private boolean changesPassword(Call call) {
    return hashes.values().stream().anyMatch(call.doc()::has);
  }

  /**
   * Whoever signed in with the old password is signed out, save for the session that changes it:
   * together with the change, so that no session outlives its password.
   */
  private Call endSessionsOfOldPasswords(Call call) {
    if (!changesPassword(call)) {
      return call;
    }
    List<Id> users = new ArrayList<>();
    call.trusted(User.class)
        .read(Find.where(call.find().where()))
        .forEach(user -> users.add(user.id()));
    Query old =
        Session.USER.in(users).and(ID.isNot(call.caller().session())).and(ID.isNot(Session.ANON));
    return call.withFind(call.find().and(ID.in(users)))
        .together(call.trustedBatch().delete(Session.class, old));
  }

  /** Clients of level 1 read the privileges of the groups with every user, newer ones ask. */
  private Reply mergeForOldClients(Call call, Reply reply) {
    return call.level() == Level.ONE && reply instanceof Reply.Found found
        ? new Reply.Found(mergeGroupPrivileges(call, found.docs()))
        : reply;
  }

  private Reply readPrivileges(Call call) {
    Docs users = call.trusted(User.class).read(call.find());
    return new Reply.Found(mergeGroupPrivileges(call, users));
  }

  /** The user with the privileges that they have by themselves and by their groups. */
  static Optional<Doc> withPrivileges(Call call, Id user) {
    return mergeGroupPrivileges(call, call.trusted(User.class).read(ID.is(user))).first();
  }

  private static Docs mergeGroupPrivileges(Call call, Docs users) {
    Set<Id> groups = new LinkedHashSet<>();
    users.forEach(user -> groups.addAll(user.find(GROUPS).orElse(List.of())));
    if (groups.isEmpty()) {
      return users;
    }
    Map<Id, Privileges> byGroup = new HashMap<>();
    call.trusted(Group.class)
        .read(ID.in(groups))
        .forEach(
            group -> byGroup.put(group.id(), group.find(Group.PRIVILEGES).orElse(Privileges.NONE)));
    List<Doc> merged = new ArrayList<>();
    users.forEach(user -> merged.add(withGroupPrivileges(user, byGroup)));
    return new Docs(merged, users.total());
  }

  private static Doc withGroupPrivileges(Doc user, Map<Id, Privileges> byGroup) {
    Privileges sum = Privileges.NONE;
    for (Id group : user.find(GROUPS).orElse(List.of())) {
      sum = sum.and(byGroup.getOrDefault(group, Privileges.NONE));
    }
    return sum.equals(Privileges.NONE)
        ? user
        : user.with(PRIVILEGES, user.find(PRIVILEGES).orElse(Privileges.NONE).and(sum));
  }

  private Reply addGroup(Call call) {
    Id group = call.doc().get(GROUP);
    Privileges given =
        call.trusted(Group.class)
            .read(ID.is(group))
            .first()
            .orElseThrow(() -> Refusal.badRequest("INVALID_GROUP", "Group is invalid."))
            .find(Group.PRIVILEGES)
            .orElse(Privileges.NONE);
    if (!call.caller().privileges().covers(given)) {
      throw Refusal.forbidden(
          "GROUP_FORBIDDEN", "The group gives privileges that you do not have yourself.");
    }
    Doc user = named(call);
    Set<Id> groups = new LinkedHashSet<>(user.find(GROUPS).orElse(List.of()));
    if (!groups.add(group)) {
      throw Refusal.badRequest("GROUP_ADDED", "User is already a member of the group.");
    }
    return setGroups(call, user, groups);
  }

  private Reply deleteGroup(Call call) {
    Doc user = named(call);
    Set<Id> groups = new LinkedHashSet<>(user.find(GROUPS).orElse(List.of()));
    // Level 1 names the group in the doc, level 6 in the query.
    Optional<Id> group = call.doc().find(GROUP).or(() -> call.args().find(GROUP));
    if (group.isEmpty() || !groups.remove(group.get())) {
      throw Refusal.badRequest(
          call.level() == Level.ONE ? "GROUP_ADDED" : "GROUP_NOT_ADDED",
          "User is not a member of the group.");
    }
    return setGroups(call, user, groups);
  }

  /** The one user that the call is about. */
  private static Doc named(Call call) {
    return call.trusted(User.class)
        .read(call.find())
        .first()
        .orElseThrow(() -> Refusal.badRequest("INVALID_USER", "User is invalid."));
  }

  private static Reply setGroups(Call call, Doc user, Set<Id> groups) {
    call.trusted(User.class).update(ID.is(user.id()), Doc.of(GROUPS, List.copyOf(groups)));
    return new Reply.Updated(List.of(user.id()), 1);
  }
}
