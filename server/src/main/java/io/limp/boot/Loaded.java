package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Proxies complete, as far as they can be. */
  List<LoadedModule> modules() {
    return written().map(module -> complete(module).orElse(module)).toList();
  }

  /** The module as it serves; empty for a proxy of what is no module with documents of its own. */
  Optional<LoadedModule> complete(LoadedModule module) {
    Optional<Class<? extends LimpModule>> original = module.spec().proxied();
    return original.isEmpty()
        ? Optional.of(module)
        : written()
            .filter(other -> other.module().getClass() == original.get())
            .filter(other -> other.spec().proxied().isEmpty())
            .filter(other -> other.spec().collection().isPresent())
            .findFirst()
            .map(other -> module.with(module.spec().over(other.spec())));
  }

  private Stream<LoadedModule> written() {
    return packages.stream().flatMap(each -> each.modules().stream());
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
