package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.api.MethodSpec;
import io.limp.api.ModuleSpec;
import io.limp.api.Permit;
import io.limp.api.Query;
import io.limp.api.SourceLine;
import io.limp.call.LoadedModule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may be meant and is mostly an oversight: anybody reads all there is in one call, a permit's
 * condition looks at every document, a privilege gives nothing.
 */
final class PermitWarnings {
  private final LoadedPackage home;
  private final LoadedModule module;
  private final ModuleSpec spec;
  private final Problems problems;
  private final ServedByIndex served;

  PermitWarnings(LoadedPackage home, LoadedModule module, Loaded loaded, Problems problems) {
    this.home = home;
    this.module = module;
    this.spec = module.spec();
    this.problems = problems;
    this.served = new ServedByIndex(indexes(loaded));
  }

  private List<List<String>> indexes(Loaded loaded) {
    Class<? extends LimpModule> type = module.original();
    Stream<List<String>> ofPackages =
        loaded.packages().stream()
            .flatMap(each -> each.spec().indexes().stream())
            .filter(index -> index.module() == type)
            .map(index -> index.attrs());
    return Stream.of(spec.indexes().stream(), spec.unique().stream(), ofPackages)
        .flatMap(all -> all)
        .toList();
  }

  void run() {
    if (spec.collection().isPresent()) {
      for (MethodSpec method : spec.methods().values()) {
        method.permits().forEach(permit -> warnOfAll(method, permit));
        if (finds(method)) {
          warnOfScan(method);
        }
      }
    }
    warnOfUnused();
  }

  private void warnOfAll(MethodSpec method, Permit permit) {
    if (method.kind() == MethodSpec.Kind.READ
        && permit.who() == Permit.Who.ANYONE
        && permit.where().equals(Query.everything())
        && permit.most().isEmpty()) {
      warning(
          permit.source(),
          "anyone",
          method.name(),
          "anybody reads all of its documents in one call; .atMost(100) on the permit makes pages"
              + " of them, .where(...) says which they are");
    }
  }

  /** True when the permit's condition is what finds the documents: no id is asked for. */
  private static boolean finds(MethodSpec method) {
    return method.kind() != MethodSpec.Kind.CREATE
        && method.queryNeeds().sets().stream()
            .anyMatch(set -> set.stream().noneMatch(arg -> arg.name().equals("_id")));
  }

  private void warnOfScan(MethodSpec method) {
    Set<Set<String>> told = new HashSet<>();
    for (Permit permit : method.permits()) {
      Set<String> attrs = served.lacking(permit.where());
      if (!attrs.isEmpty() && told.add(attrs)) {
        warning(
            permit.source(),
            "where",
            method.name(),
            "its permit looks at every document: .index("
                + String.join(
                    ") .index(", attrs.stream().map(attr -> attr.toUpperCase(Locale.ROOT)).toList())
                + ") would help");
      }
    }
  }

  /** A privilege that no permit asks for; code that looks at it names it in the module's source. */
  private void warnOfUnused() {
    Set<String> asked = new HashSet<>(ModuleSpec.USUAL_PRIVILEGES);
    spec.methods().values().stream()
        .flatMap(method -> method.permits().stream())
        .forEach(permit -> asked.add(permit.privilege()));
    spec.forcePermits().orElse(List.of()).forEach(permit -> asked.add(permit.privilege()));
    String className = module.module().getClass().getName();
    for (String privilege : spec.privileges()) {
      if (!asked.contains(privilege)
          && home.origin().quoted(className, privilege, 2).isEmpty()
          && home.origin() instanceof Origin.Sources) {
        problems.warning(
            home.place(module, spec.source(), privilege),
            spec.name()
                + ": no permit asks for the privilege "
                + privilege
                + ", so nobody gains by having it");
      }
    }
  }

  private void warning(SourceLine source, String word, String method, String sentence) {
    problems.warning(
        home.place(module, source).pointingAt(word), spec.name() + "." + method + ": " + sentence);
  }
}
