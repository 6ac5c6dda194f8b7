package io.limp.boot;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who wrote another. */
public final class NearestName {
  /** More names than this are not listed when a near one is known: nobody reads such a list. */
  private static final int LISTED = 10;

  private NearestName() {}

  /** The right name that is near enough to be meant. */
  public static Optional<String> of(String wrong, Collection<String> right) {
    return right.stream()
        .filter(name -> distance(wrong, name) <= Math.max(1, wrong.length() / 3))
        .min(Comparator.comparingInt(name -> distance(wrong, name)));
  }

  /** {@code no privilege "raed", perhaps "read"; blog has read, create, update}. */
  static String sentence(String kind, String wrong, String owner, Collection<String> right) {
    Optional<String> near = of(wrong, right);
    String start =
        "no " + kind + " \"" + wrong + '"' + near.map(n -> ", perhaps \"" + n + '"').orElse("");
    if (near.isPresent() && right.size() > LISTED) {
      return start;
    }
    String list = right.isEmpty() ? "none" : String.join(", ", right);
    return start + "; " + owner + " has " + list;
  }

  /**
   * How many letters must be put in, left out, replaced or swapped with their neighbour (optimal
   * string alignment); case does not count.
   */
  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
