package io.limp.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What packages were compiled to last, so that of a package in which somebody edits a method only
 * that file is compiled.
 *
 * <p>How that is safe: the changed files are compiled against the classes of the others. If their
 * classes are as many as before and of the same {@link ClassShape}, compiling the others again
 * would give what is there. Otherwise, and wherever there are mistakes, everything is compiled.
 */
final class LastCompiled {
  /**
   * One package.
   *
   * @param around of all that its classes depend on but its sources
   * @param texts of its sources, by their paths below its folder
   */
  private record Compilation(
      String around, Map<String, String> texts, Map<String, byte[]> classes) {}

  /** Compiles some files of a package, with the classes of the others at hand. */
  interface Compiler {
    /** The classes by binary names; empty when there are mistakes. */
    Optional<Map<String, byte[]>> compile(SourceFolder files, Map<String, byte[]> others);
  }

  private final Map<String, Compilation> byPackage = new ConcurrentHashMap<>();

  /** The package's sources are compiled to these classes. */
  void keep(SourceFolder folder, String around, Map<String, byte[]> classes) {
    byPackage.put(folder.name(), new Compilation(around, texts(folder), classes));
  }

  /**
   * The package's classes, for which only what changed was compiled; empty when all of it must be.
   *
   * @param around as it was when the last ones were kept, or they are of no use
   */
  Optional<Map<String, byte[]>> withChanges(SourceFolder folder, String around, Compiler compiler) {
    Compilation last = byPackage.get(folder.name());
    if (last == null
        || !last.around.equals(around)
        || !last.texts.keySet().equals(texts(folder).keySet())) {
      return Optional.empty();
    }
    List<SourceFile> changed = new ArrayList<>();
    for (SourceFile file : folder.files()) {
      if (!file.text().equals(last.texts.get(file.relative()))) {
        changed.add(file);
      }
    }
    if (changed.isEmpty()) {
      return Optional.of(last.classes);
    }
    Set<String> names = changed.stream().map(SourceFile::relative).collect(Collectors.toSet());
    Map<String, byte[]> others = new HashMap<>(last.classes);
    others.values().removeIf(each -> names.contains(ClassShape.source(each)));
    return compiler
        .compile(folder.with(changed), others)
        .filter(made -> fits(made, last.classes, others.keySet()))
        .map(
            made -> {
              Map<String, byte[]> all = new LinkedHashMap<>(last.classes);
              all.putAll(made);
              return all;
            });
  }

  /** True when those that were made take the places of those before, and nobody else sees it. */
  private static boolean fits(
      Map<String, byte[]> made, Map<String, byte[]> before, Set<String> others) {
    Set<String> replaced = new HashSet<>(before.keySet());
    replaced.removeAll(others);
    return made.keySet().equals(replaced)
        && before.entrySet().stream()
            .allMatch(
                old -> {
                  byte[] now = made.get(old.getKey());
                  return now == null || ClassShape.isSame(old.getValue(), now);
                });
  }

  private static Map<String, String> texts(SourceFolder folder) {
    return folder.files().stream()
        .collect(Collectors.toMap(SourceFile::relative, SourceFile::text));
  }
}
