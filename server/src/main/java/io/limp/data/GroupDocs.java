package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Grouping;
import io.limp.api.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Documents in memory counted by the values of an attribute, as {@link Data#groups} has it: for a
 * driver whose database cannot.
 *
 * <p>Values are one group when they are of one kind and equal: 1 and 1.0 are, 1 and {@code true}
 * are not. Groups come numbers first, then texts, lists and objects, false and true. Of a list each
 * different member counts once, and a path through lists of objects leads to the values in all of
 * them. Nobody groups by a secret.
 */
public final class GroupDocs {
  private static final Comparator<Object> BY_VALUE =
      Comparator.comparingInt(GroupDocs::rank).thenComparing(GroupDocs::compare);

  private final Grouping grouping;
  private final int most;
  private final List<String> keys;
  private final List<PathValue> aggregated = new ArrayList<>();
  private final SortedMap<Object, Tally> tallies = new TreeMap<>(BY_VALUE);

  /** The different values of the document at hand. */
  private final SortedSet<Object> values = new TreeSet<>(BY_VALUE);

  private GroupDocs(Grouping grouping, Map<String, AttrType<?>> types, int most) {
    this.grouping = grouping;
    this.most = most;
    Place place = Place.of(grouping.by(), types);
    this.keys = place.kind().equals(Optional.of(Kind.SECRET)) ? List.of() : place.keys();
    for (Grouping.Aggregate aggregate : grouping.aggregates()) {
      aggregated.add(PathValue.of(Place.of(aggregate.path(), types)));
    }
  }

  /**
   * Counts documents.
   *
   * @param types the attributes of the collection, without {@code _id}
   * @throws TooManyGroups when there are more than {@code most}
   */
  public static List<Group> of(
      Iterable<Doc> docs, Grouping grouping, Map<String, AttrType<?>> types, int most) {
    GroupDocs groups = new GroupDocs(grouping, types, most);
    docs.forEach(groups::add);
    List<Group> list = new ArrayList<>(groups.tallies.size());
    groups.tallies.forEach((value, tally) -> list.add(tally.group(value, grouping)));
    return list;
  }

  private static int rank(Object value) {
    return switch (value) {
      case Number _, Instant _ -> 0;
      case Boolean _ -> 3;
      default -> PlainTest.isTree(value) ? 2 : 1;
    };
  }

  private static int compare(Object one, Object other) {
    return PlainTest.isTree(one)
        ? PlainValues.compare(TreeJson.sorted(one), TreeJson.sorted(other))
        : DocOrder.values(one, other);
  }

  private void add(Doc doc) {
    values.clear();
    collect(doc.values(), 0);
    for (Object value : values) {
      Tally tally = tallies.computeIfAbsent(value, _ -> new Tally(aggregated.size()));
      if (tallies.size() > most) {
        throw new TooManyGroups(grouping.by(), most);
      }
      tally.count++;
      for (int i = 0; i < tally.numbers.length; i++) {
        tally.numbers[i].add(aggregated.get(i).in(doc.values()));
      }
    }
  }

  /** Keeps the values behind the key of that number; a value that is no list is one of one. */
  private void collect(@Nullable Object from, int key) {
    if (!(from instanceof Map<?, ?> object) || key == keys.size()) {
      return;
    }
    Object found = object.get(keys.get(key));
    for (Object value : found instanceof List<?> list ? list : Collections.singletonList(found)) {
      if (key < keys.size() - 1) {
        collect(value, key + 1);
      } else if (value != null && !(value instanceof Secret)) {
        values.add(value);
      }
    }
  }

  private static final class Tally {
    long count;
    final Numbers[] numbers;

    Tally(int aggregates) {
      numbers = new Numbers[aggregates];
      for (int i = 0; i < aggregates; i++) {
        numbers[i] = new Numbers();
      }
    }

    Group group(Object value, Grouping grouping) {
      Map<Grouping.Aggregate, Object> told = new HashMap<>();
      for (int i = 0; i < numbers.length; i++) {
        Grouping.Aggregate aggregate = grouping.aggregates().get(i);
        Optional<Object> result = numbers[i].tell(aggregate.fn());
        result.ifPresent(number -> told.put(aggregate, number));
      }
      return new Group(value, count, told);
    }
  }
}
