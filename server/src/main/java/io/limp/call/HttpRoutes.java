package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.MethodSpec.Reach;
import io.limp.api.Refusal;
import io.limp.call.FindMethod.Target;
import io.limp.call.query.WireQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths by which methods are reached over HTTP: {@code /module/method/arg/arg...}, one for each
 * set of query arguments (wire contract 2.7).
 *
 * <p>A path of four parts is also one of level 1 (wire contract 1.9): the case of the letters of
 * module and method does not matter in it, and when there is no such method it is not allowed
 * rather than not found.
 */
final class HttpRoutes {
  private static final int LEVEL_1_PARTS = 4;
  private static final int NAMES = 2;

  private final ModuleTable modules;
  private final List<String> locales;

  HttpRoutes(ModuleTable modules, List<String> locales) {
    this.modules = modules;
    this.locales = locales;
  }

  /**
   * A method with the parts of a path that give its arguments.
   *
   * @param sets those of its sets that have so many arguments, at least one
   */
  record Route(Target target, List<List<Attr<?>>> sets, List<String> given) {
    String endpoint() {
      return target.module().name() + "/" + target.method().name();
    }
  }

  /**
   * GET or POST, when that is what reaches the path; else what does, as an {@code Allow} header.
   */
  List<String> methods(List<String> path) {
    return route(path)
        .map(route -> List.of(route.target().method().reach().name()))
        .orElseGet(List::of);
  }

  /**
   * The method that a request reaches.
   *
   * @param reach GET or POST
   * @throws Refusal 404 when there is none, 405 when it is reached otherwise
   */
  Route find(Reach reach, List<String> path) {
    Optional<Route> found = route(path);
    if (found.filter(route -> route.target().method().reach() == reach).isPresent()) {
      return found.get();
    }
    throw found.isPresent() || path.size() == LEVEL_1_PARTS
        ? Codes.methodNotAllowed()
        : Codes.noSuchPath();
  }

  private Optional<Route> route(List<String> path) {
    if (path.size() < NAMES || path.contains("")) {
      return Optional.empty();
    }
    List<String> given = path.subList(NAMES, path.size());
    return modules
        .named(name(path, 0))
        .flatMap(module -> target(module, name(path, 1)))
        .map(target -> new Route(target, sets(target.method(), given.size()), given))
        .filter(route -> !route.sets().isEmpty());
  }

  private static String name(List<String> path, int part) {
    String name = path.get(part);
    return path.size() == LEVEL_1_PARTS ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static Optional<Target> target(LoadedModule module, String name) {
    return Optional.ofNullable(module.spec().methods().get(name))
        .filter(method -> method.reach() != Reach.WEBSOCKET)
        .map(method -> new Target(module, method));
  }

  private static List<List<Attr<?>>> sets(MethodSpec method, int size) {
    return method.queryNeeds().sets(Level.SIX).stream().filter(set -> set.size() == size).toList();
  }

  /**
   * The query that the path gives: the first set that all of it fits.
   *
   * @throws Refusal 400 when it fits none, with what is wrong for the first
   */
  WireQuery query(Route route, Reach reach) {
    ConvertValue values = new ConvertValue6(route.target().module(), reach.name(), locales);
    Optional<Refusal> first = Optional.empty();
    for (List<Attr<?>> set : route.sets()) {
      try {
        return query(set, route.given(), values);
      } catch (Refusal refusal) {
        first = first.or(() -> Optional.of(refusal));
      }
    }
    throw first.orElseThrow();
  }

  private static WireQuery query(List<Attr<?>> set, List<String> given, ConvertValue values) {
    Map<String, @Nullable Object> step = new LinkedHashMap<>();
    for (int i = 0; i < set.size(); i++) {
      Attr<?> arg = set.get(i);
      Object value = GivenAsText.value(arg.type(), given.get(i));
      step.put(arg.name(), values.convert(arg.name(), arg.type(), value));
    }
    return new WireQuery.Steps(step.isEmpty() ? List.of() : List.of(step));
  }
}
