package io.limp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        SourceLine.here());
  }

  /** The languages of texts, the default first. */
  public PackageSpec locales(String... all) {
    return new PackageSpec(
        name, List.of(all), settings, groups, docs, indexes, migrations, profiles, clients, source);
  }

  /** A global setting; operators change it later by {@code setting/update}. */
  public PackageSpec setting(String named, Object value) {
    return new PackageSpec(
        name,
        locales,
        put(settings, named, value),
        groups,
        docs,
        indexes,
        migrations,
        profiles,
        clients,
        source);
  }

  public PackageSpec group(Id id, LocaleText named, Privileges privileges) {
    List<Group> more = plus(groups, new Group(id, named, privileges));
    return new PackageSpec(
        name, locales, settings, more, docs, indexes, migrations, profiles, clients, source);
  }

  public PackageSpec doc(Class<? extends LimpModule> module, Id id, Doc doc) {
    List<StartDoc> more = plus(docs, new StartDoc(module, id, doc));
    return new PackageSpec(
        name, locales, settings, groups, more, indexes, migrations, profiles, clients, source);
  }

  public PackageSpec index(Class<? extends LimpModule> module, Attr<?>... together) {
    List<String> names = Arrays.stream(together).map(Attr::name).toList();
    List<Index> more = plus(indexes, new Index(module, names));
    return new PackageSpec(
        name, locales, settings, groups, docs, more, migrations, profiles, clients, source);
  }

  /**
   * Changes documents that were stored before, once: see {@link Migration}. Migrations run in the
   * order in which they are given here; keep those that are done, and add new ones at the end.
   */
  public PackageSpec migration(Migration migration) {
    List<Migration> more = plus(migrations, migration);
    return new PackageSpec(
        name, locales, settings, groups, docs, indexes, more, profiles, clients, source);
  }

  /**
   * Lets clients of that app connect, and no others but those of apps that are named likewise.
   *
   * @param type {@link ClientApp#WEB} or another word
   * @param hosts the origins of a web app's pages, such as {@code https://app.example.com}
   */
  public PackageSpec clientApp(String id, String type, String... hosts) {
    List<ClientApp> apps = plus(clients.apps(), new ClientApp(id, type, List.of(hosts)));
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
    return new PackageSpec(
        name, locales, settings, groups, docs, indexes, migrations, profiles, changed, source);
  }

  /** What is different with {@code --env environment}. */
  public PackageSpec profile(String environment, UnaryOperator<PackageSpec> words) {
    Map<String, UnaryOperator<PackageSpec>> more = put(profiles, environment, words);
    return new PackageSpec(
        name, locales, settings, groups, docs, indexes, migrations, more, clients, source);
  }

  /** This package as it is in that environment. */
  public PackageSpec in(String environment) {
    UnaryOperator<PackageSpec> words = profiles.get(environment);
    return words == null ? this : words.apply(this);
  }

  private static <E> List<E> plus(List<E> list, E one) {
    List<E> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }

  private static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }
}
