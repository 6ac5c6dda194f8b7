package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.api.Texts;
import io.limp.api.UserWords;
import io.limp.call.ClientRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the words of all packages come to together.
 *
 * @param locales the languages of texts, the default first
 * @param clients which clients may connect
 * @param gateways the names of those that packages bring
 * @param users who may sign in by what, and what those may who have nothing of their own
 * @param texts in all languages
 */
record JoinedWords(
    List<String> locales, ClientRules clients, Set<String> gateways, UserWords users, Texts texts) {
  private static final List<String> DEFAULT_LOCALES = List.of("ar_AE", "en_AE");

  static JoinedWords of(List<PackageSpec> specs) {
    List<String> locales = locales(specs);
    return new JoinedWords(
        locales,
        clients(specs),
        gateways(specs),
        specs.stream().map(PackageSpec::users).reduce(UserWords.NONE, UserWords::and),
        texts(specs, locales));
  }

  private static List<String> locales(List<PackageSpec> specs) {
    Set<String> all = new LinkedHashSet<>();
    specs.forEach(spec -> all.addAll(spec.locales()));
    return all.isEmpty() ? DEFAULT_LOCALES : List.copyOf(all);
  }

  /** The apps of all packages together; the first package that has its own token gives that. */
  private static ClientRules clients(List<PackageSpec> specs) {
    Map<String, PackageSpec.ClientApp> apps = new LinkedHashMap<>();
    specs.stream()
        .flatMap(spec -> spec.clients().apps().stream())
        .forEach(each -> apps.putIfAbsent(each.id(), each));
    return new ClientRules(
        specs.stream()
            .flatMap(spec -> spec.clients().anonToken().stream())
            .findFirst()
            .orElse(ClientRules.DEFAULT_ANON_TOKEN),
        apps,
        apps.isEmpty() || specs.stream().anyMatch(spec -> spec.clients().allowsLevel1()));
  }

  private static Set<String> gateways(List<PackageSpec> specs) {
    Set<String> names = new LinkedHashSet<>();
    specs.forEach(spec -> names.addAll(spec.gateways().keySet()));
    return names;
  }

  /** What is another than it was, of all that a server asks its packages for at the start alone. */
  List<String> differsForTheStart(JoinedWords before) {
    List<String> other = new ArrayList<>();
    if (!locales.equals(before.locales)) {
      other.add("languages");
    }
    if (!clients.equals(before.clients)) {
      other.add("client apps");
    }
    if (!gateways.equals(before.gateways)) {
      other.add("gateways");
    }
    if (!attrs(users).equals(attrs(before.users))) {
      other.add("attributes of users");
    }
    return other;
  }

  /** Attributes themselves are others each time that they are made. */
  private static List<String> attrs(UserWords users) {
    return Stream.concat(users.signIn().stream(), users.attrs().stream())
        .map(attr -> attr + (attr.isOptional() ? ", optional" : ""))
        .toList();
  }

  private static Texts texts(List<PackageSpec> specs, List<String> locales) {
    Map<String, Map<String, Map<String, String>>> texts = new LinkedHashMap<>();
    specs.stream()
        .filter(spec -> !spec.texts().isEmpty())
        .forEach(spec -> texts.put(spec.name(), spec.texts()));
    return new Texts(texts, locales);
  }
}
