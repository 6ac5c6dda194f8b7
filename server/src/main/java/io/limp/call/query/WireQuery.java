package io.limp.call.query;

import io.limp.call.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query part of a call as it came in. Every level takes both forms: level 1's object and level
 * 6's list.
 */
public sealed interface WireQuery {
  /** A query that asks for nothing in particular. */
  WireQuery NONE = new Terms(Map.of());

  /** Level 1: {@code {"attr": {"val": v}, "$limit": 2}}. */
  record Terms(Map<String, @Nullable Object> all) implements WireQuery {
    // Spelled out for the sake of the nullness checker.
    public Terms(Map<String, @Nullable Object> all) {
      this.all = all;
    }

    @Override
    public @Nullable Object given(String name) {
      return all.get(name) instanceof Map<?, ?> term ? term.get("val") : null;
    }
  }

  /** Level 6: {@code [{"attr": v}, [{"a": 1}, {"b": 2}], {"$limit": 2}]}. */
  record Steps(List<@Nullable Object> all) implements WireQuery {
    // Spelled out for the sake of the nullness checker.
    public Steps(List<@Nullable Object> all) {
      this.all = all;
    }

    @Override
    public @Nullable Object given(String name) {
      for (Object step : all) {
        if (step instanceof Map<?, ?> terms && terms.get(name) != null) {
          return terms.get(name);
        }
      }
      return null;
    }
  }

  /** What the query says of that name, outside of every "or"; null when it says nothing. */
  @Nullable Object given(String name);

  /** The query in that JSON; empty when it is neither an object nor a list. */
  static Optional<WireQuery> of(@Nullable Object json) {
    return switch (json) {
      case Map<?, ?> terms -> Optional.of(new Terms(Json.object(terms)));
      case List<?> steps ->
          Optional.of(new Steps(Collections.unmodifiableList(new ArrayList<>(steps))));
      case null, default -> Optional.empty();
    };
  }
}
