package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.call.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code limpd check} and {@code limpd config}. */
class CheckAndConfigTest {
  private static final String SHOP =
      """
      package shop;

      import io.limp.api.*;

      public final class Shop implements LimpPackage {
        @Override
        public PackageSpec spec() {
          return PackageSpec.of("shop")
              .version("1.2.0")
              .setting("greeting", "Hello")
              .setting("smtp_password", "planted-1")
              .setting("map", java.util.Map.of("token", "planted-2", "zoom", 3))
              .setting("relay", "$env.RELAY")
              .setting("mode", "$env.MODE:careful")
              .anonToken("planted-3")
              .profile("prod", prod -> prod.setting("greeting", "Welcome"));
        }
      }
      """;
  private static final String ITEM =
      """
      package shop;

      import static io.limp.api.Limp.*;
      import io.limp.api.*;

      public final class Item implements LimpModule {
        public static final Attr<String> TITLE = str("title");

        @Override
        public ModuleSpec spec() {
          return ModuleSpec.of("item").collection("items").attrs(Item.class).read(permit("read"));
        }
      }
      """;

  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void writeModules() throws IOException {
    Files.createDirectories(folder.resolve("modules/shop"));
    save("Shop", SHOP);
    save("Item", ITEM);
  }

  private void save(String name, String source) throws IOException {
    Files.writeString(folder.resolve("modules/shop/" + name + ".java"), source);
  }

  private int limpd(Map<String, String> variables, String... args) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--modules", folder.resolve("modules").toString()));
    return new Limpd(
            variables,
            config -> {
              throw new IllegalStateException("Started with " + config);
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true))
        .run(all.toArray(String[]::new));
  }

  private int check(String... args) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(args));
    return limpd(Map.of("RELAY", "x"), all.toArray(String[]::new));
  }

  @Test
  void aCheckOfGoodPackagesNamesThemAndTouchesNoData() {
    assertThat(check("--data-server", "sqlite:" + folder.resolve("data"))).isZero();
    assertThat(out.toString()).isEqualTo("shop 1.2.0: item (compiled)\nNothing is wrong.\n");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void mistakesOfPackagesAndOfOptionsAreInOneReportAndEndWith1() throws IOException {
    save("Item", ITEM.replace("permit(\"read\")", "permit(\"raed\")"));
    assertThat(check("--data-server", "mysql:x")).isEqualTo(1);
    assertThat(out.toString())
        .contains("--data-server: no database \"mysql:x\"")
        .contains("item.read: no privilege \"raed\", perhaps \"read\"")
        .endsWith("2 problems in 1 file\n");
  }

  @Test
  void warningsEndWith1OnlyWhereTheyAreMeantTo() throws IOException {
    save("Item", ITEM.replace("permit(\"read\")", "anyone()"));
    assertThat(check()).isZero();
    assertThat(out.toString())
        .contains("warning: item.read: anybody reads")
        .endsWith("1 warning in 1 file\n");
    assertThat(check("--strict")).isEqualTo(1);
  }

  @Test
  void theProfileOfTheEnvironmentIsChecked() throws IOException {
    save(
        "Shop",
        SHOP.replace("prod.setting(\"greeting\", \"Welcome\")", "prod.locales(\"english\")"));
    assertThat(check()).isZero();
    assertThat(check("--env", "prod")).isEqualTo(1);
    assertThat(limpd(Map.of("RELAY", "x", "ENV", "prod"), "check")).isEqualTo(1);
    assertThat(limpd(Map.of("RELAY", "x"), "--env", "prod", "check")).isEqualTo(1);
  }

  @Test
  void theConfigurationSaysWhereEachValueCameFrom() {
    int code =
        limpd(
            Map.of("ENV", "prod", "RELAY", "planted-4", "PORT", "many", "LIMP_LOG_DAYS", "7"),
            "config",
            "--host",
            "127.0.0.1");
    assertThat(code).isZero();
    assertThat(rows())
        .contains(
            "env prod variable ENV",
            "port 8081 default",
            "host 127.0.0.1 option --host",
            "data-server sqlite:data default",
            "LIMP_LOG_DAYS 7 variable",
            "package shop",
            "version 1.2.0 package",
            "setting greeting Welcome profile prod",
            "setting smtp_password ****** package",
            "setting relay ****** package, variable RELAY",
            "setting mode careful package, MODE not set",
            "anon_token ****** package");
    assertThat(err.toString()).contains("PORT is a number");
  }

  /** Its lines with one blank between columns. */
  private List<String> rows() {
    return out.toString().lines().map(line -> line.strip().replaceAll(" {2,}", " ")).toList();
  }

  @Test
  void noSecretIsPrinted() {
    Map<String, String> variables =
        Map.of(
            "LIMP_ADMIN_PASSWORD", "planted-a-long-one",
            "LIMP_DATA_SERVER", "mongodb://root:planted@db.example",
            "LIMP_SMTP", "smtps://planted@mail.example",
            "LIMP_SMTP_PASSWORD", "planted",
            "LIMP_SMTP_FROM", "shop@example.com",
            "LIMP_TWILIO_ACCOUNT", "AC00000000000000000000000000000001",
            "LIMP_TWILIO_TOKEN", "planted",
            "LIMP_TWILIO_KEY", "planted",
            "LIMP_TWILIO_FROM", "+15005550006",
            "RELAY", "planted");
    assertThat(limpd(variables, "config")).isZero();
    assertThat(out.toString()).contains("mongodb://******@db.example").doesNotContain("planted");
    assertThat(limpd(variables, "config", "--json")).isZero();
    assertThat(out.toString()).contains("mongodb://******@db.example").doesNotContain("planted");
  }

  @Test
  void programsGetItAsJson() throws Json.NotJson {
    assertThat(limpd(Map.of("RELAY", "x"), "config", "--json", "--port", "9000")).isZero();
    Map<?, ?> json = (Map<?, ?>) Json.read(out.toString());
    assertThat(List.<Object>copyOf((List<?>) json.get("limpd")))
        .contains(Map.of("name", "port", "value", 9000L, "from", "option --port"));
    assertThat(List.<Object>copyOf((List<?>) ((Map<?, ?>) json.get("packages")).get("shop")))
        .contains(
            Map.of(
                "name",
                "setting map",
                "value",
                Map.of("token", "******", "zoom", 3L),
                "from",
                "package"));
  }

  @Test
  void everyOptionAndVariableOfTheHelpIsShown() {
    limpd(Map.of(), "--help");
    List<String> names =
        Pattern.compile("--([a-z-]+)[= ]|^  ([A-Z_]{4,}) ", Pattern.MULTILINE)
            .matcher(
                out.toString()
                    .lines()
                    .takeWhile(l -> !l.startsWith("Ctrl"))
                    .reduce("", (a, b) -> a + "\n" + b))
            .results()
            .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
            .filter(
                name ->
                    !List.of(
                            "help",
                            "version",
                            "PORT",
                            "DEBUG",
                            "LIMP_DATA_SERVER",
                            "LIMP_DATA_NAME")
                        .contains(name))
            .distinct()
            .toList();
    assertThat(names).hasSizeGreaterThan(20);
    limpd(Map.of("RELAY", "x"), "config");
    for (String name : names) {
      assertThat(rows()).anyMatch(row -> row.startsWith(name + " "));
    }
  }

  @Test
  void mistakesOfPackagesAreToldBesideWhatIsKnown() {
    assertThat(limpd(Map.of(), "config")).isEqualTo(1);
    assertThat(out.toString()).contains("package shop");
    assertThat(err.toString()).contains("the environment variable RELAY is not set");
  }

  @Test
  void bothSayInTheirHelpWhatTheyAreFor() {
    for (String command : List.of("check", "config")) {
      limpd(Map.of(), command, "--help");
      assertThat(out.toString())
          .contains("Example:\n  limpd " + command, "--modules=DIR", "--env=ENV");
    }
    assertThat(limpd(Map.of(), "chekc")).isEqualTo(2);
    assertThat(err.toString()).startsWith("There is no command chekc; perhaps check.");
  }
}
