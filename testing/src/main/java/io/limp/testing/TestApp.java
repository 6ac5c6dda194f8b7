package io.limp.testing;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.locales;
import static io.limp.testing.Wire.query;

import io.limp.api.LimpModule;
import io.limp.api.PackageSpec;
import io.limp.api.Secret;
import io.limp.boot.App;
import io.limp.boot.AppConfig;
import io.limp.boot.AppLoader;
import io.limp.boot.GatewayVariables;
import io.limp.boot.Variables;
import io.limp.call.LoadedModule;
import io.limp.call.query.QueryLimits;
import io.limp.data.LogLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real app on a free port with a database in a temporary folder, which {@link #close} deletes.
 *
 * <pre>{@code
 * try (TestApp app = TestApp.of("my_app", new Note(), new Item()).start()) {
 *   TestClient admin = app.admin();
 *   admin.call("note/create", query(), doc("title", "Alpha")).expect(200);
 * }
 * }</pre>
 */
public final class TestApp implements AutoCloseable {
  public static final String ADMIN_ID = "f00000000000000000000010";
  public static final String ADMIN_EMAIL = "ADMIN@LIMP.MASAAR.COM";
  public static final String ADMIN_PASSWORD = "__ADMIN";

  /** What {@link #user} gives the users that it makes. */
  public static final String PASSWORD = "pw";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final AtomicInteger USERS = new AtomicInteger();

  private Setup setup;
  private final Path folder;
  private final String dataName;
  private App app;

  private TestApp(Setup setup, Path folder, String dataName) {
    this.setup = setup;
    this.folder = folder;
    this.dataName = dataName;
    app = setup.startIn(folder, dataName, 0);
  }

  /** An app that has the built-in modules only. */
  public static Setup of() {
    return new Setup();
  }

  /** An app that also has these modules, in a package of that name. */
  public static Setup of(String packageName, LimpModule... modules) {
    return of().modules(packageName, modules);
  }

  /** What an app is started with. A value: every word returns a changed copy. */
  public static final class Setup {
    private List<LoadedModule> modules = List.of();
    private Optional<Path> modulesFolder = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private String env = "dev";
    private boolean debug;
    private List<String> origins = List.of();
    private Optional<String> adminPassword = Optional.empty();
    private boolean tls;
    private Optional<String> dataServer = Optional.empty();
    private Optional<DataFaults> faults = Optional.empty();
    private List<PackageSpec> brought = List.of();
    private Map<String, String> variables = Map.of();
    private Duration callTime = AppConfig.DEFAULT_CALL_TIME;

    private Setup() {}

    private Setup with(Consumer<Setup> change) {
      Setup copy = new Setup();
      copy.modules = modules;
      copy.modulesFolder = modulesFolder;
      copy.clock = clock;
      copy.env = env;
      copy.debug = debug;
      copy.origins = origins;
      copy.adminPassword = adminPassword;
      copy.tls = tls;
      copy.dataServer = dataServer;
      copy.faults = faults;
      copy.brought = brought;
      copy.variables = variables;
      copy.callTime = callTime;
      change.accept(copy);
      return copy;
    }

    /** These modules too, in a package of that name. */
    public Setup modules(String packageName, LimpModule... more) {
      List<LoadedModule> all = new ArrayList<>(modules);
      for (LimpModule module : more) {
        all.add(new LoadedModule(packageName, module, module.spec()));
      }
      return with(copy -> copy.modules = all);
    }

    /** The folder whose packages are compiled at start. */
    public Setup modulesFolder(Path path) {
      return with(copy -> copy.modulesFolder = Optional.of(path));
    }

    /** The clock of the app and of the clients that it gives. */
    public Setup clock(InstantSource source) {
      return with(copy -> copy.clock = source);
    }

    /** As {@code --env}. */
    public Setup env(String name) {
      return with(copy -> copy.env = name);
    }

    /** As {@code --debug}: answers to faults say what they were. */
    public Setup debugging() {
      return with(copy -> copy.debug = true);
    }

    /** As LIMP_ORIGINS. */
    public Setup origins(String... allowed) {
      return with(copy -> copy.origins = List.of(allowed));
    }

    /** As LIMP_ADMIN_PASSWORD. */
    public Setup adminPassword(String password) {
      return with(copy -> copy.adminPassword = Optional.of(password));
    }

    /** HTTPS and {@code wss}, with a certificate that nobody knows. */
    public Setup selfSigned() {
      return with(copy -> copy.tls = true);
    }

    /** Keeps the data there, in a database named after the temporary folder. */
    public Setup dataServer(String address) {
      return with(copy -> copy.dataServer = Optional.of(address));
    }

    /** Its database fails where these say so. */
    public Setup faults(DataFaults between) {
      return with(copy -> copy.faults = Optional.of(between));
    }

    /** What the package of its modules brings besides: groups, jobs, gateways and so on. */
    public Setup brings(PackageSpec spec) {
      List<PackageSpec> more = new ArrayList<>(brought);
      more.add(spec);
      return with(copy -> copy.brought = more);
    }

    /** A variable of its environment: {@code LIMP_SMTP} and so on, or one that packages ask for. */
    public Setup variable(String name, String value) {
      Map<String, String> more = new HashMap<>(variables);
      more.put(name, value);
      return with(copy -> copy.variables = more);
    }

    /** As LIMP_CALL_SECONDS: how long a call may take. */
    public Setup callTime(Duration most) {
      return with(copy -> copy.callTime = most);
    }

    /** Starts the app in a new temporary folder. */
    public TestApp start() {
      return start(newFolder());
    }

    /** Starts the app in that folder, which closing it deletes all the same. */
    public TestApp start(Path folder) {
      String name = dataServer.isPresent() ? folder.getFileName().toString() : "limp_data";
      return new TestApp(this, folder, name);
    }

    private App startIn(Path folder, String dataName, int port) {
      try {
        Path modulesHere = Files.createDirectories(folder.resolve("modules"));
        AppConfig config =
            new AppConfig(
                env,
                debug,
                "127.0.0.1",
                port,
                List.of(modulesFolder.orElse(modulesHere)),
                List.of(),
                folder.resolve("cache"),
                dataServer.orElse(AppConfig.SQLITE + folder.resolve("data")),
                dataName,
                tls ? Optional.of(new AppConfig.Tls.SelfSigned()) : Optional.empty(),
                origins,
                adminPassword.map(Secret::of),
                Optional.ofNullable(variables.get("LIMP_QUERY_LIMITS"))
                    .map(QueryLimits::parse)
                    .orElse(QueryLimits.DEFAULT),
                LogLimits.DEFAULT,
                AppConfig.Mongo.DEFAULT,
                GatewayVariables.read(variables),
                callTime,
                Variables.of(variables));
        return faults.isEmpty()
            ? AppLoader.start(config, clock, modules, brought)
            : AppLoader.start(
                config, clock, modules, brought, faults.get()::around, faults.get()::around);
      } catch (IOException e) {
        throw new UncheckedIOException("There is no room in " + folder, e);
      }
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("limp-test");
    } catch (IOException e) {
      throw new UncheckedIOException("There is no room for a temporary folder", e);
    }
  }

  /**
   * Starts another app of the same setup beside this one, at a port of its own and with the same
   * database, which must be one for more than one machine.
   */
  public TestApp startAnother() {
    return new TestApp(setup, newFolder(), dataName);
  }

  /** The name of its database, where it is not a file in {@link #folder}. */
  public String dataName() {
    return dataName;
  }

  public int port() {
    return app.port();
  }

  /** Where everything of this app lies: its database below {@code data}. */
  public Path folder() {
    return folder;
  }

  /** Where browsers find the sandbox. */
  public URI home() {
    return URI.create((setup.tls ? "https" : "http") + "://localhost:" + port() + "/");
  }

  /** Where websockets connect. */
  public URI websocket() {
    return URI.create((setup.tls ? "wss" : "ws") + "://127.0.0.1:" + port() + "/ws");
  }

  /** A new client, connected and anonymous. */
  public TestClient client() {
    return client(Map.of());
  }

  /**
   * A new client, connected and anonymous.
   *
   * @param headers of its upgrade request
   */
  public TestClient client(Map<String, String> headers) {
    return TestClient.connect(websocket(), setup.clock, headers);
  }

  /** A new client of level 6, verified and anonymous. */
  public TestClient6 client6() {
    return unverified6(Map.of()).verify();
  }

  /**
   * A new client of level 6, which has said nothing yet.
   *
   * @param headers of its upgrade request
   */
  public TestClient6 unverified6(Map<String, String> headers) {
    return TestClient6.connect(websocket(), setup.clock, headers);
  }

  /** A new client of level 6, signed in as the administrator. */
  public TestClient6 admin6() {
    return client6().signIn(ADMIN_EMAIL, setup.adminPassword.orElse(ADMIN_PASSWORD));
  }

  /** A new client, signed in as the administrator. */
  public TestClient admin() {
    return client().signIn(ADMIN_EMAIL, setup.adminPassword.orElse(ADMIN_PASSWORD));
  }

  /** A new user's client, signed in; the user has no privileges. */
  public TestClient user(String name) {
    return user(name, Map.of());
  }

  /**
   * A new user's client, signed in with {@link #PASSWORD} as {@code <name>@example.com}.
   *
   * @param privileges {@code {"module": ["privilege"]}}
   */
  public TestClient user(String name, Map<String, ?> privileges) {
    try (TestClient admin = admin()) {
      String id = admin.call("user/create", query(), userDoc(name)).expect(200).id();
      if (!privileges.isEmpty()) {
        admin.call("user/update", byId(id), doc("privileges", privileges)).expect(200);
      }
    }
    return client().signIn(name + "@example.com", PASSWORD);
  }

  /** What a client sends to create a user of that name with {@link #PASSWORD}. */
  public static Map<String, @Nullable Object> userDoc(String name) {
    String email = name + "@example.com";
    String phone = "+9715" + (10_000_000 + USERS.incrementAndGet());
    return doc(
        "username",
        name,
        "email",
        email,
        "name",
        locales(name),
        "bio",
        locales("bio"),
        "address",
        locales("address"),
        "postal_code",
        "12345",
        "phone",
        phone,
        "username_hash",
        Jwt.passwordHash("username", name, PASSWORD),
        "email_hash",
        Jwt.passwordHash("email", email, PASSWORD),
        "phone_hash",
        Jwt.passwordHash("phone", phone, PASSWORD));
  }

  /** {@code GET} of that path, as anybody. */
  public HttpResponse<byte[]> get(String path) {
    return http("GET", path, Map.of());
  }

  /** A request over HTTP/1.1. */
  public HttpResponse<byte[]> http(String method, String path, Map<String, String> headers) {
    return http(method, path, headers, new byte[0]);
  }

  /** A request over HTTP/1.1 with a body. */
  public HttpResponse<byte[]> http(
      String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/").resolve(path))
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted during " + method + " " + path, e);
    }
  }

  /** Removes the contents of files that no document needs, as the app does every hour. */
  public void sweepFiles() {
    app.sweepFiles();
  }

  /** Sends the messages that are due by the app's clock, as the app does by itself soon after. */
  public void deliverMessages() {
    app.deliverMessages();
  }

  /** Runs the jobs that are due by the app's clock, as the app does by itself, to their end. */
  public void runJobs() {
    app.runJobs();
  }

  /** Stops the app and starts it again with the same folder and port. */
  public void restart() {
    restartAfter(() -> {});
  }

  /** The same as another setup: with other modules, or other words of packages. */
  public void restartWith(Setup other) {
    restartAfter(() -> setup = other);
  }

  /** The same, and does something while it is stopped. */
  public void restartAfter(Runnable meanwhile) {
    int port = port();
    app.close();
    meanwhile.run();
    app = setup.startIn(folder, dataName, port);
  }

  @Override
  public void close() {
    app.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " could not be deleted", e);
    }
  }
}
