package io.limp.data;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When two plain values (see {@link io.limp.api.AttrType}) are the same to every evaluator. */
public final class PlainValues {
  private PlainValues() {}

  /** Numbers by their value, lists member by member, objects whatever the order of their keys. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      boolean whole = a instanceof Long && b instanceof Long;
      return whole ? a.longValue() == b.longValue() : a.doubleValue() == b.doubleValue();
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      Iterator<?> rest = b.iterator();
      return a.size() == b.size() && a.stream().allMatch(member -> same(member, rest.next()));
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> has(b, entry));
    }
    return one == null ? other == null : one.equals(other);
  }

  private static boolean has(Map<?, ?> object, Map.Entry<?, ?> entry) {
    return object.containsKey(entry.getKey()) && same(entry.getValue(), object.get(entry.getKey()));
  }
}
