package io.limp.boot;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns folders of sources into classes: out of the cache where nothing has changed, compiled where
 * something has, the imported packages before those that import them.
 */
final class SourcePackages {
  /** Changes when the same sources would be compiled in another way. */
  private static final String RECIPE = "1";

  private record Compiled(PackageCode code, Map<String, byte[]> classes) {}

  private final Map<String, SourceFolder> folders = new TreeMap<>();
  private final Map<String, Optional<Compiled>> done = new LinkedHashMap<>();
  private final LinkedHashSet<String> underWay = new LinkedHashSet<>();
  private final ClassCache cache;
  private final LastCompiled last;
  private final List<Path> sharedJars;
  private final URLClassLoader jarLoader;
  private final ClassLoader api;
  private final List<Path> apiPath = ApiLoader.classPath();
  private final Problems problems;

  /** Of what the classes of every package depend on: read once, for it is read whole. */
  private final String aroundAll;

  SourcePackages(
      Collection<SourceFolder> all,
      ClassCache cache,
      LastCompiled last,
      List<Path> sharedJars,
      URLClassLoader jarLoader,
      ClassLoader api,
      Problems problems)
      throws IOException {
    this.cache = cache;
    this.last = last;
    this.sharedJars = sharedJars;
    this.jarLoader = jarLoader;
    this.api = api;
    this.problems = problems;
    all.forEach(folder -> folders.put(folder.name(), folder));
    aroundAll = folders.isEmpty() ? "" : aroundAll(); // jars alone are not compiled
  }

  private String aroundAll() throws IOException {
    Fingerprint around =
        new Fingerprint().add(RECIPE).add(Version.TEXT).add(Runtime.version().toString());
    for (Path path : apiPath) {
      around.add(path);
    }
    for (Path jar : sharedJars) {
      around.add(jar);
    }
    return around.sum();
  }

  /**
   * The classes of these packages, and before them those of the packages that they import; a
   * package with mistakes is missing from the result.
   */
  List<PackageCode> load(Collection<String> wanted) throws IOException {
    for (SourceFolder folder : folders.values()) {
      if (wanted.contains(folder.name())) {
        compiled(folder);
      }
    }
    return done.values().stream().flatMap(Optional::stream).map(Compiled::code).toList();
  }

  private Optional<Compiled> compiled(SourceFolder folder) throws IOException {
    Optional<Compiled> known = done.get(folder.name());
    if (known != null) {
      return known;
    }
    underWay.add(folder.name());
    Optional<Compiled> now = compileNow(folder);
    underWay.remove(folder.name());
    done.put(folder.name(), now);
    return now;
  }

  private Optional<Compiled> compileNow(SourceFolder folder) throws IOException {
    List<Compiled> imported = new ArrayList<>();
    for (SourceFolder other : folder.importsAmong(folders.values())) {
      Place place = folder.placeOfImport(other.name());
      if (underWay.contains(other.name())) {
        problems.error(place, circle(other.name()));
        return Optional.empty();
      }
      Optional<Compiled> before = compiled(other);
      if (before.isEmpty()) {
        problems.warning(
            place,
            folder.name()
                + " was not looked at: it imports "
                + other.name()
                + ", which has mistakes");
        return Optional.empty();
      }
      imported.add(before.get());
    }
    String around = around(folder, imported);
    String key = key(folder, around);
    Optional<Map<String, byte[]>> cached = cache.find(folder.name(), key);
    Optional<Map<String, byte[]>> classes =
        cached.isPresent() ? cached : compile(folder, imported, around);
    if (cached.isEmpty()) {
      classes.ifPresent(made -> cache.keep(folder.name(), key, made));
    }
    classes.ifPresent(found -> last.keep(folder, around, found));
    return classes.map(found -> define(folder, imported, found, key, cached.isEmpty()));
  }

  private Optional<Map<String, byte[]>> compile(
      SourceFolder folder, List<Compiled> imported, String around) {
    int errors = problems.errorCount();
    folder.checkDeclarations(problems);
    if (problems.errorCount() > errors) {
      return Optional.empty(); // javac would say the same in more words
    }
    List<Path> classPath = new ArrayList<>(apiPath);
    classPath.addAll(folder.jars());
    classPath.addAll(sharedJars);
    Map<String, byte[]> visible = new HashMap<>();
    for (Compiled other : imported) {
      visible.putAll(other.classes());
    }
    return last.withChanges(
            folder,
            around,
            (changed, others) -> {
              Map<String, byte[]> seen = new HashMap<>(visible);
              seen.putAll(others);
              // What is wrong is told when all of it is compiled.
              return InProcessCompiler.compile(changed, classPath, seen, new Problems());
            })
        .or(() -> InProcessCompiler.compile(folder, classPath, visible, problems));
  }

  private Compiled define(
      SourceFolder folder,
      List<Compiled> imported,
      Map<String, byte[]> classes,
      String key,
      boolean compiled) {
    List<ClassLoader> others = new ArrayList<>();
    imported.forEach(other -> others.add(other.code().loader()));
    others.add(jarLoader);
    PackageClassLoader loader = new PackageClassLoader(folder, classes, api, others);
    ModuleClasses modules = new ModuleClasses();
    classes.values().forEach(modules::add);
    PackageCode code =
        new PackageCode(
            folder.name(),
            new Origin.Sources(folder),
            modules.candidates(true),
            loader,
            folder.texts(),
            imported.stream().map(other -> other.code().name()).toList(),
            key,
            compiled);
    return new Compiled(code, classes);
  }

  /** Of all that the compiler's result depends on, but the sources. */
  private String around(SourceFolder folder, List<Compiled> imported) throws IOException {
    Fingerprint around = new Fingerprint().add(aroundAll);
    for (Path jar : folder.jars()) {
      around.add(jar);
    }
    // Constants are copied into the classes that use them, so a change there is a change here.
    imported.forEach(other -> around.add(other.code().key()));
    return around.sum();
  }

  private static String key(SourceFolder folder, String around) {
    Fingerprint key = new Fingerprint().add(around);
    folder.files().forEach(file -> key.add(file.relative()).add(file.text()));
    return key.sum();
  }

  private String circle(String closing) {
    List<String> round = new ArrayList<>(underWay);
    List<String> members = new ArrayList<>(round.subList(round.indexOf(closing), round.size()));
    members.add(closing);
    return "packages import each other in a circle: "
        + String.join(" -> ", members)
        + "; move what they share into a package of its own";
  }
}
