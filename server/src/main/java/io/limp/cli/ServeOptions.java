package io.limp.cli;

import io.limp.boot.AppConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is served, where, and with which data. */
final class ServeOptions {
  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "The environment whose profiles apply, such as prod (default: dev).")
  private @Nullable String env;

  @Option(names = "--debug", description = "Log more, and answer faults with their details.")
  private boolean debug;

  @Option(
      names = "--packages",
      paramLabel = "a,b",
      split = ",",
      hideParamSyntax = true,
      description = "Serve these packages only (default: all in the modules folder).")
  private List<String> packages = List.of();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The port to listen on (default: 8081); 0 takes a free one.")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on (default: 0.0.0.0, all of this machine's).")
  private @Nullable String host;

  @Option(
      names = "--modules",
      paramLabel = "DIR",
      description =
          "The folder that holds the packages; may be given more than once (default: "
              + "the folder modules beside limpd).")
  private List<Path> modules = List.of();

  @Option(
      names = "--data-server",
      paramLabel = "ADDRESS",
      description =
          "Where the data is: sqlite:FOLDER (default: sqlite:data), or the address of a MongoDB.")
  private @Nullable String dataServer;

  @Option(
      names = "--data-name",
      paramLabel = "NAME",
      description = "The name of the database (default: limp_data).")
  private @Nullable String dataName;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Encrypt, with the certificate in this PEM file, its chain included.")
  private @Nullable Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key, a PEM file.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-self-signed",
      description = "Encrypt, with a certificate made at start: for development.")
  private boolean tlsSelfSigned;

  /** The options, where a command was given those of the database behind its name. */
  AppConfig.Options given(Optional<String> server, Optional<String> database) {
    return new AppConfig.Options(
        home(),
        Optional.ofNullable(env),
        debug,
        Optional.ofNullable(host),
        Optional.ofNullable(port),
        modules,
        packages.stream().flatMap(name -> AppConfig.list(name).stream()).toList(),
        server.or(() -> Optional.ofNullable(dataServer)),
        database.or(() -> Optional.ofNullable(dataName)),
        Optional.ofNullable(tlsCert),
        Optional.ofNullable(tlsKey),
        tlsSelfSigned);
  }

  /** Where limpd is, as it says itself. */
  static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("limp.home")).map(Path::of);
  }

  AppConfig.Options given() {
    return given(Optional.empty(), Optional.empty());
  }
}
