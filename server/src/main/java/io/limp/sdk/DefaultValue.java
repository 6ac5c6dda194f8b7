package io.limp.sdk;

import io.limp.api.Attr;
import io.limp.api.Level;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The default value of an attribute, where it is the same for every document and may be told. */
final class DefaultValue {
  private DefaultValue() {}

  /** As clients of that level would send it. */
  static <T> Optional<Object> of(Attr<T> attr, Level level) {
    return attr.constantDefault()
        .map(value -> attr.type().plain(value))
        .filter(plain -> !attr.isHidden() && !holdsSecrets(plain))
        .map(plain -> level == Level.ONE && plain instanceof Instant at ? seconds(at) : plain);
  }

  private static Object seconds(Instant at) {
    return at.getEpochSecond();
  }

  private static boolean holdsSecrets(Object plain) {
    return switch (plain) {
      case Secret _ -> true;
      case List<?> list -> list.stream().anyMatch(DefaultValue::holdsSecrets);
      case Map<?, ?> map -> map.values().stream().anyMatch(DefaultValue::holdsSecrets);
      default -> false;
    };
  }
}
