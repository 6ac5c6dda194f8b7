package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.MethodSpec;
import io.limp.call.query.WireQuery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the method must be given is there: the query's arguments first, then the doc's. */
final class CheckArgs {
  private CheckArgs() {}

  static void check(MethodSpec method, WireQuery query, Map<String, @Nullable Object> doc) {
    for (Attr<?> arg : method.queryNeeds().all()) {
      if (isNothing(query.given(arg.name()))) {
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
  private static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case List<?> list -> list.isEmpty();
      default -> false;
    };
  }
}
