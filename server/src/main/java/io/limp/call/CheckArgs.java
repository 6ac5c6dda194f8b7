package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.Level;
import io.limp.api.MethodArgs;
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
 * the doc's. Of alternative sets the first that is given as a whole will do; when none is, it is
 * told set by set what fails, as {@code Missing}, {@code Convert} or {@code Invalid}.
 *
 * <p>Level 1 has words of its own where there is one set only, and leaves the types to whoever
 * converts them.
 */
final class CheckArgs {
  private final List<String> locales;

  CheckArgs(List<String> locales) {
    this.locales = locales;
  }

  void check(Target target, Request request) {
    MethodArgs query = target.method().queryNeeds();
    check(target, request.level(), "query", query, request.query()::given);
    check(
        target,
        request.level(),
        "doc",
        target.method().docNeeds(),
        name ->
            // What the query may give, newer clients may give in the doc's place.
            request.level().isFrom(Level.SIX)
                    && request.doc().get(name) == null
                    && query.named(name).isPresent()
                ? request.query().given(name)
                : request.doc().get(name));
  }

  /** What was given under a name. */
  @FunctionalInterface
  private interface Given {
    @Nullable Object of(String name);
  }

  private void check(Target target, Level level, String part, MethodArgs needs, Given given) {
    if (level == Level.ONE && needs.sets().size() == 1) {
      checkPresent(part, needs, given);
      return;
    }
    List<Map<String, String>> failed = new ArrayList<>();
    for (List<Attr<?>> set : needs.sets(level)) {
      Map<String, String> fails = new LinkedHashMap<>();
      for (Attr<?> arg : set) {
        String why = failure(target, level, part, arg, given.of(arg.name()));
        if (!why.isEmpty()) {
          fails.put(arg.name(), why);
        }
      }
      if (fails.isEmpty()) {
        return;
      }
      failed.add(fails);
    }
    throw Codes.unmatchedArgs(target.module(), level, part, failed);
  }

  private static void checkPresent(String part, MethodArgs needs, Given given) {
    for (Attr<?> arg : needs.sets().getFirst()) {
      Object value = given.of(arg.name());
      if (value == null || (part.equals("query") && isNothing(value))) {
        throw Codes.missingArg(arg.name());
      }
    }
    List<Attr<?>> oneOf = needs.oneOf();
    if (!oneOf.isEmpty() && oneOf.stream().noneMatch(arg -> given.of(arg.name()) != null)) {
      throw Codes.missingArgs(oneOf.stream().map(Attr::name).toList());
    }
  }

  /** An argument that names nothing would let an update or a delete run over every document. */
  private static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case List<?> list -> list.isEmpty();
      default -> false;
    };
  }

  private String failure(
      Target target, Level level, String part, Attr<?> arg, @Nullable Object given) {
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
      return nothing || isNothing(given) ? "Invalid" : "";
    }
    try {
      ConvertValue.at(level, target.module(), target.method(), locales)
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
