package io.limp.call;

import io.limp.api.LimpModule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modules that serve, by name and by class. It does not change; a reload puts another in its
 * place.
 */
public final class ModuleTable {
  private final Map<String, LoadedModule> byName = new LinkedHashMap<>();
  private final Map<Class<? extends LimpModule>, LoadedModule> byClass = new LinkedHashMap<>();

  /**
   * Proxies are made complete.
   *
   * @throws IllegalStateException when two modules share a name, or a proxy is none of a module
   *     here; whoever loads them checks that before
   */
  public ModuleTable(Collection<LoadedModule> modules) {
    modules.forEach(module -> byClass.put(module.module().getClass(), module));
    for (LoadedModule module : modules.stream().map(this::complete).toList()) {
      if (byName.put(module.name(), module) != null) {
        throw new IllegalStateException("Two modules are called " + module.name());
      }
      byClass.put(module.module().getClass(), module);
    }
  }

  private LoadedModule complete(LoadedModule module) {
    return module
        .spec()
        .proxied()
        .map(original -> module.with(module.spec().over(of(original).spec())))
        .orElse(module);
  }

  /** The module of that name, in lower case. */
  public Optional<LoadedModule> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The module of that class.
   *
   * @throws RuntimeException when it is not loaded
   */
  public LoadedModule of(Class<? extends LimpModule> type) {
    LoadedModule module = byClass.get(type);
    if (module == null) {
      throw AuthorsFault.ofCaller("The module " + type.getName() + " is not loaded");
    }
    return module;
  }

  /** True when a module of that class is loaded. */
  public boolean has(Class<? extends LimpModule> type) {
    return byClass.containsKey(type);
  }

  public List<LoadedModule> all() {
    return new ArrayList<>(byName.values());
  }
}
