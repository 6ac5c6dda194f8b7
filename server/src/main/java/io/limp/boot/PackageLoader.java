package io.limp.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the packages in the modules folders, gets their classes and asks their modules what they
 * are. Every folder directly below a modules folder is a package of sources, every jar there a
 * package or a library; what is hidden or empty is left out.
 */
public final class PackageLoader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** These names mean something else to the server or to Java. */
  private static final Set<String> TAKEN =
      Set.of("core", "io", "java", "javax", "jdk", "org", "com");

  /** What lies in the modules folders, by name. */
  private record Found(Map<String, SourceFolder> folders, Map<String, Path> jars) {}

  private final List<Path> roots;
  private final Path cache;
  private final Variables variables;
  private final LastCompiled last = new LastCompiled();

  /**
   * @param roots the modules folders
   * @param cache where compiled classes are kept between starts
   * @param variables what packages may ask for by {@code $env.NAME}
   */
  public PackageLoader(List<Path> roots, Path cache, Variables variables) {
    this.roots = List.copyOf(roots);
    this.cache = cache;
    this.variables = variables;
  }

  public PackageLoader(AppConfig config) {
    this(config.modules(), config.cache(), config.variables());
  }

  /**
   * Loads the packages. What cannot be loaded is in the problems and missing from the result.
   *
   * @param only the names of those that shall serve; empty: all
   * @param environment whose profiles apply
   */
  public Packages load(List<String> only, String environment, Problems problems) {
    try {
      return read(only, environment, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Packages read(List<String> only, String environment, Problems problems)
      throws IOException {
    Found found = find(problems);
    Map<String, SourceFolder> folders = found.folders();
    List<Path> jarPaths = List.copyOf(found.jars().values());
    ApiLoader api = new ApiLoader();
    URLClassLoader jarLoader = JarPackages.loader(jarPaths, api);
    List<PackageCode> jarCodes = new ArrayList<>();
    Set<String> names = new TreeSet<>(folders.keySet());
    for (Path jar : jarPaths) {
      PackageCode code = JarPackages.read(jar, jarLoader, problems);
      if (!code.candidates().isEmpty()) {
        jarCodes.add(code);
        names.add(code.name());
      }
    }
    Set<String> wanted = wanted(only, names, problems);
    SourcePackages sources =
        new SourcePackages(
            folders.values(), new ClassCache(cache), last, jarPaths, jarLoader, api, problems);
    List<PackageCode> codes = new ArrayList<>(jarCodes);
    codes.addAll(sources.load(folders.keySet().stream().filter(wanted::contains).toList()));

    List<OrderPackages.Asked> asked = new ArrayList<>();
    List<URLClassLoader> loaders = new ArrayList<>(List.of(jarLoader));
    Fingerprint fingerprint = new Fingerprint();
    for (PackageCode code : codes) {
      fingerprint.add(code.name()).add(code.key());
      code.texts().forEach(file -> fingerprint.add(file.relative()).add(file.text()));
      loaders.add(code.loader());
      // Others are here for their classes alone: a package that serves imports them.
      if (wanted.contains(code.name())) {
        LoadModules loading = new LoadModules(code, problems);
        asked.add(new OrderPackages.Asked(loading, loading.words(environment, variables)));
      }
    }
    List<LoadedPackage> loaded =
        new OrderPackages(asked, names, wanted, problems)
            .ordered().stream().map(each -> each.loading().load(each.words())).toList();
    return new Packages(loaded, loaders, fingerprint.sum());
  }

  /**
   * Compiles the sources into nothing: the compiler's own classes are loaded then, which takes it
   * longer than the first packages. None of the authors' code runs.
   */
  public void warmUp() throws IOException {
    Problems notTold = new Problems();
    Found found = find(notTold);
    List<Path> jarPaths = List.copyOf(found.jars().values());
    ApiLoader api = new ApiLoader();
    try (URLClassLoader jarLoader = JarPackages.loader(jarPaths, api)) {
      new SourcePackages(
              found.folders().values(),
              ClassCache.none(),
              new LastCompiled(),
              jarPaths,
              jarLoader,
              api,
              notTold)
          .load(found.folders().keySet())
          .forEach(code -> PackageClassLoader.closeQuietly(code.loader()));
    }
  }

  private Found find(Problems problems) throws IOException {
    Found found = new Found(new TreeMap<>(), new TreeMap<>());
    for (Path root : roots) {
      find(root, found.folders(), found.jars(), problems);
    }
    return found;
  }

  private static void find(
      Path root, Map<String, SourceFolder> folders, Map<String, Path> jars, Problems problems)
      throws IOException {
    if (!Files.isDirectory(root)) {
      problems.error(
          Place.NOWHERE,
          "there is no folder "
              + SourceFile.shown(root)
              + "; --modules DIR names the folder that"
              + " holds your packages");
      return;
    }
    for (Path jar : SourceFolder.jarsIn(root)) {
      Path other = jars.putIfAbsent(JarPackages.name(jar), jar);
      if (other != null) {
        problems.error(
            Place.file(SourceFile.shown(jar)),
            "this package is in " + SourceFile.shown(other) + " too");
      }
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(root)) {
      entries =
          listed
              .filter(Files::isDirectory)
              .filter(folder -> !SourceFolder.isHidden(folder))
              .sorted()
              .toList();
    }
    for (Path entry : entries) {
      SourceFolder folder = SourceFolder.read(entry, problems);
      if (folder.files().isEmpty()) {
        continue;
      }
      Place place = Place.file(SourceFile.shown(entry));
      if (!NAME.matcher(folder.name()).matches()) {
        problems.error(
            place,
            "a package is called in small letters, digits and _, a letter first: \""
                + folder.name()
                + "\" cannot be one");
      } else if (TAKEN.contains(folder.name())) {
        problems.error(
            place, "a package cannot be called " + folder.name() + ": the name is taken");
      } else if (jars.containsKey(folder.name())) {
        problems.error(
            place, "this package is in " + SourceFile.shown(jars.get(folder.name())) + " too");
      } else {
        SourceFolder other = folders.putIfAbsent(folder.name(), folder);
        if (other != null) {
          problems.error(place, "this package is in " + SourceFile.shown(other.path()) + " too");
        }
      }
    }
  }

  private static Set<String> wanted(List<String> only, Set<String> names, Problems problems) {
    for (String name : only) {
      if (!names.contains(name)) {
        problems.error(
            Place.NOWHERE,
            "--packages: " + NearestName.sentence("package", name, "the modules folder", names));
      }
    }
    return only.isEmpty() ? names : new TreeSet<>(only);
  }
}
