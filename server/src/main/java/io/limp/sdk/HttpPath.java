package io.limp.sdk;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A path by which a method is reached: {@code GET /album/retrieve_file/{_id}/{var}}.
 *
 * @param verb GET or POST
 * @param sets the sets of arguments that it may give, all of one length: the first that fits
 */
record HttpPath(String verb, String module, String method, List<List<Attr<?>>> sets) {
  /** One for each length that a set of the method's arguments has. */
  static List<HttpPath> of(LoadedModule module, MethodSpec method) {
    if (method.reach() == MethodSpec.Reach.WEBSOCKET || method.permits().isEmpty()) {
      return List.of();
    }
    Map<Integer, List<List<Attr<?>>>> byLength = new LinkedHashMap<>();
    for (List<Attr<?>> set : method.queryNeeds().sets(Level.SEVEN)) {
      byLength.computeIfAbsent(set.size(), _ -> new ArrayList<>()).add(set);
    }
    return byLength.values().stream()
        .map(sets -> new HttpPath(method.reach().name(), module.name(), method.name(), sets))
        .toList();
  }

  /** The arguments in order, by the names of the first set. */
  List<Attr<?>> args() {
    return sets.getFirst();
  }

  String path() {
    return "/"
        + module
        + "/"
        + method
        + args().stream().map(arg -> "/{" + arg.name() + "}").collect(Collectors.joining());
  }

  String word() {
    return verb.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return verb + " " + path();
  }
}
