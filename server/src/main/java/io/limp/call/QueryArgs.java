package io.limp.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query gives outright, by name, in either of its forms: the values that may be arguments.
 */
final class QueryArgs {
  private QueryArgs() {}

  /**
   * Of an object the values of its terms; of a list of steps the values of those that are objects.
   */
  static Map<String, @Nullable Object> of(Object query) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    switch (query) {
      case Map<?, ?> terms ->
          terms.forEach(
              (name, term) -> {
                if (term instanceof Map<?, ?> object && object.containsKey("val")) {
                  given.put((String) name, object.get("val"));
                }
              });
      case List<?> steps ->
          steps.forEach(
              step -> {
                if (step instanceof Map<?, ?> object) {
                  object.forEach((name, value) -> given.put((String) name, value));
                }
              });
      default -> {}
    }
    return given;
  }
}
