package io.limp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a package brings besides its modules. A value: every word returns a changed copy.
 *
 * <pre>{@code
 * PackageSpec.of("sample_app").version("1.2.0").locales("en_AE", "ar_AE")
 *     .group(EDITORS, name, Privileges.of("blog", "read", "create", "update"))
 *     .setting("map_key", "$env.MAP_KEY")
 *     .profile("prod", prod -> prod.setting("greeting", "Welcome"))
 * }</pre>
 *
 * <p>A text of a setting, of a start document, of a client app or of {@link #anonToken} that is
 * {@code "$env.NAME"} stands for the environment variable of that name; without it limpd does not
 * start. {@code "$env.NAME:text"} stands for the text where the variable is not set.
 *
 * @param name the folder's name
 * @param about its version, what it was written for, what it needs
 * @param locales the languages, the default first; empty: those of the other packages, or ar_AE and
 *     en_AE
 * @param settings global settings created at first start, by their {@code var}
 * @param groups groups created at first start
 * @param docs documents created at first start
 * @param indexes indexes on attributes beside those that the modules declare
 * @param migrations how documents of before become such as the modules say now, in order
 * @param profiles by the name of the environment ({@code --env}): words added to these
 * @param clients which clients may connect
 * @param gateways its own ways to the outside, by name
 * @param events of which users are notified
 * @param jobs what the clock calls
 * @param users who may sign in by what, and what those may who have nothing of their own
 * @param texts by locale, then by key: what the files of its folder {@code l10n} say is among them
 *     once it is loaded
 * @param source where it was written
 */
public record PackageSpec(
    String name,
    About about,
    List<String> locales,
    Map<String, Object> settings,
    List<Group> groups,
    List<StartDoc> docs,
    List<Index> indexes,
    List<Migration> migrations,
    Map<String, UnaryOperator<PackageSpec>> profiles,
    Clients clients,
    Map<String, Gateway> gateways,
    List<Event> events,
    List<JobSpec> jobs,
    UserWords users,
    Map<String, Map<String, String>> texts,
    SourceLine source) {
  /** The level of the API that this server has: it grows when modules can say more than before. */
  public static final int API_LEVEL = 1;

  /**
   * What a package says of itself.
   *
   * @param version such as 1.2.0; empty: it says none
   * @param apiLevel the level of the API that it was written for
   * @param dependsOn the names of the packages that it needs
   */
  public record About(Optional<String> version, int apiLevel, List<String> dependsOn) {
    static final About NOTHING = new About(Optional.empty(), 1, List.of());

    public About {
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /**
   * Which clients may connect.
   *
   * @param apps the apps; none: every client may
   * @param allowsLevel1 with apps: clients of level 1, which cannot say what they are, may too
   * @param anonToken signs calls from level 6 on while nobody has signed in; empty: the one that
   *     every client knows. It protects nothing
   */
  public record Clients(List<ClientApp> apps, boolean allowsLevel1, Optional<String> anonToken) {
    static final Clients ALL = new Clients(List.of(), false, Optional.empty());

    public Clients {
      apps = List.copyOf(apps);
    }
  }

  /**
   * An app whose clients may connect.
   *
   * @param id by which they make themselves known in {@code conn/verify}
   * @param type {@link #WEB}, or any other word for apps that are no web pages
   * @param hosts the origins of a web app's pages, such as {@code https://app.example.com}
   */
  public record ClientApp(String id, String type, List<String> hosts) {
    public static final String WEB = "web";

    public ClientApp {
      hosts = List.copyOf(hosts);
    }
  }

  /** A group that is there from the start. */
  public record Group(Id id, LocaleText name, Privileges privileges) {}

  /**
   * A document that is there from the start; created when no document of that id was ever there.
   */
  public record StartDoc(Class<? extends LimpModule> module, Id id, Doc doc) {}

  /** An index on a module's attributes. */
  public record Index(Class<? extends LimpModule> module, List<String> attrs) {}

  public PackageSpec {
    texts = unmodifiable(texts);
    locales = List.copyOf(locales);
    groups = List.copyOf(groups);
    docs = List.copyOf(docs);
    indexes = List.copyOf(indexes);
    migrations = List.copyOf(migrations);
    events = List.copyOf(events);
    jobs = List.copyOf(jobs);
  }

  public static PackageSpec of(String name) {
    return new PackageSpec(
        name,
        About.NOTHING,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Clients.ALL,
        Map.of(),
        List.of(),
        List.of(),
        UserWords.NONE,
        Map.of(),
        SourceLine.here());
  }

  /** The package's version, such as {@code 1.2.0} or {@code 2.0.0-beta.1} (semantic versioning). */
  public PackageSpec version(String number) {
    return with(new About(Optional.of(number), about.apiLevel(), about.dependsOn()));
  }

  /**
   * The {@link #API_LEVEL} that the package was written for, as a number: a server of an older one
   * refuses it with a sentence instead of failing somewhere within.
   */
  public PackageSpec apiLevel(int level) {
    return with(new About(about.version(), level, about.dependsOn()));
  }

  /**
   * Packages that must serve where this one does. Their modules are made, their migrations run and
   * their start documents created before those of this one.
   */
  public PackageSpec dependsOn(String... packages) {
    List<String> all = new ArrayList<>(about.dependsOn());
    all.addAll(List.of(packages));
    return with(new About(about.version(), about.apiLevel(), all));
  }

  private PackageSpec with(About changed) {
    return change(draft -> draft.about = changed);
  }

  /** The languages of texts, the default first. */
  public PackageSpec locales(String... all) {
    return change(draft -> draft.locales = List.of(all));
  }

  /** A global setting; operators change it later by {@code setting/update}. */
  public PackageSpec setting(String named, Object value) {
    return change(draft -> draft.settings.put(named, value));
  }

  public PackageSpec group(Id id, LocaleText named, Privileges privileges) {
    return change(draft -> draft.groups.add(new Group(id, named, privileges)));
  }

  public PackageSpec doc(Class<? extends LimpModule> module, Id id, Doc doc) {
    return change(draft -> draft.docs.add(new StartDoc(module, id, doc)));
  }

  public PackageSpec index(Class<? extends LimpModule> module, Attr<?>... together) {
    List<String> names = Arrays.stream(together).map(Attr::name).toList();
    return change(draft -> draft.indexes.add(new Index(module, names)));
  }

  /**
   * Changes documents that were stored before, once: see {@link Migration}. Migrations run in the
   * order in which they are given here; keep those that are done, and add new ones at the end.
   */
  public PackageSpec migration(Migration migration) {
    return change(draft -> draft.migrations.add(migration));
  }

  /**
   * Lets clients of that app connect, and no others but those of apps that are named likewise.
   *
   * @param type {@link ClientApp#WEB} or another word
   * @param hosts the origins of a web app's pages, such as {@code https://app.example.com}
   */
  public PackageSpec clientApp(String id, String type, String... hosts) {
    List<ClientApp> apps = new ArrayList<>(clients.apps());
    apps.add(new ClientApp(id, type, List.of(hosts)));
    return with(new Clients(apps, clients.allowsLevel1(), clients.anonToken()));
  }

  /** Lets clients of level 1 connect although there are client apps. */
  public PackageSpec allowLevel1() {
    return with(new Clients(clients.apps(), true, clients.anonToken()));
  }

  /** What signs the calls of level 6 while nobody has signed in; the app's clients know it too. */
  public PackageSpec anonToken(String token) {
    return with(new Clients(clients.apps(), clients.allowsLevel1(), Optional.of(token)));
  }

  private PackageSpec with(Clients changed) {
    return change(draft -> draft.clients = changed);
  }

  /**
   * Carries the messages that are sent by that name; {@code sms} or {@code email} takes the place
   * of the server's own.
   */
  public PackageSpec gateway(String named, Gateway gateway) {
    return change(draft -> draft.gateways.put(named, gateway));
  }

  /** Tells users of something that happens. */
  public PackageSpec event(Event event) {
    return change(draft -> draft.events.add(event));
  }

  /** Calls a method by the clock. */
  public PackageSpec job(JobSpec job) {
    return change(draft -> draft.jobs.add(job));
  }

  /**
   * By what users sign in, in place of username, phone and email; more than one package may name
   * some. Such an attribute is required of whoever signs up unless it is {@code optional()}, no two
   * users share a value of it, and {@code <attr>_hash} brings the password for it.
   *
   * <pre>{@code .signInWith(User.EMAIL, Parcels.EMPLOYEE_NO.optional())}</pre>
   *
   * <p>One that is not an attribute of users becomes one. Those of username, phone and email that
   * are not named are optional; the administrator needs one of the three to sign in.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of keeps no array
  public final PackageSpec signInWith(Attr<String>... attrs) {
    return with(users.signInWith(List.of(attrs)));
  }

  /**
   * Attributes that users have besides the built-in ones. Users that are there already lack them,
   * so they are asked for when a user is created and may be missing otherwise.
   */
  public PackageSpec userAttrs(Attr<?>... attrs) {
    return with(users.attrs(List.of(attrs)));
  }

  /**
   * What every user may: privileges of the default group, to which all users belong. Given when the
   * group is made, at the first start of a new database; operators change it later.
   */
  public PackageSpec defaultPrivileges(Privileges more) {
    return with(users.byDefault(more));
  }

  /**
   * What anybody may who has not signed in, beside what is open to {@code anyone()}. What the
   * packages say together holds from each start, and with {@code --debug} from each reload; nothing
   * else is kept.
   */
  public PackageSpec anonPrivileges(Privileges more) {
    return with(users.anonymous(more));
  }

  private PackageSpec with(UserWords changed) {
    return change(draft -> draft.users = changed);
  }

  /**
   * Texts in a language, by key; {@code {name}} in a text is a place for a value. Texts that
   * translators edit are better kept in files: {@code l10n/en_AE.properties} in the package's
   * folder, in UTF-8, says the same.
   */
  public PackageSpec l10n(String locale, Map<String, String> more) {
    return change(
        draft -> draft.texts.computeIfAbsent(locale, _ -> new LinkedHashMap<>()).putAll(more));
  }

  /** What is different with {@code --env environment}. */
  public PackageSpec profile(String environment, UnaryOperator<PackageSpec> words) {
    return change(draft -> draft.profiles.put(environment, words));
  }

  /** This package as it is in that environment. */
  public PackageSpec in(String environment) {
    UnaryOperator<PackageSpec> words = profiles.get(environment);
    return words == null ? this : words.apply(this);
  }

  private static Map<String, Map<String, String>> unmodifiable(
      Map<String, Map<String, String>> texts) {
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    texts.forEach(
        (locale, all) -> copy.put(locale, Collections.unmodifiableMap(new LinkedHashMap<>(all))));
    return Collections.unmodifiableMap(copy);
  }

  private PackageSpec change(Consumer<Draft> words) {
    Draft draft = new Draft(this);
    words.accept(draft);
    return draft.spec();
  }

  /** The copy under way while one word is applied. */
  private static final class Draft {
    private final PackageSpec from;
    private About about;
    private List<String> locales;
    private final Map<String, Object> settings;
    private final List<Group> groups;
    private final List<StartDoc> docs;
    private final List<Index> indexes;
    private final List<Migration> migrations;
    private final Map<String, UnaryOperator<PackageSpec>> profiles;
    private Clients clients;
    private final Map<String, Gateway> gateways;
    private final List<Event> events;
    private final List<JobSpec> jobs;
    private UserWords users;
    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();

    Draft(PackageSpec from) {
      this.from = from;
      about = from.about;
      locales = from.locales;
      settings = new LinkedHashMap<>(from.settings);
      groups = new ArrayList<>(from.groups);
      docs = new ArrayList<>(from.docs);
      indexes = new ArrayList<>(from.indexes);
      migrations = new ArrayList<>(from.migrations);
      profiles = new LinkedHashMap<>(from.profiles);
      clients = from.clients;
      gateways = new LinkedHashMap<>(from.gateways);
      events = new ArrayList<>(from.events);
      jobs = new ArrayList<>(from.jobs);
      users = from.users;
      from.texts.forEach((locale, all) -> texts.put(locale, new LinkedHashMap<>(all)));
    }

    PackageSpec spec() {
      return new PackageSpec(
          from.name,
          about,
          locales,
          Collections.unmodifiableMap(settings),
          groups,
          docs,
          indexes,
          migrations,
          Collections.unmodifiableMap(profiles),
          clients,
          Collections.unmodifiableMap(gateways),
          events,
          jobs,
          users,
          texts,
          from.source);
    }
  }
}
