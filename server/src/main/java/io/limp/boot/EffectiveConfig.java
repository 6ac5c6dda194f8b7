package io.limp.boot;

import io.limp.call.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The configuration as it holds: of the server, and of each package, every value with where it came
 * from. Secrets are masked.
 *
 * @param server its options and variables
 * @param packages by name
 */
public record EffectiveConfig(List<ConfigRow> server, Map<String, List<ConfigRow>> packages) {
  private static final int WIDEST = 40;

  /**
   * Asks the packages; what is wrong with them is in the problems, and missing from the result.
   *
   * @param config what became of the options
   */
  public static EffectiveConfig of(AppConfig.Options options, AppConfig config, Problems problems) {
    Map<String, List<ConfigRow>> packages = new LinkedHashMap<>();
    try (Packages loaded =
        new PackageLoader(config).load(config.packages(), config.env(), problems)) {
      loaded.all().forEach(each -> packages.put(each.name(), new PackageRows(each, config).rows()));
    }
    return new EffectiveConfig(new ServerRows(options, config).rows(), packages);
  }

  /** For people: three columns, a part for the server and one for each package. */
  public String text() {
    int name = widest(ConfigRow::name);
    int value = widest(row -> shown(row.value()));
    String line = "  %-" + name + "s  %-" + value + "s  %s";
    List<String> lines = new ArrayList<>(List.of("limpd"));
    server.forEach(row -> lines.add(line(line, row)));
    packages.forEach(
        (title, rows) -> {
          lines.add("");
          lines.add("package " + title);
          rows.forEach(row -> lines.add(line(line, row)));
        });
    return String.join("\n", lines);
  }

  /** For machines: {@code {"limpd": [{"name", "value", "from"}], "packages": {"shop": [...]}}}. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("limpd", server.stream().map(EffectiveConfig::described).toList());
    Map<String, Object> described = new LinkedHashMap<>();
    packages.forEach(
        (name, rows) ->
            described.put(name, rows.stream().map(EffectiveConfig::described).toList()));
    all.put("packages", described);
    return Json.write(all, Json::secondsSinceEpoch);
  }

  private static Map<String, Object> described(ConfigRow row) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", row.name());
    described.put("value", row.value());
    described.put("from", row.from());
    return described;
  }

  private static String line(String form, ConfigRow row) {
    return form.formatted(row.name(), shown(row.value()), row.from());
  }

  private static String shown(Object value) {
    return switch (value) {
      case Collection<?> members ->
          String.join(", ", members.stream().map(EffectiveConfig::shown).toList());
      case Map<?, ?> map ->
          String.join(
              "; ",
              map.entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
                  .toList());
      case String text when text.isEmpty() -> "-";
      default -> value.toString();
    };
  }

  /** As wide as the widest that is no exception: a long value moves its own line only. */
  private int widest(Function<ConfigRow, String> column) {
    return Stream.concat(server.stream(), packages.values().stream().flatMap(List::stream))
        .mapToInt(row -> column.apply(row).length())
        .filter(width -> width <= WIDEST)
        .max()
        .orElse(1);
  }
}
