package io.limp.boot;

import io.limp.api.Attr;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one package says, each word with whether a profile, a variable or a file said so. */
final class PackageRows {
  private final LoadedPackage shown;
  private final AppConfig config;

  PackageRows(LoadedPackage shown, AppConfig config) {
    this.shown = shown;
    this.config = config;
  }

  List<ConfigRow> rows() {
    Map<String, Object> written = words(shown.words().written());
    Map<String, Object> profiled = words(shown.words().profiled());
    List<ConfigRow> rows = new ArrayList<>();
    words(shown.spec())
        .forEach(
            (name, value) -> {
              @Nullable Object before = profiled.get(name);
              String from =
                  Objects.equals(before, written.get(name)) ? "package" : "profile " + config.env();
              Set<String> variables = new LinkedHashSet<>();
              collectVariables(before, variables);
              if (before == null) {
                rows.add(ConfigRow.of(name, value, "files"));
              } else if (variables.isEmpty()) {
                rows.add(ConfigRow.of(name, value, from));
              } else {
                rows.add(ofVariables(name, value, from, variables));
              }
            });
    return rows;
  }

  /** What the environment gives is taken for a secret: much of it is. */
  private ConfigRow ofVariables(String name, Object value, String from, Set<String> variables) {
    List<String> set =
        variables.stream().filter(each -> config.variables().find(each).isPresent()).toList();
    return set.isEmpty()
        ? ConfigRow.of(name, value, from + ", " + String.join(", ", variables) + " not set")
        : ConfigRow.secret(name, from + ", variable " + String.join(", ", set));
  }

  private static void collectVariables(@Nullable Object value, Set<String> variables) {
    switch (value) {
      case String text -> EnvValues.variable(text).ifPresent(variables::add);
      case Collection<?> members -> members.forEach(each -> collectVariables(each, variables));
      case Map<?, ?> map -> map.values().forEach(each -> collectVariables(each, variables));
      case null, default -> {}
    }
  }

  /** Its words as plain values; what it does not say is not among them. */
  private static Map<String, Object> words(PackageSpec spec) {
    Map<String, Object> words = new LinkedHashMap<>();
    spec.about().version().ifPresent(version -> words.put("version", version));
    words.put("api_level", spec.about().apiLevel());
    put(words, "depends_on", spec.about().dependsOn());
    put(words, "locales", spec.locales());
    spec.settings()
        .forEach((name, value) -> words.put("setting " + name, value == null ? "" : value));
    spec.groups().forEach(group -> words.put("group " + group.id(), plain(group.privileges())));
    spec.docs().forEach(doc -> words.put("doc " + doc.id(), doc.module().getSimpleName()));
    spec.indexes()
        .forEach(
            index ->
                words.put("index " + index.module().getSimpleName() + " " + index.attrs(), true));
    put(words, "migrations", spec.migrations().stream().map(each -> each.name()).toList());
    spec.clients()
        .apps()
        .forEach(
            app -> {
              List<String> parts = new ArrayList<>(List.of(app.type()));
              parts.addAll(app.hosts());
              words.put("client_app " + app.id(), parts);
            });
    if (spec.clients().allowsLevel1()) {
      words.put("allow_level_1", true);
    }
    spec.clients().anonToken().ifPresent(token -> words.put("anon_token", token));
    put(words, "gateways", List.copyOf(spec.gateways().keySet()));
    put(words, "events", spec.events().isEmpty() ? 0 : spec.events().size());
    spec.jobs().forEach(job -> words.put("job " + job.name(), job.schedule().toString()));
    put(words, "sign_in_with", spec.users().signIn().stream().map(Attr::name).toList());
    put(words, "user_attrs", spec.users().attrs().stream().map(Attr::toString).toList());
    put(words, "default_privileges", plain(spec.users().byDefault()));
    put(words, "anon_privileges", plain(spec.users().anonymous()));
    spec.texts().forEach((locale, texts) -> words.put("texts " + locale, texts.size()));
    return words;
  }

  private static void put(Map<String, Object> words, String name, Object value) {
    if (!value.equals(List.of()) && !value.equals(Map.of()) && !value.equals(0)) {
      words.put(name, value);
    }
  }

  private static Map<String, Object> plain(Privileges privileges) {
    Map<String, Object> plain = new LinkedHashMap<>();
    privileges.byModule().forEach((module, names) -> plain.put(module, List.copyOf(names)));
    return plain;
  }
}
