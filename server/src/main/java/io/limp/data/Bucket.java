package io.limp.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The documents whose values lie in a range.
 *
 * @param min the least value that one of them has
 * @param max the greatest that one of them has
 * @param count how many they are; of a list attribute, how many values
 */
public record Bucket(Object min, Object max, long count) {
  /**
   * Ranges of about as many documents each; equal values are never split.
   *
   * @param groups in the order of values, as {@link Data#groups} gives them
   * @param most how many at the most, from 1 on; there are fewer where there are fewer values
   */
  public static List<Bucket> of(List<Group> groups, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("Buckets are 1 at the least: " + most);
    }
    List<Bucket> buckets = new ArrayList<>();
    long left = groups.stream().mapToLong(Group::count).sum();
    for (int next = 0; next < groups.size(); ) {
      int first = next;
      // Of what is left, so that a value of very many documents does not starve those after it.
      double share = (double) left / (most - buckets.size());
      long count = 0;
      do {
        count += groups.get(next++).count();
      } while (next < groups.size() && isNearer(share, count, groups.get(next).count()));
      buckets.add(new Bucket(groups.get(first).value(), groups.get(next - 1).value(), count));
      left -= count;
    }
    return buckets;
  }

  /** True when a bucket comes nearer to its share with the next value. */
  private static boolean isNearer(double share, long count, long next) {
    return Math.abs(count + next - share) <= Math.abs(count - share);
  }
}
