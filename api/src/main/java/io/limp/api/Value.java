package io.limp.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right side of a condition: a constant, or what it stands for when the call runs.
 *
 * @param <T> the Java type of the attribute that it is compared with
 */
@SuppressWarnings("unused") // T only ties the value to its attribute
public sealed interface Value<T> {
  /** The plain value itself; see {@link AttrType} for what is plain. */
  record Constant<T>(@Nullable Object plain) implements Value<T> {}

  /** The user who is calling. */
  record Me() implements Value<Id> {}

  /** The moment of the call. */
  record Now() implements Value<Instant> {}
}
