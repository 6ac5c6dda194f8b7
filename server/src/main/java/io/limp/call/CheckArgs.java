package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.MethodArgs;
import io.limp.api.MethodSpec;
import io.limp.api.Refusal;
import io.limp.call.FindMethod.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<Refusal> first = Optional.empty();
    for (List<Attr<?>> set : needs.sets(level)) {
      Map<String, String> fails = new LinkedHashMap<>();
      for (Attr<?> arg : set) {
        Object value = given.of(arg.name());
        if (value == null) {
          fails.put(arg.name(), "Missing");
        } else {
          Optional<Refusal> wrong = wrong(target, level, part, arg, value);
          if (wrong.isPresent()) {
            boolean text = arg.type() instanceof AttrType.IdType && value instanceof String;
            fails.put(arg.name(), text ? "Convert" : "Invalid");
            first = first.or(() -> wrong);
          }
        }
      }
      if (fails.isEmpty()) {
        return;
      }
      failed.add(fails);
    }
    Refusal refusal = Codes.unmatchedArgs(target.module(), level, part, failed);
    throw first.map(wrong -> refusal.with(wrong.args())).orElse(refusal);
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

  /** Why the value is none for the argument; empty: it is one. */
  private Optional<Refusal> wrong(
      Target target, Level level, String part, Attr<?> arg, Object value) {
    ConvertValue values = ConvertValue.at(level, target.module(), target.method(), locales);
    boolean condition = part.equals("query") && isBase(target.method());
    if (condition && (value instanceof Map<?, ?> || value instanceof List<?>)) {
      // Of which documents may be said with an operator too, but not with nothing.
      boolean nothing = value instanceof Map<?, ?> operators && operators.isEmpty();
      return nothing || isNothing(value)
          ? Optional.of(values.invalid(arg.name(), arg.type(), value))
          : Optional.empty();
    }
    try {
      values.convert(arg.name(), arg.type(), value);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(arg.isHidden() ? Codes.withoutValue(refusal) : refusal);
    }
  }

  private static boolean isBase(MethodSpec method) {
    return method.kind() != MethodSpec.Kind.OWN;
  }
}
