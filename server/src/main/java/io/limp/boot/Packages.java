package io.limp.boot;

import io.limp.api.PackageSpec;
import io.limp.call.LoadedModule;
import io.limp.call.ModuleTable;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;

/**
 * All packages that serve, with what keeps their classes loaded.
 *
 * @param all by name, those that others need before these
 * @param fingerprint of all that their classes are made of, whoever compiled them, and their texts
 */
public record Packages(List<LoadedPackage> all, List<URLClassLoader> loaders, String fingerprint)
    implements AutoCloseable {
  public List<LoadedModule> modules() {
    return all.stream().flatMap(loaded -> loaded.modules().stream()).toList();
  }

  /** What they bring besides their modules. */
  List<PackageSpec> specs() {
    return all.stream().map(LoadedPackage::spec).toList();
  }

  /** Their modules, behind those that every server has. */
  ModuleTable modulesWith(List<LoadedModule> builtIn) {
    return new ModuleTable(Stream.concat(builtIn.stream(), modules().stream()).toList());
  }

  /** Lets go of their jars. Classes that were not loaded by now cannot be loaded any more. */
  @Override
  public void close() {
    loaders.forEach(PackageClassLoader::closeQuietly);
  }
}
