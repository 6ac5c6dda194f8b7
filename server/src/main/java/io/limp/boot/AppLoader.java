package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.CallDeadline;
import io.limp.call.CallPipeline;
import io.limp.call.CallsByHttp;
import io.limp.call.Faults;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import io.limp.call.ReadBody;
import io.limp.call.Sessions;
import io.limp.call.SocketConversation;
import io.limp.call.UploadRoom;
import io.limp.core.Job;
import io.limp.core.JobRun;
import io.limp.core.Outbox;
import io.limp.core.Passwords;
import io.limp.core.User;
import io.limp.data.Data;
import io.limp.data.DataUnavailable;
import io.limp.data.FileStore;
import io.limp.job.Scheduler;
import io.limp.network.CannotListen;
import io.limp.network.Listen;
import io.limp.network.Tls;
import io.limp.network.WebServer;
import io.limp.outbox.Courier;
import io.limp.outbox.Gateways;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the whole, from top to bottom; {@link App} closes it in reverse. */
public final class AppLoader {
  private static final Logger LOG = LoggerFactory.getLogger(AppLoader.class);

  private AppLoader() {}

  /**
   * Starts a server as it is configured.
   *
   * @throws StartRefused when it cannot, with the reasons
   */
  public static App start(AppConfig config) {
    return start(config, InstantSource.system(), List.of(), List.of());
  }

  /**
   * Starts a server by that clock, with modules that are there already beside those that it finds.
   *
   * @param brought what the packages of these modules bring besides
   * @throws StartRefused when it cannot, with the reasons
   */
  public static App start(
      AppConfig config, InstantSource clock, List<LoadedModule> given, List<PackageSpec> brought) {
    return start(config, clock, given, brought, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /**
   * The same, with something between the server and its database: for tests, which make it fail.
   *
   * @param aroundData gives what takes the place of the driver; it closes the driver
   * @param aroundFiles the same for the contents of files
   * @throws StartRefused when it cannot, with the reasons
   */
  public static App start(
      AppConfig config,
      InstantSource clock,
      List<LoadedModule> given,
      List<PackageSpec> brought,
      UnaryOperator<Data> aroundData,
      UnaryOperator<FileStore> aroundFiles) {
    App app = new App();
    try {
      start(app, config, clock, given, brought, aroundData, aroundFiles);
      return app;
    } catch (CannotListen | DataUnavailable e) {
      app.close();
      throw new StartRefused(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      app.close();
      throw e;
    }
  }

  private static void start(
      App app,
      AppConfig config,
      InstantSource clock,
      List<LoadedModule> given,
      List<PackageSpec> brought,
      UnaryOperator<Data> aroundData,
      UnaryOperator<FileStore> aroundFiles) {
    Problems problems = new Problems();
    // Before the sources are read: what is saved while the server starts is not missed.
    Optional<WatchFolders> watch =
        config.debug()
            ? Optional.of(app.closes("watch", new WatchFolders(config.modules())))
            : Optional.empty();
    PackageLoader loader = new PackageLoader(config);
    ServedReference reference = new ServedReference();
    CheckedPackages checked =
        CheckedPackages.load(config, loader, clock, given, brought, reference, problems);
    Packages packages = app.closes("packages", checked.packages());
    problems.refuseStartOnErrors();
    problems.tellWarnings(LOG::warn);
    packages.all().forEach(each -> LOG.info("{}", each));

    List<PackageSpec> specs = checked.specs();
    JoinedWords words = checked.words();
    Passwords passwords = CoreModules.passwords(words);
    ModuleTable modules = checked.modules();
    Databases.Opened opened = Databases.open(config, clock);
    Data data = app.closes("database", aroundData.apply(opened.data()));
    FileStore files = aroundFiles.apply(opened.files());
    new BringSchemas(data, clock).of(modules, specs);
    StartDocs startDocs = new StartDocs(data, modules, words.locales(), clock.instant());
    AdminPassword adminPassword =
        new AdminPassword(config, data, passwords, modules.of(User.class));
    boolean isNew =
        startDocs.createSystemDocs(
            passwords, adminPassword::ofNewDatabase, words.users().byDefault());
    specs.forEach(startDocs::create);
    startDocs.holdAnonymous(words.users().anonymous());
    if (!isNew) {
      adminPassword.check();
    }

    Gateways gateways = ChooseGateways.of(config, specs);
    Courier courier =
        app.delivers(
            new Courier(
                data,
                modules.of(Outbox.class).collection(),
                files,
                gateways,
                config.gateways().patience(),
                clock));
    Sessions sessions = new Sessions(data, clock);
    MakeServing make =
        new MakeServing(
            config, clock, data, files, sessions, words.locales(), ChooseGateways.names(gateways));
    AtomicReference<Serving> serving =
        new AtomicReference<>(make.of(modules, specs, packages.fingerprint()));
    reference.follow(serving::get);
    Supplier<CallPipeline> pipeline = () -> serving.get().pipeline();
    Scheduler scheduler =
        app.schedules(
            new Scheduler(
                serving.get().jobs(),
                serving.get().pipeline(),
                data,
                modules.of(Job.class).collection(),
                modules.of(JobRun.class).collection(),
                clock));
    SweepFiles sweepFiles = app.sweeps(new SweepFiles(data, files, clock));
    UploadRoom uploads = new UploadRoom(files, UploadRoom.Limits.DEFAULT);
    CallDeadline deadline = app.closes("call deadline", new CallDeadline(config.callTime()));
    Faults faults = new Faults(config.debug(), deadline);
    WebServer server =
        app.closes(
            "network",
            new WebServer(
                listen(config),
                origin ->
                    new SocketConversation(
                        pipeline, sessions, words.clients(), uploads, origin, faults),
                new CallsByHttp(
                    pipeline, sessions, new ReadBody(uploads, WebServer.BODY_LIMITS), faults),
                files,
                () -> serving.get().modulesJson()));
    deadline.start();
    server.start();
    sweepFiles.start();
    courier.start();
    scheduler.start();
    if (!isNew) {
      adminPassword.warnLater();
    }
    if (watch.isPresent()) {
      app.closes(
              "live reload",
              new LiveReload(config, loader, checked, make, serving, scheduler, watch.get()))
          .start();
    }
    app.listensAt(url(config, server.port()), server.port());
  }

  private static Listen listen(AppConfig config) {
    Optional<Tls> tls =
        config
            .tls()
            .map(
                asked ->
                    switch (asked) {
                      case AppConfig.Tls.Files(var cert, var key) -> new Tls.Files(cert, key);
                      case AppConfig.Tls.SelfSigned() -> new Tls.SelfSigned();
                    });
    return new Listen(config.host(), config.port(), tls, Set.copyOf(config.origins()));
  }

  private static String url(AppConfig config, int port) {
    String host = config.host().equals("0.0.0.0") ? "localhost" : config.host();
    return (config.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port;
  }
}
