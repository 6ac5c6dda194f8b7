package io.limp.boot;

import io.limp.api.ModuleSpec;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the mistakes in what modules and packages say of themselves that {@code javac} cannot see:
 * names that are taken, and names that stand for nothing. All of them at once.
 */
public final class SpecCheck {
  /** What stands where modules stand: {@code conn/verify}, {@code heart/beat}, {@code /console}. */
  private static final Set<String> PROTOCOL = Set.of("conn", "heart", "watch", "ws", "console");

  private SpecCheck() {}

  /**
   * Checks the packages and their modules.
   *
   * @param builtIn the modules that come with the server: they are checked too, and their names are
   *     taken
   */
  public static void check(List<LoadedModule> builtIn, Packages packages, Problems problems) {
    LoadedPackage core = builtIn(builtIn);
    Loaded loaded = new Loaded(core, packages.all());
    checkNames(core, packages.all(), problems);
    for (LoadedPackage each : loaded.packages()) {
      for (LoadedModule module : each.modules()) {
        new ProxyCheck(each, module, loaded, problems).run();
        loaded
            .complete(module)
            .ifPresent(
                complete -> {
                  new ModuleCheck(each, complete, loaded, problems).run();
                  if (!(each.origin() instanceof Origin.BuiltIn)) {
                    new PermitWarnings(each, complete, loaded, problems).run();
                  }
                });
      }
    }
    List<String> locales = JoinedWords.of(packages.specs()).locales();
    for (LoadedPackage each : packages.all()) {
      new PackageCheck(each, loaded, problems).run();
      new TextsCheck(each, locales, problems).run();
    }
  }

  private static LoadedPackage builtIn(List<LoadedModule> modules) {
    return new LoadedPackage(
        "core",
        PackageWords.none("core"),
        modules,
        Set.of(),
        new Origin.BuiltIn(),
        List.of(),
        false);
  }

  private static void checkNames(
      LoadedPackage core, List<LoadedPackage> packages, Problems problems) {
    Map<String, LoadedPackage> ofName = new LinkedHashMap<>();
    Map<String, String> ofCollection = new LinkedHashMap<>();
    List<LoadedPackage> all = new ArrayList<>(List.of(core));
    all.addAll(packages);
    for (LoadedPackage each : all) {
      for (LoadedModule module : each.modules()) {
        ModuleSpec spec = module.spec();
        String name = spec.name();
        Place place = each.place(module, spec.source(), name);
        LoadedPackage other = ofName.putIfAbsent(name, each);
        if (!ModuleCheck.NAME.matcher(name).matches()) {
          problems.error(
              place, "\"" + name + "\" is no name for a module: " + ModuleCheck.NAME_RULE);
        } else if (PROTOCOL.contains(name)) {
          problems.error(place, "a module cannot be called " + name + ": the protocol uses it");
        } else if (core.equals(other)) {
          problems.error(place, "a module cannot be called " + name + ": it is built in");
        } else if (other != null) {
          problems.error(place, "there is a module " + name + " in " + other.name() + " already");
        }
        spec.collection()
            .filter(_ -> spec.proxied().isEmpty()) // told by ProxyCheck
            .ifPresent(
                collection -> {
                  String owner = ofCollection.putIfAbsent(collection, name);
                  if (owner != null && !owner.equals(name)) {
                    problems.error(
                        each.place(module, spec.source(), collection),
                        name + ": the collection " + collection + " is that of " + owner);
                  }
                });
      }
    }
  }
}
