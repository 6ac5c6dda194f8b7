package io.limp.data;

import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.api.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition as people read it, for logs and explanations: {@code status = "draft" and (num > 20
 * or tags in ["a", "b"])}. Long values are cut off, and secrets are not told.
 */
public final class QueryText {
  private static final int MOST_MEMBERS = 5;

  private QueryText() {}

  public static String of(Query query) {
    return switch (query) {
      case Query.And and when and.parts().isEmpty() -> "everything";
      case Query.Or or when or.parts().isEmpty() -> "nothing";
      case Query.And and -> join(and.parts(), " and ");
      case Query.Or or -> join(or.parts(), " or ");
      case Query.Not not -> "not " + part(not.part());
      case Query.Compare compare ->
          compare.path() + " " + sign(compare.op()) + " " + value(compare.value());
      case Query.Between between ->
          between.path() + " from " + value(between.low()) + " to " + value(between.high());
      case Query.In in -> in.path() + " in " + members(in.values());
      case Query.Contains contains ->
          contains.path() + " contains " + PlainValues.shown(contains.text());
      case Query.Matches matches ->
          matches.path() + " matches " + PlainValues.shown(matches.pattern());
      case Query.Search search ->
          String.join(", ", search.paths()) + " have the words " + PlainValues.shown(search.text());
      case Query.Near near ->
          "%s within %s m of %s, %s"
              .formatted(
                  near.path(), near.meters(), near.center().longitude(), near.center().latitude());
      case Query.Granted granted -> granted.path() + " grants it to the caller";
    };
  }

  private static String join(List<Query> parts, String word) {
    return parts.size() == 1
        ? of(parts.getFirst())
        : parts.stream().map(QueryText::part).collect(Collectors.joining(word));
  }

  /** In brackets where it would be read otherwise. */
  private static String part(Query query) {
    boolean several =
        (query instanceof Query.And and && and.parts().size() > 1)
            || (query instanceof Query.Or or && or.parts().size() > 1);
    return several ? "(" + of(query) + ")" : of(query);
  }

  private static String sign(Query.Op op) {
    return switch (op) {
      case EQ -> "=";
      case NE -> "!=";
      case GT -> ">";
      case GTE -> ">=";
      case LT -> "<";
      case LTE -> "<=";
    };
  }

  private static String value(Value<?> value) {
    return switch (value) {
      case Value.Constant<?> constant -> plain(constant.plain());
      case Value.Me _ -> "me()";
      case Value.Now _ -> "now()";
    };
  }

  private static String members(List<Object> values) {
    String shown =
        values.stream().limit(MOST_MEMBERS).map(QueryText::plain).collect(Collectors.joining(", "));
    int more = values.size() - MOST_MEMBERS;
    return "[" + shown + (more > 0 ? ", and " + more + " more" : "") + "]";
  }

  private static String plain(@Nullable Object plain) {
    return switch (plain) {
      case Secret _ -> "a secret";
      case Id id -> id.toString();
      case null, default -> PlainValues.shown(plain);
    };
  }
}
