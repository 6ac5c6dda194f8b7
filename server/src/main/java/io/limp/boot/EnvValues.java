package io.limp.boot;

import io.limp.api.Doc;
import io.limp.api.PackageSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables in the place of the texts {@code "$env.NAME"} that a package says, so
 * that what differs between machines, and what is secret, need not stand in its source.
 */
final class EnvValues {
  private static final String MARK = "$env.";
  private static final Pattern FORM =
      Pattern.compile("\\$env\\.([A-Za-z_][A-Za-z0-9_]*)(?::(.*))?", Pattern.DOTALL);

  private final Variables variables;
  private final List<Wrong> wrong = new ArrayList<>();

  EnvValues(Variables variables) {
    this.variables = variables;
  }

  /**
   * A text that could not be replaced.
   *
   * @param text as it stands in the source
   */
  record Wrong(String text, String sentence) {}

  /** The text's variable, where it stands for one. */
  static Optional<String> variable(@Nullable Object text) {
    return text instanceof String given && given.startsWith(MARK)
        ? Optional.of(FORM.matcher(given)).filter(Matcher::matches).map(form -> form.group(1))
        : Optional.empty();
  }

  /** What could not be replaced so far; it stayed as it was. */
  List<Wrong> wrong() {
    return wrong;
  }

  /** The package with the variables' values: in settings, start documents and client apps. */
  PackageSpec in(PackageSpec spec) {
    Map<String, Object> settings = new LinkedHashMap<>();
    spec.settings().forEach((name, value) -> settings.put(name, plain(value)));
    List<PackageSpec.StartDoc> docs =
        spec.docs().stream()
            .map(doc -> new PackageSpec.StartDoc(doc.module(), doc.id(), in(doc.doc())))
            .toList();
    PackageSpec.Clients clients =
        new PackageSpec.Clients(
            spec.clients().apps().stream().map(this::in).toList(),
            spec.clients().allowsLevel1(),
            spec.clients().anonToken().map(this::text));
    return new PackageSpec(
        spec.name(),
        spec.about(),
        spec.locales(),
        settings,
        spec.groups(),
        docs,
        spec.indexes(),
        spec.migrations(),
        spec.profiles(),
        clients,
        spec.gateways(),
        spec.events(),
        spec.jobs(),
        spec.users(),
        spec.texts(),
        spec.source());
  }

  private PackageSpec.ClientApp in(PackageSpec.ClientApp app) {
    return new PackageSpec.ClientApp(
        text(app.id()), text(app.type()), app.hosts().stream().map(this::text).toList());
  }

  private Doc in(Doc doc) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    doc.values().forEach((name, value) -> values.put(name, value == null ? null : plain(value)));
    return new Doc(values);
  }

  private Object plain(Object value) {
    return switch (value) {
      case String text -> text(text);
      case List<?> list -> list.stream().map(each -> each == null ? null : plain(each)).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, each == null ? null : plain(each)));
        yield copy;
      }
      default -> value;
    };
  }

  private String text(String text) {
    if (!text.startsWith(MARK)) {
      return text;
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      wrong.add(
          new Wrong(text, '"' + text + "\" names no variable; $env.NAME or $env.NAME:text does"));
      return text;
    }
    Optional<String> value = variables.find(form.group(1));
    if (value.isPresent()) {
      return value.get();
    }
    if (form.group(2) == null) {
      wrong.add(
          new Wrong(
              text,
              "the environment variable "
                  + form.group(1)
                  + " is not set"
                  + near(form.group(1))
                  + "; "
                  + text
                  + " asks for it"));
      return text;
    }
    return form.group(2);
  }

  private String near(String name) {
    return NearestName.of(name, variables.names()).map(other -> ", perhaps " + other).orElse("");
  }
}
