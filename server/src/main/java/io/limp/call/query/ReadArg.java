package io.limp.call.query;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Level;
import io.limp.api.MethodSpec;
import io.limp.call.ConvertValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a query gives for an argument of the method to the value that the method gets.
 *
 * <p>The module's own methods get what they have declared or the call is refused. An attribute of
 * the documents stays what it was where it does not fit: a base method compares it and finds
 * nothing, and so it is with the ids of level 1.
 *
 * @param method whose arguments they are
 * @param level of the client
 * @param values how clients of that level write values for the method
 */
record ReadArg(MethodSpec method, Level level, ConvertValue values) {
  /** The argument of that name; empty: the method takes none. */
  Optional<Attr<?>> named(String name) {
    return method.queryNeeds().named(name);
  }

  /**
   * The value of an argument.
   *
   * @param attr its type as an attribute of the documents, where it is one
   */
  @Nullable Object value(Attr<?> arg, Optional<AttrType<?>> attr, @Nullable Object given) {
    Object sole = arg.type() instanceof AttrType.ListOf<?> ? given : soleValue(given);
    boolean compared =
        method.kind() != MethodSpec.Kind.OWN
            || (arg.type() instanceof AttrType.IdType && level == Level.ONE);
    return attr.isPresent() && compared
        ? QueryPaths.plain(attr.get(), sole)
        : values.convert(arg.name(), arg.type(), sole);
  }

  /**
   * A list of one stands for its member, so that {@code {"_id": {"val": [id]}}} is an argument too.
   */
  private static @Nullable Object soleValue(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.size() == 1 ? list.getFirst() : null;
    }
    return value;
  }
}
