package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.call.query.QueryLimits;
import io.limp.data.LogLimits;
import io.limp.gateway.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppConfigTest {
  private static final AppConfig.Options NONE =
      new AppConfig.Options(
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n";

  private final Problems problems = new Problems();

  @Test
  void theDefaultsAreThese() {
    AppConfig config = AppConfig.of(NONE, Map.of(), problems);

    assertThat(config)
        .isEqualTo(
            new AppConfig(
                "dev",
                false,
                "0.0.0.0",
                8081,
                List.of(Path.of("modules")),
                List.of(),
                Path.of(".limp-cache", "classes"),
                "sqlite:data",
                "limp_data",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                QueryLimits.DEFAULT,
                LogLimits.DEFAULT,
                AppConfig.Mongo.DEFAULT,
                GatewaySettings.NONE,
                Duration.ofSeconds(60),
                Variables.NONE));
    assertThat(config.dataFolder()).isEqualTo(Path.of("data"));
    assertThat(config.isProduction()).isFalse();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void modulesAndCacheLieInTheFolderOfLimpd() {
    AppConfig.Options atHome =
        new AppConfig.Options(
            Optional.of(Path.of("/opt/limp")),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    AppConfig config = AppConfig.of(atHome, Map.of(), problems);

    assertThat(config.modules()).containsExactly(Path.of("/opt/limp/modules"));
    assertThat(config.cache()).isEqualTo(Path.of("/opt/limp/.limp-cache/classes"));
  }

  @Test
  void aVariableWinsOverADefault() {
    AppConfig config =
        AppConfig.of(
            NONE,
            Map.of(
                "PORT", "9000",
                "ENV", "prod",
                "DEBUG", "true",
                "LIMP_DATA_SERVER", "sqlite:/var/limp",
                "LIMP_DATA_NAME", "shop",
                "LIMP_ORIGINS", "https://a.example, https://b.example",
                "LIMP_ADMIN_PASSWORD", "long and secret"),
            problems);

    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.env()).isEqualTo("prod");
    assertThat(config.isProduction()).isTrue();
    assertThat(config.debug()).isTrue();
    assertThat(config.dataFolder()).isEqualTo(Path.of("/var/limp"));
    assertThat(config.dataName()).isEqualTo("shop");
    assertThat(config.origins()).containsExactly("https://a.example", "https://b.example");
    assertThat(config.adminPassword().orElseThrow().reveal()).isEqualTo("long and secret");
    assertThat(config.toString()).doesNotContain("long and secret");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void anEmptyVariableIsNone() {
    AppConfig config = AppConfig.of(NONE, Map.of("PORT", "", "ENV", " ", "DEBUG", ""), problems);

    assertThat(config.port()).isEqualTo(8081);
    assertThat(config.env()).isEqualTo("dev");
    assertThat(config.debug()).isFalse();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void anOptionWinsOverAVariable() {
    AppConfig.Options options =
        new AppConfig.Options(
            Optional.empty(),
            Optional.of("staging"),
            false,
            Optional.of("127.0.0.1"),
            Optional.of("7000"),
            List.of(Path.of("a"), Path.of("b")),
            List.of("shop"),
            Optional.of("sqlite:here"),
            Optional.of("mine"),
            Optional.empty(),
            Optional.empty(),
            true);

    AppConfig config =
        AppConfig.of(
            options,
            Map.of(
                "PORT", "9000",
                "ENV", "prod",
                "LIMP_DATA_SERVER", "sqlite:/var/limp",
                "LIMP_DATA_NAME", "shop"),
            problems);

    assertThat(config.env()).isEqualTo("staging");
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(7000);
    assertThat(config.modules()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(config.packages()).containsExactly("shop");
    assertThat(config.dataFolder()).isEqualTo(Path.of("here"));
    assertThat(config.dataName()).isEqualTo("mine");
    assertThat(config.tls()).contains(new AppConfig.Tls.SelfSigned());
  }

  @Test
  void aPortThatIsNoneIsTheDefaultWithAWarning() {
    for (String wrong : List.of("http", "-1", "65536", "80 81", "99999999999")) {
      Problems told = new Problems();

      assertThat(AppConfig.of(NONE, Map.of("PORT", wrong), told).port()).isEqualTo(8081);

      assertThat(told.report())
          .isEqualTo(
              "warning: PORT is a number from 0 to 65535, not \""
                  + wrong
                  + "\": 8081 is used\n\n1 warning");
    }
  }

  @Test
  void allMistakesAreToldAtOnce() {
    AppConfig.Options options =
        new AppConfig.Options(
            Optional.empty(),
            Optional.of("prod!"),
            false,
            Optional.empty(),
            Optional.of("many"),
            List.of(),
            List.of(),
            Optional.of("postgres://me:secret@db.example/x"),
            Optional.empty(),
            Optional.of(Path.of("no/such/cert.pem")),
            Optional.empty(),
            true);

    AppConfig.of(options, Map.of("LIMP_DATA_NAME", "../data", "DEBUG", "loud"), problems);

    assertThat(problems.report())
        .isEqualTo(
            """
            --env: letters, digits, - and _ only, not "prod!"

            --data-server: no database "postgres://...@db.example/x"; sqlite:FOLDER keeps the data in that folder, mongodb://HOST in a MongoDB

            LIMP_DATA_NAME: letters, digits, - and _ only, not "../data"

            --tls-cert and --tls-key go together: one is missing

            --tls-self-signed and --tls-cert exclude each other

            the file no/such/cert.pem cannot be read

            warning: DEBUG is true or false, not "loud": it stays false

            warning: --port is a number from 0 to 65535, not "many": 8081 is used

            6 problems, 2 warnings\
            """);
  }

  @Test
  void theChangeLogIsKeptAsLongAsAsked() {
    AppConfig config =
        AppConfig.of(NONE, Map.of("LIMP_LOG_DAYS", "7", "LIMP_LOG_MB", "100"), problems);

    assertThat(config.logLimits()).isEqualTo(new LogLimits(Duration.ofDays(7), 100L << 20));
    assertThat(problems.isEmpty()).isTrue();
    for (String wrong : List.of("0", "-1", "a week", "99999999999999999999")) {
      Problems told = new Problems();
      AppConfig.of(NONE, Map.of("LIMP_LOG_DAYS", wrong), told);
      assertThat(told.report()).contains("LIMP_LOG_DAYS").contains(wrong);
    }
  }

  private AppConfig.Mongo mongo(Path home, Map<String, String> environment) {
    AppConfig.Options options =
        new AppConfig.Options(
            Optional.of(home),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    return AppConfig.of(options, environment, problems).mongo();
  }

  @Test
  void variablesSayHowAMongoIsConnectedTo(@TempDir Path home) throws IOException {
    Path file = Files.writeString(home.resolve("ca.pem"), "a comment\n" + PEM);
    Files.createDirectory(home.resolve("certs"));
    Files.writeString(home.resolve("certs/named.pem"), PEM + PEM);

    assertThat(mongo(home, Map.of("LIMP_DATA_SSL", "true", "LIMP_DATA_DISK_USE", "true")))
        .isEqualTo(new AppConfig.Mongo(true, Optional.empty(), true));
    assertThat(mongo(home, Map.of("LIMP_DATA_CA", PEM)).authorities()).contains(PEM);
    assertThat(mongo(home, Map.of("LIMP_DATA_CA", file.toString())).authorities())
        .contains("a comment\n" + PEM);
    assertThat(mongo(home, Map.of("LIMP_DATA_CA_NAME", "named.pem")).authorities())
        .contains(PEM + PEM);
    assertThat(mongo(home, Map.of("LIMP_DATA_CA", PEM, "LIMP_DATA_CA_NAME", "none")).authorities())
        .contains(PEM);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void anAuthorityThatCannotBeReadIsTold(@TempDir Path home) throws IOException {
    Path file = Files.writeString(home.resolve("ca.pem"), "nothing");
    mongo(home, Map.of("LIMP_DATA_CA", file.toString()));
    mongo(home, Map.of("LIMP_DATA_CA", home.resolve("none.pem").toString()));
    mongo(home, Map.of("LIMP_DATA_CA_NAME", "none.pem"));
    assertThat(problems.report())
        .contains("LIMP_DATA_CA: there is no PEM certificate in " + file)
        .contains("none.pem cannot be read")
        .contains("LIMP_DATA_CA_NAME: a PEM text or a file with one, and none.pem cannot be read")
        .contains("3 problems");
  }
}
