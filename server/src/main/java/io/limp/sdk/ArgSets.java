package io.limp.sdk;

import static io.limp.sdk.Tree.object;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sets of arguments of which a call gives one. */
final class ArgSets {
  private ArgSets() {}

  static List<List<Attr<?>>> of(MethodSpec.Args args, Level level) {
    if (level.isFrom(Level.SIX) && !args.newer().isEmpty()) {
      return args.newer();
    }
    if (args.oneOf().isEmpty()) {
      return List.of(args.all());
    }
    List<List<Attr<?>>> sets = new ArrayList<>();
    for (Attr<?> one : args.oneOf()) {
      List<Attr<?>> set = new ArrayList<>(args.all());
      set.add(one);
      sets.add(set);
    }
    return sets;
  }

  /** What a doc must have, in the words of a schema; empty: nothing. */
  static Optional<Map<String, Object>> required(MethodSpec method, Level level) {
    List<List<String>> sets =
        of(method.docNeeds(), level).stream()
            .map(set -> set.stream().filter(arg -> !mayBeInQuery(method, arg, level)))
            .map(names -> names.map(Attr::name).toList())
            .toList();
    if (sets.stream().anyMatch(List::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        sets.size() == 1
            ? object("required", sets.getFirst())
            : object("anyOf", sets.stream().map(names -> object("required", names)).toList()));
  }

  /** From level 6 on, what the query may give stands there or in the doc. */
  private static boolean mayBeInQuery(MethodSpec method, Attr<?> arg, Level level) {
    return level.isFrom(Level.SIX) && method.queryNeeds().named(arg.name()).isPresent();
  }
}
