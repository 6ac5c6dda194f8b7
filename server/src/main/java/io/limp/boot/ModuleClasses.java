package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the classes that may be modules, without loading the others: a jar may hold thousands, and
 * some of them cannot be loaded here at all.
 */
final class ModuleClasses {
  private static final Set<String> WANTED =
      Set.of(internal(LimpModule.class), internal(LimpPackage.class));

  /** What a class extends and implements, by internal names. */
  private record Header(String name, boolean concrete, List<String> parents) {}

  private final Map<String, Header> headers = new HashMap<>();
  private final List<Header> inOrder = new ArrayList<>();

  /** Takes one class file into account. */
  void add(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    List<String> parents = new ArrayList<>();
    model.superclass().map(ClassEntry::asInternalName).ifPresent(parents::add);
    model.interfaces().forEach(entry -> parents.add(entry.asInternalName()));
    boolean concrete =
        !model.flags().has(AccessFlag.ABSTRACT) && !model.flags().has(AccessFlag.INTERFACE);
    Header header = new Header(model.thisClass().asInternalName(), concrete, parents);
    headers.put(header.name(), header);
    inOrder.add(header);
  }

  /**
   * Binary names of the concrete classes that are modules or describe a package.
   *
   * @param alsoUnknown true: those too that extend or implement what is not among these classes, so
   *     that only loading them will tell; not for jars, whose classes may not be loadable here
   */
  List<String> candidates(boolean alsoUnknown) {
    return inOrder.stream()
        .filter(Header::concrete)
        .filter(header -> header.parents().stream().anyMatch(name -> isWanted(name, alsoUnknown)))
        .map(header -> header.name().replace('/', '.'))
        .sorted()
        .toList();
  }

  private boolean isWanted(String name, boolean alsoUnknown) {
    if (WANTED.contains(name)) {
      return true;
    }
    Header header = headers.get(name);
    return header == null
        ? alsoUnknown && !name.startsWith("java/")
        : header.parents().stream().anyMatch(parent -> isWanted(parent, alsoUnknown));
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
