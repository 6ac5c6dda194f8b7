package io.limp.benchmarks;

import java.util.Arrays;

/** The figure in the middle: one neighbour's noise does not move it. */
public final class Median {
  private Median() {}

  /** Of at least one figure, in any order. */
  public static double of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
