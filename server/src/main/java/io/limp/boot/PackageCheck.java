package io.limp.boot;

import io.limp.api.Event;
import io.limp.api.Id;
import io.limp.api.JobSpec;
import io.limp.api.LimpModule;
import io.limp.api.Migration;
import io.limp.api.PackageSpec;
import io.limp.api.Privileges;
import io.limp.api.Schedule;
import io.limp.call.LoadedModule;
import io.limp.job.NextTime;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mistakes in what a package brings besides its modules. */
final class PackageCheck {
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}_[A-Z]{2}");

  /** Semantic versioning 2.0.0, without build metadata. */
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*)){2}(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");

  private final LoadedPackage checked;
  private final PackageSpec spec;
  private final Loaded loaded;
  private final Problems problems;
  private final PathCheck paths;

  PackageCheck(LoadedPackage checked, Loaded loaded, Problems problems) {
    this.checked = checked;
    this.spec = checked.spec();
    this.loaded = loaded;
    this.problems = problems;
    this.paths = new PathCheck(loaded);
  }

  void run() {
    if (!spec.name().equals(checked.name())) {
      error(
          spec.name(), "the spec says \"" + spec.name() + "\": a package is called as its folder");
    }
    checkAbout();
    new UsersCheck(checked, loaded, problems).run();
    checkPrivileges(spec.users().byDefault());
    checkPrivileges(spec.users().anonymous());
    Set<String> locales = new HashSet<>();
    for (String locale : spec.locales()) {
      if (!LOCALE.matcher(locale).matches()) {
        error(locale, "\"" + locale + "\" is no locale, such as en_AE");
      }
      if (!locales.add(locale)) {
        error(locale, "the locale " + locale + " is there twice");
      }
    }
    spec.settings().forEach(this::checkSetting);
    Set<Id> ids = new HashSet<>();
    for (PackageSpec.Group group : spec.groups()) {
      if (!ids.add(group.id())) {
        error(group.id().toString(), "two groups have the id " + group.id());
      }
      checkPrivileges(group.privileges());
    }
    spec.events().forEach(this::checkEvent);
    checkJobs();
    spec.gateways().keySet().forEach(this::checkGateway);
    spec.docs().forEach(this::checkDoc);
    spec.indexes().forEach(this::checkIndex);
    Set<String> migrations = new HashSet<>();
    for (Migration migration : spec.migrations()) {
      if (!migrations.add(migration.name())) {
        error(migration.name(), "two migrations are called " + migration.name());
      }
      checkMigration(migration);
    }
  }

  private void checkAbout() {
    spec.about()
        .version()
        .filter(version -> !VERSION.matcher(version).matches())
        .ifPresent(
            version ->
                error(
                    version,
                    "\""
                        + version
                        + "\" is no version; three numbers with points are, such as 1.2.0, and"
                        + " 2.0.0-beta.1"));
    int level = spec.about().apiLevel();
    if (level > PackageSpec.API_LEVEL) {
      error(
          "apiLevel",
          "it was written for API level "
              + level
              + ", and this server has "
              + PackageSpec.API_LEVEL
              + ": it needs a newer limpd than "
              + Version.TEXT);
    } else if (level < 1) {
      error("apiLevel", "API levels begin with 1; there is no " + level);
    }
  }

  private void checkSetting(String name, Object value) {
    if (!isPlain(value)) {
      error(
          name,
          "the setting "
              + name
              + " is of the class "
              + value.getClass().getSimpleName()
              + ", not a text, number, boolean, list or map of these");
    }
  }

  private static boolean isPlain(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> true;
      case Number number -> true;
      case Boolean bool -> true;
      case Collection<?> members -> members.stream().allMatch(PackageCheck::isPlain);
      case Map<?, ?> map ->
          map.keySet().stream().allMatch(String.class::isInstance)
              && map.values().stream().allMatch(PackageCheck::isPlain);
      default -> false;
    };
  }

  private void checkPrivileges(Privileges privileges) {
    privileges
        .byModule()
        .forEach(
            (name, held) -> {
              if (name.equals(Privileges.EVERY)) {
                return;
              }
              Optional<LoadedModule> module = loaded.named(name);
              if (module.isEmpty()) {
                error(name, NearestName.sentence("module", name, "the server", loaded.names()));
                return;
              }
              Set<String> right = module.get().spec().privileges();
              held.stream()
                  .filter(privilege -> !privilege.equals(Privileges.EVERY))
                  .filter(privilege -> !right.contains(privilege))
                  .forEach(
                      privilege ->
                          error(
                              privilege,
                              NearestName.sentence("privilege", privilege, name, right)));
            });
  }

  private void checkDoc(PackageSpec.StartDoc start) {
    Optional<LoadedModule> module = loaded.of(start.module());
    if (module.isEmpty()) {
      notLoaded("doc", start.module());
      return;
    }
    if (module.get().spec().collection().isEmpty()) {
      error(start.module().getSimpleName(), "doc: " + module.get().name() + " keeps no documents");
    }
    refuseProxy("doc", module.get());
    for (String name : start.doc().values().keySet()) {
      if (module.get().spec().attr(name).isEmpty()) {
        error(name, "doc: " + paths.noAttr(module.get().spec(), name));
      }
    }
  }

  private void checkEvent(Event event) {
    String name = event.module().getSimpleName();
    Optional<LoadedModule> module = loaded.of(event.module());
    if (module.isEmpty()) {
      notLoaded("event", event.module());
      return;
    }
    if (module.get().spec().collection().isEmpty()) {
      error(name, "event: " + module.get().name() + " keeps no documents");
    }
    refuseProxy("event", module.get());
    if (event.notices().isEmpty()) {
      error(name, "event: nobody is told; add .notify(users, title)");
    }
    paths
        .wrong(module.get().spec(), event.when())
        .forEach(wrong -> error(wrong.word(), "event: " + wrong.sentence()));
  }

  private void checkJobs() {
    Set<String> names = new HashSet<>();
    for (JobSpec job : spec.jobs()) {
      if (!ModuleCheck.NAME.matcher(job.name()).matches()) {
        error(job.name(), "\"" + job.name() + "\" is no name for a job: " + ModuleCheck.NAME_RULE);
      }
      if (!names.add(job.name())) {
        error(job.name(), "two jobs are called " + job.name());
      }
      checkSchedule(job);
      job.call()
          .ifPresentOrElse(
              call -> checkCall(job, call),
              () -> error(job.name(), "job " + job.name() + ": it calls nothing"));
    }
  }

  private void checkSchedule(JobSpec job) {
    String word = job.schedule() instanceof Schedule.Cron cron ? cron.expression() : job.name();
    try {
      if (NextTime.of(job.schedule()).first(Instant.now()).isEmpty()) {
        error(word, "job " + job.name() + ": the time " + job.schedule() + " never comes");
      }
    } catch (IllegalArgumentException e) {
      error(word, "job " + job.name() + ": " + e.getMessage());
    }
  }

  private void checkCall(JobSpec job, JobSpec.Called call) {
    Optional<LoadedModule> module = loaded.of(call.module());
    if (module.isEmpty()) {
      notLoaded("job " + job.name(), call.module());
    } else if (!module.get().spec().methods().containsKey(call.method())) {
      error(
          call.method(),
          "job "
              + job.name()
              + ": "
              + NearestName.sentence(
                  "method",
                  call.method(),
                  module.get().name(),
                  module.get().spec().methods().keySet()));
    }
  }

  private void checkGateway(String name) {
    if (!ModuleCheck.NAME.matcher(name).matches()) {
      error(name, "\"" + name + "\" is no name for a gateway: " + ModuleCheck.NAME_RULE);
    }
    loaded.packages().stream()
        .takeWhile(other -> !other.name().equals(checked.name()))
        .filter(other -> other.spec().gateways().containsKey(name))
        .forEach(
            other ->
                error(name, "there is a gateway " + name + " in " + other.name() + " already"));
  }

  private void checkMigration(Migration migration) {
    Optional<LoadedModule> module = loaded.of(migration.module());
    if (module.isEmpty()) {
      notLoaded("migration", migration.module());
    } else if (module.get().spec().collection().isEmpty()) {
      error(
          migration.module().getSimpleName(),
          "migration: " + module.get().name() + " keeps no documents");
    } else {
      refuseProxy("migration", module.get());
    }
  }

  private void checkIndex(PackageSpec.Index index) {
    Optional<LoadedModule> module = loaded.of(index.module());
    if (module.isEmpty()) {
      notLoaded("index", index.module());
      return;
    }
    refuseProxy("index", module.get());
    for (String path : index.attrs()) {
      paths
          .wrong(module.get().spec(), path)
          .ifPresent(sentence -> error(path, "index: " + sentence));
    }
  }

  /** What is said of documents is said of the module whose documents they are. */
  private void refuseProxy(String word, LoadedModule module) {
    if (module.spec().proxied().isPresent()) {
      error(
          module.module().getClass().getSimpleName(),
          word
              + ": "
              + module.name()
              + " is a proxy; name "
              + module.original().getSimpleName()
              + ", whose documents these are");
    }
  }

  private void notLoaded(String word, Class<? extends LimpModule> type) {
    if (!loaded.isBroken(type)) {
      error(type.getSimpleName(), word + ": " + type.getSimpleName() + " is not loaded");
    }
  }

  private void error(String word, String sentence) {
    problems.error(checked.place(word), checked.name() + ": " + sentence);
  }
}
