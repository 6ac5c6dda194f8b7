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
 * PackageSpec.of("sample_app").locales("en_AE", "ar_AE")
 *     .group(EDITORS, name, Privileges.of("blog", "read", "create", "update"))
 *     .profile("prod", prod -> prod.setting("greeting", "Welcome"))
 * }</pre>
 *
 * @param name the folder's name
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
 * @param source where it was written
 */
public record PackageSpec(
    String name,
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
    SourceLine source) {
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
        SourceLine.here());
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

  /** What is different with {@code --env environment}. */
  public PackageSpec profile(String environment, UnaryOperator<PackageSpec> words) {
    return change(draft -> draft.profiles.put(environment, words));
  }

  /** This package as it is in that environment. */
  public PackageSpec in(String environment) {
    UnaryOperator<PackageSpec> words = profiles.get(environment);
    return words == null ? this : words.apply(this);
  }

  private PackageSpec change(Consumer<Draft> words) {
    Draft draft = new Draft(this);
    words.accept(draft);
    return draft.spec();
  }

  /** The copy under way while one word is applied. */
  private static final class Draft {
    private final PackageSpec from;
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

    Draft(PackageSpec from) {
      this.from = from;
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
    }

    PackageSpec spec() {
      return new PackageSpec(
          from.name,
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
          from.source);
    }
  }
}
