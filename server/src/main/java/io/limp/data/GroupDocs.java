package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Grouping;
import io.limp.api.Secret;
import java.util.ArrayList;
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
 * are not, and objects are when their keys are in the same order too. Groups come in the order of
 * {@link DocOrder}, of equals there the boolean before the number and the text before the list.
 * Lists of objects on the way are entered, as conditions enter them. Nobody groups by a secret.
 */
public final class GroupDocs {
  private static final Comparator<Object> BY_VALUE =
      ((Comparator<Object>) DocOrder::values).thenComparingInt(GroupDocs::rank);

  private final Grouping grouping;
  private final int most;
  private final PathTest collect;
  private final List<PathValue> aggregated = new ArrayList<>();
  private final SortedMap<Object, Tally> tallies = new TreeMap<>(BY_VALUE);

  /** The different values of the document at hand. */
  private final SortedSet<Object> values = new TreeSet<>(BY_VALUE);

  private GroupDocs(Grouping grouping, Map<String, AttrType<?>> types, int most) {
    this.grouping = grouping;
    this.most = most;
    this.collect = PathTest.of(Place.of(grouping.by(), types), this::collect);
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
    return value instanceof Boolean ? 0 : PlainTest.isTree(value) ? 2 : 1;
  }

  private void add(Doc doc) {
    values.clear();
    collect.holds(doc.values());
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

  /** Keeps the value, or the members of a list, and never holds: the next value is asked for. */
  private boolean collect(@Nullable Object value) {
    // A list's members come by themselves, after it.
    if (value != null && !(value instanceof List<?>) && !(value instanceof Secret)) {
      values.add(value);
    }
    return false;
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
