package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.StartRefused;
import io.limp.boot.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimpdTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<AppConfig> started = new AtomicReference<>();

  static Stream<Arguments> options() {
    return Stream.of(
        given("", AppConfig::port, 8081),
        given("--port 9000", AppConfig::port, 9000),
        given("--port=9000", AppConfig::port, 9000),
        given("-p 9000", AppConfig::port, 9000),
        given("-p9000", AppConfig::port, 9000),
        given("--port many", AppConfig::port, 8081),
        given("--port 70000", AppConfig::port, 8081),
        given("--env prod", AppConfig::env, "prod"),
        given("--debug", AppConfig::debug, true),
        given("--packages a,b", AppConfig::packages, List.of("a", "b")),
        given("--packages a --packages b", AppConfig::packages, List.of("a", "b")),
        given("--host 127.0.0.1", AppConfig::host, "127.0.0.1"),
        given("--modules here", AppConfig::modules, List.of(Path.of("here"))),
        given("--data-server sqlite:x", AppConfig::dataServer, "sqlite:x"),
        given("--data-name shop", AppConfig::dataName, "shop"),
        given(
            "--tls-self-signed",
            config -> config.tls().orElseThrow(),
            new AppConfig.Tls.SelfSigned()),
        given("--port 9000 --env prod --debug", AppConfig::port, 9000));
  }

  private static Arguments given(String line, Function<AppConfig, Object> part, Object expected) {
    return arguments(line, part, expected);
  }

  @ParameterizedTest(name = "limpd {0}")
  @MethodSource("options")
  void anOptionSetsItsPart(String line, Function<AppConfig, Object> part, Object expected) {
    limpd(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(part.apply(started.get())).isEqualTo(expected);
  }

  @Test
  void aVariableIsUsedWhereTheOptionIsNotGiven() {
    limpd(Map.of("PORT", "9000", "ENV", "prod"), "--port", "7000");

    assertThat(started.get().port()).isEqualTo(7000);
    assertThat(started.get().env()).isEqualTo("prod");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(limpd(Map.of(), "--version")).isZero();
    assertThat(out.toString()).isEqualTo("LIMPd v" + Version.TEXT + System.lineSeparator());
    assertThat(Version.TEXT).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(started).hasNullValue();
  }

  @Test
  void theHelpNamesEveryOptionAndVariable() {
    assertThat(limpd(Map.of(), "-h")).isZero();
    assertThat(out.toString())
        .contains(
            "-h, --help",
            "--version",
            "--env=ENV",
            "--debug",
            "--packages=a,b",
            "-p, --port=PORT",
            "--host=HOST",
            "--modules=DIR",
            "--data-server=ADDRESS",
            "--data-name=NAME",
            "--tls-cert=FILE",
            "--tls-key=FILE",
            "--tls-self-signed",
            "LIMP_DATA_SERVER",
            "LIMP_ADMIN_PASSWORD");
    assertThat(started).hasNullValue();
  }

  @Test
  void theGuideShowsThisHelp() throws IOException {
    limpd(Map.of(), "--help");
    Path page = Path.of(System.getProperty("limp.home"), "docs/guide/command-line.md");

    assertThat(Files.readString(page)).contains("```text\n" + out + "```");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearest() {
    assertThat(limpd(Map.of(), "--prot", "9000")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("There is no option --prot; perhaps --port.\nlimpd --help lists the options.\n");
    assertThat(started).hasNullValue();
  }

  @Test
  void anOptionWithoutItsValueIsTold() {
    assertThat(limpd(Map.of(), "--port")).isEqualTo(2);
    assertThat(err.toString()).contains("--port").contains("limpd --help lists the options.");
  }

  @Test
  void aWordThatIsNoOptionIsTold() {
    assertThat(limpd(Map.of(), "start")).isEqualTo(2);
    assertThat(err.toString()).startsWith("There is no command start.");
  }

  @Test
  void mistakesInTheConfigurationAreReportedInsteadOfStarting() {
    assertThat(limpd(Map.of(), "--data-server", "mysql:x", "--env", "a b")).isEqualTo(1);
    assertThat(err.toString()).contains("--data-server").contains("--env").contains("2 problems");
    assertThat(started).hasNullValue();
  }

  @Test
  void whatRefusesTheStartIsToldWithoutAStackTrace() {
    assertThat(limpd(Map.of())).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("not today\n");
  }

  /** Runs limpd with a start that notes the configuration and goes no further. */
  private int limpd(Map<String, String> environment, String... args) {
    Function<AppConfig, App> start =
        config -> {
          started.set(config);
          throw new StartRefused("not today");
        };
    return new Limpd(environment, start, new PrintWriter(out, true), new PrintWriter(err, true))
        .run(args);
  }
}
