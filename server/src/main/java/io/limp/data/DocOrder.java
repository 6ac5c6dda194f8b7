package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order of documents in memory, the same as that of every database. A key puts missing values
 * and nulls first, then numbers, moments and booleans by number ({@code false} is 0, {@code true}
 * 1), then texts and ids by code point. A list or an object, which has no order that anyone would
 * expect, stands among the texts as its JSON. A secret has no place in an order: it would be told
 * bit by bit. What is equal in every key is ordered by id, newest first.
 */
public final class DocOrder implements Comparator<Doc> {
  private record Key(Optional<PathValue> path, boolean descending) {}

  private final List<Key> keys;

  private DocOrder(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * Prepares an order.
   *
   * @throws IllegalArgumentException when a path is none
   */
  public static DocOrder of(List<Sort> sort, Map<String, AttrType<?>> types) {
    List<Key> keys = new ArrayList<>();
    for (Sort key : sort) {
      if (key.path().equals(LimpModule.ID.name())) {
        keys.add(new Key(Optional.empty(), key.descending()));
        return new DocOrder(keys);
      }
      Place place = Place.of(key.path(), types);
      if (!place.kind().equals(Optional.of(Kind.SECRET))) {
        keys.add(new Key(Optional.of(PathValue.of(place)), key.descending()));
      }
    }
    keys.add(new Key(Optional.empty(), true));
    return new DocOrder(keys);
  }

  @Override
  public int compare(Doc one, Doc other) {
    for (Key key : keys) {
      int order = key.path.isPresent() ? compare(key.path.get(), one, other) : byId(one, other);
      if (order != 0) {
        return key.descending ? -order : order;
      }
    }
    return 0;
  }

  private static int compare(PathValue path, Doc one, Doc other) {
    return values(path.in(one.values()), path.in(other.values()));
  }

  private static int byId(Doc one, Doc other) {
    return one.id().compareTo(other.id());
  }

  /** Compares two plain values as a key does. */
  static int values(@Nullable Object one, @Nullable Object other) {
    int byRank = Integer.compare(rank(one), rank(other));
    if (byRank != 0 || one == null || other == null) {
      return byRank;
    }
    return rank(one) == 1
        ? PlainValues.compare(number(one), number(other))
        : PlainValues.compare(text(one), text(other));
  }

  private static int rank(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    return value instanceof Boolean || PlainTest.isNumber(value) ? 1 : 2;
  }

  private static Number number(Object value) {
    return value instanceof Boolean flag ? (Number) (flag ? 1L : 0L) : PlainTest.number(value);
  }

  private static String text(Object value) {
    return PlainTest.isTree(value) ? TreeJson.of(value) : value.toString();
  }
}
