package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.ModuleTable;
import io.limp.job.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code --debug}: when something changes in a modules folder, the packages are loaded anew,
 * those that did not change out of the cache of classes, and serve from the next call on. Calls
 * that run end in the old code.
 *
 * <p>What cannot serve (it does not compile, a spec has mistakes, stored documents would violate
 * it) is told in the log, and the old modules go on.
 *
 * <p>Some things of a package are asked for at the start alone: its languages, client apps,
 * gateways, and by what users sign in.
 */
final class LiveReload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReload.class);

  /** The first loads the compiler's classes, in the second its frequent methods are compiled. */
  private static final int WARM_UPS = 2;

  /** The compiler is the process's. */
  private static final AtomicBoolean WARM = new AtomicBoolean();

  private final AppConfig config;
  private final PackageLoader loader;
  private final CheckedPackages started;
  private final BringSchemas schemas;
  private final MakeServing make;
  private final AtomicReference<Serving> serving;
  private final Scheduler scheduler;
  private final WatchFolders watch;
  private boolean failed;

  /**
   * Not yet watching.
   *
   * @param started what the start found
   * @param serving what serves, which is replaced
   * @param scheduler what calls its jobs
   * @param watch knows of every change since before the packages were read
   */
  LiveReload(
      AppConfig config,
      PackageLoader loader,
      CheckedPackages started,
      MakeServing make,
      AtomicReference<Serving> serving,
      Scheduler scheduler,
      WatchFolders watch) {
    this.config = config;
    this.loader = loader;
    this.started = started;
    this.schemas = new BringSchemas(make.data(), make.clock());
    this.make = make;
    this.serving = serving;
    this.scheduler = scheduler;
    this.watch = watch;
  }

  void start() {
    watch.tell(this::reload);
    if (!WARM.getAndSet(true)) {
      Thread.ofPlatform().daemon().name("warm-up").start(this::warmUp);
    }
  }

  /** Or the first save would wait for the compiler's own classes. */
  private void warmUp() {
    try {
      for (int i = 0; i < WARM_UPS; i++) {
        loader.warmUp();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The compiler was not tried: {}", e.toString());
    }
  }

  private void reload(Path changed) {
    long begun = System.nanoTime();
    try {
      if (load()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        LOG.info("{} has changed: its new code serves ({} ms)", SourceFile.shown(changed), millis);
      }
    } catch (StartRefused e) {
      keep(e.report());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      failed = true;
      LOG.error("The modules go on as they were: they could not be loaded", e);
    }
  }

  /** False when they cannot serve, which was told, or are what serves already. */
  private boolean load() {
    Problems problems = new Problems();
    CheckedPackages checked = started.loadAnew(config, loader, problems);
    if (problems.hasErrors()) {
      checked.packages().close();
      keep(problems.report());
      return false;
    }
    if (checked.packages().fingerprint().equals(serving.get().fingerprint()) && !failed) {
      checked.packages().close();
      return false;
    }
    problems.tellWarnings(LOG::warn);
    serve(checked);
    failed = false;
    return true;
  }

  private void serve(CheckedPackages checked) {
    List<PackageSpec> specs = checked.specs();
    ModuleTable modules = checked.modules();
    try {
      schemas.of(modules, specs);
    } catch (StartRefused e) {
      // On its way to the new schema the database was told something between the two.
      schemas.of(serving.get().modules(), serving.get().specs());
      checked.packages().close();
      throw e;
    }
    StartDocs startDocs =
        new StartDocs(make.data(), modules, make.locales(), make.clock().instant());
    specs.forEach(startDocs::create);
    startDocs.holdAnonymous(checked.words().users().anonymous());
    Serving now = make.of(modules, specs, checked.packages().fingerprint());
    serving.set(now);
    scheduler.replace(now.jobs(), now.pipeline());
    tellWhatWaits(checked);
  }

  /** What is asked for at the start alone is no surprise when it is told to wait. */
  private void tellWhatWaits(CheckedPackages checked) {
    List<String> waiting = checked.words().differsForTheStart(started.words());
    if (!waiting.isEmpty()) {
      LOG.warn("These wait for the next start of limpd: {}", String.join(", ", waiting));
    }
  }

  private void keep(String report) {
    failed = true;
    LOG.error("The modules go on as they were:\n\n{}", report);
  }

  /** Waits for the reload that runs; from here on there is none. */
  @Override
  public void close() {
    watch.close();
  }
}
