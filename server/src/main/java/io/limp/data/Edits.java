package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Edit;
import io.limp.api.LimpModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an update makes of a document: every driver changes documents by this code, so that they
 * agree.
 */
public final class Edits {
  private Edits() {}

  /** Refuses what no document could take, before a database is asked. */
  public static void check(Doc changes) {
    if (changes.values().containsKey(LimpModule.ID.name())) {
      throw new IllegalArgumentException("A document keeps its _id: " + changes.values().keySet());
    }
  }

  /**
   * The document after the changes, attributes in no particular order.
   *
   * @param types the attributes of the collection: a whole number stored as a float stays one
   * @throws CannotEdit when an edit does not fit the value that is there
   */
  public static Doc apply(Doc before, Doc changes, Map<String, AttrType<?>> types) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>(before.values());
    changes.values().forEach((path, change) -> change(after, path, change, types));
    changes.values().forEach((path, change) -> check(after, path, change, types));
    return new Doc(after);
  }

  /** A value that was set whole has been looked at; what became of another is seen only now. */
  private static void check(
      Map<String, @Nullable Object> after,
      String path,
      @Nullable Object change,
      Map<String, AttrType<?>> types) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    AttrType<?> type = types.get(name);
    if (type != null && (dot >= 0 || change instanceof Edit)) {
      TypeRules.brokenWithin(type, after.get(name))
          .ifPresent(
              why -> {
                throw new CannotEdit(path, why);
              });
    }
  }

  private static void change(
      Map<String, @Nullable Object> doc,
      String path,
      @Nullable Object change,
      Map<String, AttrType<?>> types) {
    Map<String, @Nullable Object> holder = doc;
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      holder = entered(holder, path.substring(start, dot), path);
      start = dot + 1;
    }
    String key = path.substring(start);
    if (change instanceof Edit.Unset) {
      holder.remove(key);
    } else if (change instanceof Edit edit) {
      boolean decimal = types.get(path) instanceof AttrType.Decimal;
      holder.put(key, edited(holder.get(key), edit, path, decimal));
    } else {
      holder.put(key, change);
    }
  }

  /** The object under that key, ready to be changed: a copy, or a new one where nothing is. */
  private static Map<String, @Nullable Object> entered(
      Map<String, @Nullable Object> holder, String key, String path) {
    Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    switch (holder.get(key)) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((name, value) -> inner.put((String) name, value));
      case Object other ->
          throw new CannotEdit(
              path, "it leads into a value that is no object: " + PlainValues.shown(other));
    }
    holder.put(key, inner);
    return inner;
  }

  private static Object edited(@Nullable Object before, Edit edit, String path, boolean decimal) {
    return switch (edit) {
      case Edit.Add add -> sum(number(before, path, decimal), add.number(), path);
      case Edit.Multiply multiply ->
          product(number(before, path, decimal), multiply.number(), path);
      case Edit.Append append -> appended(list(before, path), append);
      case Edit.SetIndex set -> {
        List<@Nullable Object> list = list(before, path);
        if (set.index() >= list.size()) {
          throw new CannotEdit(path, "it has " + list.size() + " members, none at " + set.index());
        }
        list.set(set.index(), set.member());
        yield Collections.unmodifiableList(list);
      }
      case Edit.Remove remove -> {
        List<@Nullable Object> list = list(before, path);
        list.removeIf(member -> member != null && contains(remove.members(), member));
        yield Collections.unmodifiableList(list);
      }
      case Edit.SetOnce once -> {
        if (before != null && !PlainValues.same(before, once.value())) {
          throw new CannotEdit(path, "it has its value already, which is given once");
        }
        yield before == null ? once.value() : before;
      }
      case Edit.Unset _ -> throw new IllegalStateException("Done by the caller");
    };
  }

  private static Number number(@Nullable Object before, String path, boolean decimal) {
    return switch (before) {
      case null -> decimal ? (Number) 0.0 : (Number) 0L;
      case Number number -> number;
      case Object other ->
          throw new CannotEdit(path, "it is no number: " + PlainValues.shown(other));
    };
  }

  private static Object sum(Number before, Number added, String path) {
    if (before instanceof Long a && added instanceof Long b) {
      long sum = a + b;
      if (((a ^ sum) & (b ^ sum)) < 0) {
        throw tooLarge(path);
      }
      return sum;
    }
    return finite(before.doubleValue() + added.doubleValue(), path);
  }

  private static Object product(Number before, Number factor, String path) {
    if (before instanceof Long a && factor instanceof Long b) {
      try {
        return Math.multiplyExact(a, b);
      } catch (ArithmeticException e) {
        throw tooLarge(path);
      }
    }
    return finite(before.doubleValue() * factor.doubleValue(), path);
  }

  private static Double finite(double number, String path) {
    if (Double.isFinite(number)) {
      return number;
    }
    throw tooLarge(path);
  }

  private static CannotEdit tooLarge(String path) {
    return new CannotEdit(path, "it would be too large a number");
  }

  private static List<@Nullable Object> list(@Nullable Object before, String path) {
    return switch (before) {
      case null -> new ArrayList<>();
      case List<?> list -> new ArrayList<>(list);
      case Object other -> throw new CannotEdit(path, "it is no list: " + PlainValues.shown(other));
    };
  }

  private static List<@Nullable Object> appended(List<@Nullable Object> list, Edit.Append append) {
    for (Object member : append.members()) {
      if (!append.unique() || !contains(list, member)) {
        list.add(member);
      }
    }
    return Collections.unmodifiableList(list);
  }

  private static boolean contains(List<?> list, Object sought) {
    return list.stream().anyMatch(member -> PlainValues.same(member, sought));
  }
}
