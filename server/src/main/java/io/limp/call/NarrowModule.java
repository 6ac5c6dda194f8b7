package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Caller;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A module as one caller may see it: what their permit does not show is hidden, as if it were
 * declared so. The permit on {@code read} counts for every method, since a filter or a sort key
 * tells of a value as well as an answer does.
 */
final class NarrowModule {
  private static final String READ = "read";

  private NarrowModule() {}

  /** As {@code read} shows it; to who may not read at all, nothing that any permit on it hides. */
  static LoadedModule to(LoadedModule module, Caller caller) {
    MethodSpec read = module.spec().methods().get(READ);
    if (read == null || read.permits().stream().noneMatch(NarrowModule::narrows)) {
      return module;
    }
    return hiding(
        module, CheckPermit.find(module, read, caller).map(List::of).orElse(read.permits()));
  }

  /** As {@code read} and the permit on the called method both show it. */
  static LoadedModule to(LoadedModule module, Caller caller, Permit permit) {
    LoadedModule readable = to(module, caller);
    return narrows(permit) ? hiding(readable, List.of(permit)) : readable;
  }

  private static boolean narrows(Permit permit) {
    return !permit.shows().isEmpty() || !permit.hides().isEmpty();
  }

  private static LoadedModule hiding(LoadedModule module, List<Permit> permits) {
    Set<String> unseen =
        module.spec().attrs().stream()
            .map(Attr::name)
            .filter(name -> permits.stream().anyMatch(permit -> !permit.shows(name)))
            .collect(Collectors.toSet());
    return module.with(module.spec().hiding(unseen));
  }
}
