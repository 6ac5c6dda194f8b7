package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that one module may refer to in another. */
final class Loaded {
  private final List<LoadedPackage> packages = new ArrayList<>();

  Loaded(LoadedPackage core, List<LoadedPackage> others) {
    packages.add(core);
    packages.addAll(others);
  }

  /** The built-in modules first. */
  List<LoadedPackage> packages() {
    return packages;
  }

  List<LoadedModule> modules() {
    return packages.stream().flatMap(each -> each.modules().stream()).toList();
  }

  List<String> names() {
    return modules().stream().map(LoadedModule::name).toList();
  }

  Optional<LoadedModule> named(String name) {
    return modules().stream().filter(module -> module.name().equals(name)).findFirst();
  }

  Optional<LoadedModule> of(Class<? extends LimpModule> type) {
    return modules().stream().filter(module -> module.module().getClass() == type).findFirst();
  }

  /** True when the class is a module that could not be loaded, which is reported already. */
  boolean isBroken(Class<? extends LimpModule> type) {
    return packages.stream().anyMatch(each -> each.broken().contains(type.getName()));
  }
}
