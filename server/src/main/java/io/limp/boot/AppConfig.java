package io.limp.boot;

import io.limp.api.Secret;
import io.limp.call.query.QueryLimits;
import io.limp.data.LogLimits;
import io.limp.gateway.GatewaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server was asked to be, after options, environment variables and defaults: an option
 * wins over a variable, a variable over the default.
 *
 * @param env the environment, whose profiles apply ({@code --env})
 * @param debug true: details in logs and answers
 * @param host the address to listen on
 * @param port the port to listen on
 * @param modules the folders that hold packages
 * @param packages the names of those that shall serve; empty: all
 * @param cache where compiled classes are kept between starts
 * @param dataServer {@code sqlite:FOLDER}, or an address of MongoDB, or several with commas
 * @param dataName the name of the database
 * @param tls how connections are encrypted; empty: they are not
 * @param origins the web pages' origins whose scripts may connect; empty: all
 * @param adminPassword takes the place of the default password of the administrator
 * @param queryLimits what a client's query may cost
 * @param logLimits how long the database keeps its change log
 * @param mongo what the address of a MongoDB leaves open
 * @param gateways by whom messages are sent
 * @param callTime how long a call may take
 * @param variables what packages may ask for by {@code $env.NAME}
 */
public record AppConfig(
    String env,
    boolean debug,
    String host,
    int port,
    List<Path> modules,
    List<String> packages,
    Path cache,
    String dataServer,
    String dataName,
    Optional<Tls> tls,
    List<String> origins,
    Optional<Secret> adminPassword,
    QueryLimits queryLimits,
    LogLimits logLimits,
    Mongo mongo,
    GatewaySettings gateways,
    Duration callTime,
    Variables variables) {
  public static final Duration DEFAULT_CALL_TIME = Duration.ofSeconds(60);
  public static final int DEFAULT_PORT = 8081;
  public static final String SQLITE = "sqlite:";
  private static final String MONGODB = "mongodb://";
  private static final String MONGODB_SRV = "mongodb+srv://";
  private static final long MOST_LOG_DAYS = 36_500;
  private static final long MOST_LOG_MB = 1_000_000;
  private static final long MOST_CALL_SECONDS = 86_400;
  private static final int MEGABYTE = 20;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * What an address of MongoDB leaves open.
   *
   * @param tls true: encrypt, whatever the address says
   * @param authorities the certificates, as PEM text, of whoever may vouch for the servers; empty:
   *     those that Java trusts
   * @param diskUse true: a large sort may use the server's disk
   */
  public record Mongo(boolean tls, Optional<String> authorities, boolean diskUse) {
    public static final Mongo DEFAULT = new Mongo(false, Optional.empty(), false);
  }

  /** Where the server's certificate comes from. */
  public sealed interface Tls {
    /** From two PEM files: the certificate with its chain, and its key. */
    record Files(Path cert, Path key) implements Tls {}

    /** Made at start, believed by nobody: for development. */
    record SelfSigned() implements Tls {}
  }

  /**
   * The options as they were given, before anything was made of them.
   *
   * @param home the folder that limpd is installed in; empty: the working folder
   */
  public record Options(
      Optional<Path> home,
      Optional<String> env,
      boolean debug,
      Optional<String> host,
      Optional<String> port,
      List<Path> modules,
      List<String> packages,
      Optional<String> dataServer,
      Optional<String> dataName,
      Optional<Path> tlsCert,
      Optional<Path> tlsKey,
      boolean tlsSelfSigned) {
    /** These, and those where these were not given: a command's own before limpd's. */
    public Options or(Options others) {
      return new Options(
          home.or(others::home),
          env.or(others::env),
          debug || others.debug,
          host.or(others::host),
          port.or(others::port),
          modules.isEmpty() ? others.modules : modules,
          packages.isEmpty() ? others.packages : packages,
          dataServer.or(others::dataServer),
          dataName.or(others::dataName),
          tlsCert.or(others::tlsCert),
          tlsKey.or(others::tlsKey),
          tlsSelfSigned || others.tlsSelfSigned);
    }
  }

  /** Every mistake is in the problems; the result is for use only when there is none. */
  public static AppConfig of(Options options, Map<String, String> environment, Problems problems) {
    Choice choice = new Choice(environment, problems);
    Path home = options.home().orElse(Path.of(""));
    List<Path> modules =
        options.modules().isEmpty() ? List.of(home.resolve("modules")) : options.modules();
    return new AppConfig(
        choice.word("--env", options.env(), "ENV", "dev"),
        options.debug() || choice.flag("DEBUG"),
        options.host().orElse("0.0.0.0"),
        choice.port(options.port()),
        modules,
        options.packages(),
        modules.getFirst().resolveSibling(".limp-cache").resolve("classes"),
        choice.dataServer(options.dataServer()),
        choice.word("--data-name", options.dataName(), "LIMP_DATA_NAME", "limp_data"),
        tls(options, problems),
        list(environment.getOrDefault("LIMP_ORIGINS", "")),
        choice.variable("LIMP_ADMIN_PASSWORD").map(Secret::of),
        choice.queryLimits(),
        choice.logLimits(),
        new Mongo(
            choice.flag("LIMP_DATA_SSL"),
            DataAuthorities.of(choice::variable, home, problems),
            choice.flag("LIMP_DATA_DISK_USE")),
        new GatewayVariables(choice::variable, problems).settings(),
        Duration.ofSeconds(
            choice.number("LIMP_CALL_SECONDS", DEFAULT_CALL_TIME.toSeconds(), MOST_CALL_SECONDS)),
        Variables.of(environment));
  }

  /** True when the data is in MongoDB rather than in a folder. */
  public boolean isMongo() {
    return dataServer.startsWith(MONGODB) || dataServer.startsWith(MONGODB_SRV);
  }

  /** The folder of the SQLite database. */
  public Path dataFolder() {
    return Path.of(dataServer.substring(SQLITE.length()));
  }

  /** True in the environment whose defaults must be safe for strangers. */
  public boolean isProduction() {
    return env.equals("prod");
  }

  /** The members of a list that is written with commas. */
  public static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Optional<Tls> tls(Options options, Problems problems) {
    boolean cert = options.tlsCert().isPresent();
    boolean key = options.tlsKey().isPresent();
    if (cert != key) {
      problems.error(Place.NOWHERE, "--tls-cert and --tls-key go together: one is missing");
    }
    if (options.tlsSelfSigned() && (cert || key)) {
      problems.error(Place.NOWHERE, "--tls-self-signed and --tls-cert exclude each other");
    }
    Stream.of(options.tlsCert(), options.tlsKey())
        .flatMap(Optional::stream)
        .filter(file -> !Files.isReadable(file))
        .forEach(file -> problems.error(Place.NOWHERE, "the file " + file + " cannot be read"));
    if (options.tlsSelfSigned()) {
      return Optional.of(new Tls.SelfSigned());
    }
    return options
        .tlsCert()
        .flatMap(file -> options.tlsKey().map(other -> new Tls.Files(file, other)));
  }

  /** An option, else a variable that is not empty, else the default. */
  private record Choice(Map<String, String> environment, Problems problems) {
    Optional<String> variable(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    String word(String option, Optional<String> given, String variable, String otherwise) {
      String value = given.or(() -> variable(variable)).orElse(otherwise);
      if (!WORD.matcher(value).matches()) {
        problems.error(
            Place.NOWHERE,
            (given.isPresent() ? option : variable)
                + ": letters, digits, - and _ only, not \""
                + value
                + '"');
      }
      return value;
    }

    QueryLimits queryLimits() {
      try {
        return variable("LIMP_QUERY_LIMITS").map(QueryLimits::parse).orElse(QueryLimits.DEFAULT);
      } catch (IllegalArgumentException e) {
        problems.error(Place.NOWHERE, "LIMP_QUERY_LIMITS: " + e.getMessage());
        return QueryLimits.DEFAULT;
      }
    }

    LogLimits logLimits() {
      LogLimits otherwise = LogLimits.DEFAULT;
      return new LogLimits(
          Duration.ofDays(number("LIMP_LOG_DAYS", otherwise.age().toDays(), MOST_LOG_DAYS)),
          number("LIMP_LOG_MB", otherwise.bytes() >> MEGABYTE, MOST_LOG_MB) << MEGABYTE);
    }

    long number(String variable, long otherwise, long most) {
      Optional<String> value = variable(variable);
      if (value.isEmpty()) {
        return otherwise;
      }
      try {
        long number = Long.parseLong(value.get().strip());
        if (number > 0 && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, like a number that is out of range.
      }
      problems.error(
          Place.NOWHERE,
          variable + " is a number from 1 to " + most + ", not \"" + value.get() + '"');
      return otherwise;
    }

    boolean flag(String variable) {
      String value = variable(variable).orElse("false").toLowerCase(Locale.ROOT);
      if (Arrays.asList("true", "1", "yes", "on").contains(value)) {
        return true;
      }
      if (!Arrays.asList("false", "0", "no", "off").contains(value)) {
        problems.warning(
            Place.NOWHERE, variable + " is true or false, not \"" + value + "\": it stays false");
      }
      return false;
    }

    /** A wrong port has never kept limpd from starting: hosts set PORT to whatever they like. */
    int port(Optional<String> given) {
      Optional<String> value = given.or(() -> variable("PORT"));
      if (value.isEmpty()) {
        return DEFAULT_PORT;
      }
      try {
        int port = Integer.parseInt(value.get().strip());
        if (port >= 0 && port <= 65535) {
          return port;
        }
      } catch (NumberFormatException e) {
        // Told below, like a number that is out of range.
      }
      problems.warning(
          Place.NOWHERE,
          (given.isPresent() ? "--port" : "PORT")
              + " is a number from 0 to 65535, not \""
              + value.get()
              + "\": "
              + DEFAULT_PORT
              + " is used");
      return DEFAULT_PORT;
    }

    String dataServer(Optional<String> given) {
      String value = given.or(() -> variable("LIMP_DATA_SERVER")).orElse(SQLITE + "data");
      boolean folder = value.startsWith(SQLITE) && value.length() > SQLITE.length();
      if (!folder && !value.startsWith(MONGODB) && !value.startsWith(MONGODB_SRV)) {
        problems.error(
            Place.NOWHERE,
            (given.isPresent() ? "--data-server" : "LIMP_DATA_SERVER")
                + ": no database \""
                + withoutPassword(value)
                + "\"; sqlite:FOLDER keeps the data in that folder, mongodb://HOST in a MongoDB");
      }
      return value;
    }

    private static String withoutPassword(String address) {
      return address.replaceAll("//[^/]*@", "//...@");
    }
  }
}
