package io.hornbook.common.metric;

import java.util.Arrays;

/** Values as their places among the distinct ones, so that resampling them needs no sorting. */
final class DenseRanks {
  private final double[] distinct;
  private final int[] ranks;

  private DenseRanks(double[] distinct, int[] ranks) {
    this.distinct = distinct;
    this.ranks = ranks;
  }

  /**
   * The ranks of values, 0 for the smallest.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  static DenseRanks of(double[] values) {
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("Invalid measurement: a value is NaN");
    }
    // Adding zero makes one zero of the two.
    double[] distinct =
        Arrays.stream(values).map(value -> value + 0.0).sorted().distinct().toArray();
    int[] ranks =
        Arrays.stream(values)
            .mapToInt(value -> Arrays.binarySearch(distinct, value + 0.0))
            .toArray();
    return new DenseRanks(distinct, ranks);
  }

  int size() {
    return distinct.length;
  }

  int rank(int example) {
    return ranks[example];
  }

  /** The distinct values, falling. */
  double[] falling() {
    double[] falling = new double[distinct.length];
    for (int i = 0; i < falling.length; i++) {
      falling[i] = distinct[distinct.length - 1 - i];
    }
    return falling;
  }

  /** For each rank, twice the distance of its mean rank among weighted examples from the middle. */
  long[] centred(int[] weights) {
    long[] counts = new long[distinct.length];
    long total = 0;
    for (int i = 0; i < ranks.length; i++) {
      counts[ranks[i]] += weights[i];
      total += weights[i];
    }
    long below = 0;
    for (int rank = 0; rank < counts.length; rank++) {
      long here = counts[rank];
      counts[rank] = 2 * below + here - total;
      below += here;
    }
    return counts;
  }
}
