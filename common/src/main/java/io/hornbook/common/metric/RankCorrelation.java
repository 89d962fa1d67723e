package io.hornbook.common.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How far two measurements of the same examples order them alike. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's coefficient of {@code left} and {@code right}, in [-1, 1]; tied values share their
   * mean rank. Absent if either side has fewer than two distinct values. For up to 1,000,000
   * values, whose sums of squared ranks a long holds.
   *
   * @throws IllegalArgumentException if the lengths differ or a value is NaN
   */
  public static OptionalDouble spearman(double[] left, double[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "Invalid correlation: " + left.length + " values against " + right.length);
    }
    long[] leftRanks = centredRanks(left);
    long[] rightRanks = centredRanks(right);
    double leftSquares = dot(leftRanks, leftRanks);
    double rightSquares = dot(rightRanks, rightRanks);
    return leftSquares == 0 || rightSquares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(dot(leftRanks, rightRanks) / Math.sqrt(leftSquares * rightSquares));
  }

  /** Twice the distance of each value's mean rank from the middle: whole numbers that sum to 0. */
  private static long[] centredRanks(double[] values) {
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("Invalid correlation: a value is NaN");
    }
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] ranks = new long[values.length];
    for (int from = 0, to = 0; from < order.length; from = to) {
      to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (long) from + to - order.length;
      }
    }
    return ranks;
  }

  /**
   * Spearman's coefficient where each example stands for as many as its weight says.
   *
   * @param weights 0 or more; their sum is at most 1,000,000
   */
  static OptionalDouble spearman(DenseRanks left, DenseRanks right, int[] weights) {
    long[] leftRanks = left.centred(weights);
    long[] rightRanks = right.centred(weights);
    long products = 0;
    long leftSquares = 0;
    long rightSquares = 0;
    for (int i = 0; i < weights.length; i++) {
      long x = leftRanks[left.rank(i)];
      long y = rightRanks[right.rank(i)];
      products += weights[i] * x * y;
      leftSquares += weights[i] * x * x;
      rightSquares += weights[i] * y * y;
    }
    return leftSquares == 0 || rightSquares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(products / Math.sqrt((double) leftSquares * rightSquares));
  }

  private static double dot(long[] left, long[] right) {
    return IntStream.range(0, left.length).mapToLong(i -> left[i] * right[i]).sum();
  }
}
