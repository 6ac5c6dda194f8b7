package io.limp.data;

import io.limp.api.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one value at a path through objects; lists on the way are not entered. */
final class PathValue {
  private final String[] keys;

  private PathValue(Place place) {
    this.keys = place.keys().toArray(String[]::new);
  }

  static PathValue of(Place place) {
    return new PathValue(place);
  }

  /** The value; null where there is none, and in place of a secret. */
  @Nullable Object in(Map<?, ?> doc) {
    Object value = doc;
    for (String key : keys) {
      value = value instanceof Map<?, ?> object ? object.get(key) : null;
    }
    return value instanceof Secret ? null : value;
  }
}
