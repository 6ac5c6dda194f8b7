package io.limp.boot;

import io.limp.call.query.QueryLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server itself was asked to be, each value with the option or variable that said so. */
final class ServerRows {
  private static final String DEFAULT = "default";
  private static final int MEGABYTE = 20;

  /** The variables that have no option and no default. */
  private static final List<String> VARIABLES_ALONE =
      List.of(
          "LIMP_ADMIN_PASSWORD",
          "LIMP_DATA_CA",
          "LIMP_DATA_CA_NAME",
          "LIMP_ORIGINS",
          "LIMP_SMTP",
          "LIMP_SMTP_PASSWORD",
          "LIMP_SMTP_FROM",
          "LIMP_SMTP_CA",
          "LIMP_TWILIO_ACCOUNT",
          "LIMP_TWILIO_KEY",
          "LIMP_TWILIO_TOKEN",
          "LIMP_TWILIO_FROM",
          "LIMP_TWILIO_URL",
          "NO_COLOR");

  private final AppConfig.Options options;
  private final AppConfig config;
  private final List<ConfigRow> rows = new ArrayList<>();

  ServerRows(AppConfig.Options options, AppConfig config) {
    this.options = options;
    this.config = config;
  }

  List<ConfigRow> rows() {
    option("env", config.env(), options.env(), "ENV");
    flag("debug", config.debug(), options.debug(), "DEBUG");
    option("packages", shown(config.packages(), "all"), given(options.packages()), "");
    option("port", config.port(), options.port(), "PORT");
    option("host", config.host(), options.host(), "");
    option(
        "modules",
        config.modules().stream().map(Path::toString).toList(),
        given(options.modules()),
        "");
    option("data-server", config.dataServer(), options.dataServer(), "LIMP_DATA_SERVER");
    option("data-name", config.dataName(), options.dataName(), "LIMP_DATA_NAME");
    option("tls-cert", options.tlsCert().map(Path::toString).orElse(""), options.tlsCert(), "");
    option("tls-key", options.tlsKey().map(Path::toString).orElse(""), options.tlsKey(), "");
    flag("tls-self-signed", options.tlsSelfSigned(), options.tlsSelfSigned(), "");
    variable("LIMP_DATA_SSL", config.mongo().tls());
    variable("LIMP_DATA_DISK_USE", config.mongo().diskUse());
    variable("LIMP_CALL_SECONDS", config.callTime().toSeconds());
    variable("LIMP_LOG_DAYS", config.logLimits().age().toDays());
    variable("LIMP_LOG_MB", config.logLimits().bytes() >> MEGABYTE);
    variable("LIMP_QUERY_LIMITS", shown(config.queryLimits()));
    variable("LIMP_SEND_SECONDS", config.gateways().patience().toSeconds());
    VARIABLES_ALONE.forEach(this::variableAlone);
    return rows;
  }

  private static String shown(QueryLimits limits) {
    return "depth=%d,terms=%d,list=%d,page=%d,joined=%d"
        .formatted(limits.depth(), limits.terms(), limits.list(), limits.page(), limits.joined());
  }

  private static Object shown(List<String> names, String none) {
    return names.isEmpty() ? none : names;
  }

  private static Optional<?> given(List<?> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private void option(String name, Object value, Optional<?> given, String variable) {
    String from = DEFAULT;
    if (given.isPresent()) {
      from = "option --" + name;
    } else if (isSet(variable)) {
      from = "variable " + variable;
    }
    // A port that is none was warned of, and the default is used.
    boolean unused = name.equals("port") && !said(given, variable).equals(value.toString());
    rows.add(ConfigRow.of(name, value, unused ? DEFAULT : from));
  }

  private String said(Optional<?> given, String variable) {
    return given
        .map(Object::toString)
        .or(() -> config.variables().find(variable))
        .orElse("")
        .strip();
  }

  private void flag(String name, boolean value, boolean given, String variable) {
    option(name, value, given ? Optional.of(true) : Optional.empty(), value ? variable : "");
  }

  private void variable(String name, Object value) {
    rows.add(ConfigRow.of(name, value, isSet(name) ? "variable" : DEFAULT));
  }

  private void variableAlone(String name) {
    Optional<String> value = config.variables().find(name);
    rows.add(
        ConfigRow.of(
            name,
            value.map(ServerRows::firstLine).orElse(""),
            value.isPresent() ? "variable" : "not set"));
  }

  /** Certificates are long. */
  private static String firstLine(String value) {
    return value.lines().findFirst().orElse("") + (value.lines().count() > 1 ? " ..." : "");
  }

  private boolean isSet(String variable) {
    return !variable.isEmpty() && config.variables().find(variable).isPresent();
  }
}
