package io.limp.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the end of a dotted path: through objects, and through lists to each of their
 * members.
 */
final class AtPath {
  private AtPath() {}

  /** What is put in the place of a member. */
  interface Change {
    /**
     * The member itself, or another value.
     *
     * @param around the object that it stands in
     */
    @Nullable Object of(Object member, Map<?, ?> around);
  }

  /** The object with what stands there changed. Objects and lists on the way are copied. */
  static void change(Map<String, @Nullable Object> doc, List<String> path, Change change) {
    String first = path.getFirst();
    if (doc.get(first) != null) {
      doc.put(first, changed(doc.get(first), path, 1, doc, change));
    }
  }

  private static @Nullable Object changed(
      @Nullable Object value, List<String> path, int from, Map<?, ?> around, Change change) {
    return switch (value) {
      case null -> null;
      case List<?> list -> {
        List<@Nullable Object> members = new ArrayList<>(list.size());
        list.forEach(member -> members.add(changed(member, path, from, around, change)));
        yield members;
      }
      case Object member when from == path.size() -> change.of(member, around);
      case Map<?, ?> object when object.get(path.get(from)) != null -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(object);
        Object next = object.get(path.get(from));
        copy.put(path.get(from), changed(next, path, from + 1, object, change));
        yield copy;
      }
      default -> value;
    };
  }
}
