package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.api.Refusal;
import io.limp.call.FindMethod.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the method must be given is there and of the right type: the query's arguments first, then
 * the doc's. What fails is told set by set, with {@code Missing}, {@code Convert} or {@code
 * Invalid}.
 */
final class CheckArgs6 {
  private final List<String> locales;

  CheckArgs6(List<String> locales) {
    this.locales = locales;
  }

  void check(Target target, Request request) {
    MethodSpec.Args query = target.method().queryNeeds();
    check(target, "query", query, request.query()::given);
    check(
        target,
        "doc",
        target.method().docNeeds(),
        name ->
            // What the query may give, it may give in the doc's place.
            request.doc().get(name) == null && query.named(name).isPresent()
                ? request.query().given(name)
                : request.doc().get(name));
  }

  /** What was given under a name. */
  @FunctionalInterface
  private interface Given {
    @Nullable Object of(String name);
  }

  private void check(Target target, String part, MethodSpec.Args needs, Given given) {
    List<Map<String, String>> failed = new ArrayList<>();
    for (List<Attr<?>> set : sets(needs)) {
      Map<String, String> fails = new LinkedHashMap<>();
      for (Attr<?> arg : set) {
        String why = failure(target, part, arg, given.of(arg.name()));
        if (!why.isEmpty()) {
          fails.put(arg.name(), why);
        }
      }
      if (fails.isEmpty()) {
        return;
      }
      failed.add(fails);
    }
    throw Codes.unmatchedArgs6(target.module(), part, failed);
  }

  private static List<List<Attr<?>>> sets(MethodSpec.Args needs) {
    if (!needs.newer().isEmpty()) {
      return needs.newer();
    }
    if (needs.oneOf().isEmpty()) {
      return List.of(needs.all());
    }
    List<List<Attr<?>>> sets = new ArrayList<>();
    for (Attr<?> one : needs.oneOf()) {
      List<Attr<?>> set = new ArrayList<>(needs.all());
      set.add(one);
      sets.add(set);
    }
    return sets;
  }

  private String failure(Target target, String part, Attr<?> arg, @Nullable Object given) {
    if (given == null) {
      return "Missing";
    }
    if (arg.type() instanceof AttrType.IdType && given instanceof String text) {
      return Id.find(text).isPresent() ? "" : "Convert";
    }
    boolean condition = part.equals("query") && isBase(target.method());
    if (condition && (given instanceof Map<?, ?> || given instanceof List<?>)) {
      // Of which documents may be said with an operator too, but not with nothing.
      boolean nothing = given instanceof Map<?, ?> operators && operators.isEmpty();
      return nothing || CheckArgs.isNothing(given) ? "Invalid" : "";
    }
    try {
      ConvertValue.at(Level.SIX, target.module(), target.method().name(), locales)
          .convert(arg.name(), arg.type(), given);
      return "";
    } catch (Refusal refusal) {
      return "Invalid";
    }
  }

  private static boolean isBase(MethodSpec method) {
    return method.kind() != MethodSpec.Kind.OWN;
  }
}
