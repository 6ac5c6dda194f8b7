package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.MethodSpec;
import io.limp.call.FindMethod.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the method must be given is there: the query's arguments first, then the doc's. In level 1's
 * words; {@link CheckArgs6} has those of level 6.
 */
final class CheckArgs {
  private CheckArgs() {}

  static void check(Target target, Request request) {
    MethodSpec method = target.method();
    Map<String, @Nullable Object> doc = request.doc();
    for (Attr<?> arg : method.queryNeeds().all()) {
      if (isNothing(request.query().given(arg.name()))) {
        throw Codes.missingArg(arg.name());
      }
    }
    for (Attr<?> arg : method.docNeeds().all()) {
      if (doc.get(arg.name()) == null) {
        throw Codes.missingArg(arg.name());
      }
    }
    List<Attr<?>> oneOf = method.docNeeds().oneOf();
    if (!oneOf.isEmpty() && oneOf.stream().noneMatch(arg -> doc.get(arg.name()) != null)) {
      throw Codes.missingArgs(oneOf.stream().map(Attr::name).toList());
    }
  }

  /** An argument that names nothing would let an update or a delete run over every document. */
  static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case List<?> list -> list.isEmpty();
      default -> false;
    };
  }
}
