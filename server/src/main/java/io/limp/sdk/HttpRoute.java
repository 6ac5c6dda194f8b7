package io.limp.sdk;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A path over which a method is reached: {@code GET /album/retrieve_file/{_id}/{var}}.
 *
 * @param verb GET or POST
 * @param args the path's arguments in order
 */
record HttpRoute(String verb, String module, String method, List<Attr<?>> args) {
  /** One for each set of arguments; of sets of one length, the first. */
  static List<HttpRoute> of(LoadedModule module, MethodSpec method) {
    List<HttpRoute> routes = new ArrayList<>();
    if (method.reach() == MethodSpec.Reach.WEBSOCKET || method.permits().isEmpty()) {
      return routes;
    }
    Set<Integer> lengths = new HashSet<>();
    for (List<Attr<?>> set : method.queryNeeds().sets(Level.SEVEN)) {
      if (lengths.add(set.size())) {
        routes.add(new HttpRoute(method.reach().name(), module.name(), method.name(), set));
      }
    }
    return routes;
  }

  String path() {
    return "/"
        + module
        + "/"
        + method
        + args.stream().map(arg -> "/{" + arg.name() + "}").collect(Collectors.joining());
  }

  String word() {
    return verb.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return verb + " " + path();
  }
}
