package io.limp.cli;

import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.AppLoader;
import io.limp.boot.Carriers;
import io.limp.boot.LogFormat;
import io.limp.boot.NearestName;
import io.limp.boot.Problems;
import io.limp.boot.StartRefused;
import io.limp.boot.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code limpd}. It ends with 0 when it was asked to stop, 1 when it could not start, 2
 * when it was called in a wrong way.
 */
@Command(
    name = "limpd",
    versionProvider = Limpd.VersionLine.class,
    header = "Serves the modules of a folder over websockets and HTTP.%n",
    sortOptions = false,
    usageHelpWidth = 100,
    customSynopsis = "Usage: limpd [OPTION]...%n       limpd COMMAND [OPTION]...",
    synopsisHeading = "",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands (limpd COMMAND --help tells their options):%n",
    footerHeading = "%nEnvironment, where the option is not given:%n",
    footer = {
      "  PORT                 --port",
      "  ENV                  --env",
      "  DEBUG                --debug (true or false)",
      "  LIMP_DATA_SERVER     --data-server",
      "  LIMP_DATA_NAME       --data-name",
      "  LIMP_DATA_SSL        true: encrypt the connection to MongoDB",
      "  LIMP_DATA_CA         who vouches for MongoDB's certificate: PEM text, or a file of it",
      "  LIMP_DATA_CA_NAME    the name of such a file in the folder certs beside limpd",
      "  LIMP_DATA_DISK_USE   true: MongoDB may sort on its disk",
      "  LIMP_ADMIN_PASSWORD  takes the place of the administrator's default password",
      "  LIMP_CALL_SECONDS    how long a call may take (default: 60)",
      "  LIMP_LOG_DAYS        how long changes stay in the change log (default: 30)",
      "  LIMP_LOG_MB          beyond how many megabytes the oldest of them go (default: 1024)",
      "  LIMP_ORIGINS         origins of web pages that may connect, with commas; all if not set",
      "  LIMP_QUERY_LIMITS    limits of a query:"
          + " depth=16,terms=500,list=10000,page=10000,joined=100000",
      "  LIMP_SMTP            the mail server: smtps://USER@HOST:PORT; see the guide on messages",
      "  LIMP_TWILIO_ACCOUNT  the account that sends SMS; see the guide on messages",
      "  NO_COLOR             if set, no colours in the log",
      "",
      "Ctrl-C twice within three seconds stops it, or SIGTERM; calls under way are answered first.",
      "",
      "Example:",
      "  limpd --modules ./modules --packages sample_app --port 8081 --debug"
    })
public final class Limpd implements Callable<Integer> {
  private static final int STOPPED = 0;
  private static final int NOT_STARTED = 1;
  private static final int WRONG_USAGE = 2;

  @SuppressWarnings("unused") // picocli answers it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @SuppressWarnings("unused") // picocli answers it
  @Option(names = "--version", versionHelp = true, description = "Print the version and exit.")
  private boolean version;

  @Mixin private ServeOptions options = new ServeOptions();

  private final Map<String, String> environment;
  private final Function<AppConfig, App> start;
  private final PrintWriter out;
  private final PrintWriter err;

  Limpd(
      Map<String, String> environment,
      Function<AppConfig, App> start,
      PrintWriter out,
      PrintWriter err) {
    this.environment = environment;
    this.start = start;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // thumbnails need no screen
    // Named, or SLF4J looks for it in every jar.
    System.setProperty("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN"); // it would say so
    Carriers.oneMoreThanCores();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Limpd(System.getenv(), AppLoader::start, out, err).run(args));
  }

  /** Does what the arguments say and gives the exit code. */
  int run(String... args) {
    Map<String, Supplier<Object>> commands = commands();
    List<String> given = List.of(args);
    CommandLine commandLine = new CommandLine(this, new OwnClasses());
    commands.forEach(
        (name, command) -> {
          if (given.contains(name) || given.contains("--help") || given.contains("-h")) {
            commandLine.addSubcommand(command.get());
          }
        });
    return commandLine
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((wrong, line) -> wrongUsage(wrong, commands.keySet()))
        .setExecutionExceptionHandler((thrown, line, parsed) -> notStarted(thrown))
        .execute(args);
  }

  /** Made when they are asked for: reading what each of them takes is a good part of a start. */
  private Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new CheckCommand(this, environment, out));
    commands.put("config", () -> new ConfigCommand(this, environment, out, err));
    commands.put("export", () -> new ExportCommand(this, environment, out));
    commands.put("import", () -> new ImportCommand(this, environment, out));
    commands.put("backup", () -> new BackupCommand(this, environment, out));
    commands.put("restore", () -> new RestoreCommand(this, environment, out));
    commands.put("compact", () -> new Compact(environment, out));
    commands.put("reference", () -> new ReferenceCommand(this, environment, out, err));
    commands.put(Train.NAME, () -> new Train(start, out));
    return commands;
  }

  @Override
  public Integer call() throws InterruptedException {
    Problems problems = new Problems();
    AppConfig config = AppConfig.of(options.given(), environment, problems);
    problems.refuseStartOnErrors();
    LogFormat.install(config.debug());
    if (!problems.isEmpty()) {
      err.println(problems.report());
    }
    try (App app = start.apply(config)) {
      Shutdown shutdown = Shutdown.onSignals(out::println);
      out.println("LIMPd v" + Version.TEXT + " serves at " + app.address());
      shutdown.await();
    }
    return STOPPED;
  }

  /** The options, where a command was given those of the database behind its name. */
  AppConfig.Options options(Optional<String> server, Optional<String> database) {
    return options.given(server, database);
  }

  /** The options, where a command was given them all behind its name. */
  AppConfig.Options options(ServeOptions ofCommand) {
    return ofCommand.given().or(options.given());
  }

  private int wrongUsage(CommandLine.ParameterException wrong, Set<String> commands) {
    CommandLine line = wrong.getCommandLine();
    CommandLine.Model.CommandSpec command = line.getCommandSpec();
    String called = command.qualifiedName();
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().getFirst();
      String word = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
      boolean isOption = word.startsWith("-");
      List<String> known =
          isOption
              ? command.options().stream().map(CommandLine.Model.OptionSpec::longestName).toList()
              : line.getParent() == null
                  ? commands.stream().filter(name -> !name.equals(Train.NAME)).toList()
                  : List.of();
      err.println(
          (isOption
                  ? "There is no option "
                  : known.isEmpty()
                      ? called + " takes no more than that, not "
                      : "There is no command ")
              + word
              + NearestName.of(word, known).map(name -> "; perhaps " + name).orElse("")
              + ".");
    } else {
      err.println(wrong.getMessage());
    }
    err.println(called + " --help lists the options.");
    return WRONG_USAGE;
  }

  /**
   * A mistake of whoever runs limpd is told; anything else is a fault of ours and shown as it is.
   */
  private int notStarted(Exception thrown) {
    if (thrown instanceof StartRefused refused) {
      err.println(refused.report());
    } else {
      thrown.printStackTrace(err);
    }
    return NOT_STARTED;
  }

  /** Our classes are made as they are; picocli's way looks for Groovy in every jar first. */
  private static final class OwnClasses implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type.getPackage() == Limpd.class.getPackage()
          ? type.getDeclaredConstructor().newInstance()
          : CommandLine.defaultFactory().create(type);
    }
  }

  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"LIMPd v" + Version.TEXT};
    }
  }
}
