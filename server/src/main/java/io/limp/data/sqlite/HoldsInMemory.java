package io.limp.data.sqlite;

import io.limp.api.Id;
import io.limp.data.Matcher;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * The SQL function that leaves a condition to the {@link Matcher}: what has no index needs no SQL
 * of its own. A statement is bound to the number of a condition.
 */
final class HoldsInMemory extends Function {
  static final String NAME = "limp_holds";

  private static final int MOST_KEPT = 64;

  /** A condition on the documents of a collection. */
  record Condition(Matcher matcher, DocCodec codec) {}

  private final Map<Long, Condition> conditions = new LinkedHashMap<>();
  private long last;

  /** The number that stands for the condition; the oldest ones are forgotten. */
  long number(Condition condition) {
    conditions.put(++last, condition);
    conditions.remove(last - MOST_KEPT);
    return last;
  }

  @Override
  protected void xFunc() throws SQLException {
    @Nullable Condition condition = conditions.get(value_long(0));
    if (condition == null) {
      error("No condition has the number " + value_long(0));
      return;
    }
    Id id = Id.of(value_blob(1));
    boolean holds = condition.matcher.holds(condition.codec.doc(id, value_blob(2)));
    result(holds ? 1 : 0);
  }
}
