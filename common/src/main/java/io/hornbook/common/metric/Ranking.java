package io.hornbook.common.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Examples grouped by their score, highest first: what every curve and threshold is read from. An
 * example is taken at a threshold if its score is at or above it.
 */
public final class Ranking {
  /** The distinct scores, falling; element i of the counts is about scores[i] and above. */
  private final double[] scores;

  private final long[] positives;
  private final long[] negatives;

  private Ranking(double[] scores, long[] positives, long[] negatives) {
    this.scores = scores;
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * The ranking of the given examples.
   *
   * @param scores one score an example, any order; infinite is allowed, NaN is not
   * @param positive whether the example of the same index is positive
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static Ranking of(double[] scores, boolean[] positive) {
    requireScores(scores, positive.length);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -zeroed(scores[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] distinct = new double[order.length];
    long[] positives = new long[order.length];
    long[] negatives = new long[order.length];
    int groups = 0;
    long above = 0;
    for (int rank = 0; rank < order.length; rank++) {
      double score = zeroed(scores[order[rank]]);
      groups += rank == 0 || score != distinct[groups - 1] ? 1 : 0;
      above += positive[order[rank]] ? 1 : 0;
      distinct[groups - 1] = score;
      positives[groups - 1] = above;
      negatives[groups - 1] = rank + 1 - above;
    }
    return new Ranking(
        Arrays.copyOf(distinct, groups),
        Arrays.copyOf(positives, groups),
        Arrays.copyOf(negatives, groups));
  }

  /**
   * The ranking of examples that are counted already.
   *
   * @param scores distinct and falling
   * @param positives how many positive examples have each of them, 0 or more
   * @param negatives how many negative ones
   */
  static Ranking ofCounts(double[] scores, long[] positives, long[] negatives) {
    long[] positivesAbove = positives.clone();
    long[] negativesAbove = negatives.clone();
    Arrays.parallelPrefix(positivesAbove, Long::sum);
    Arrays.parallelPrefix(negativesAbove, Long::sum);
    return new Ranking(scores, positivesAbove, negativesAbove);
  }

  private static void requireScores(double[] scores, int labels) {
    if (scores.length != labels) {
      throw new IllegalArgumentException(
          "Invalid ranking: " + scores.length + " scores (expected one a label, " + labels + ")");
    }
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("Invalid ranking: a score is NaN");
    }
  }

  /** The number of examples. */
  public long size() {
    return positives() + negatives();
  }

  /** The number of positive examples. */
  public long positives() {
    return scores.length == 0 ? 0 : positives[scores.length - 1];
  }

  /** The number of negative examples. */
  public long negatives() {
    return scores.length == 0 ? 0 : negatives[scores.length - 1];
  }

  /** The area under the ROC curve, in [0, 1]; absent unless both classes occur. */
  public OptionalDouble rocAuc() {
    if (positives() == 0 || negatives() == 0) {
      return OptionalDouble.empty();
    }
    long doubled = 0;
    for (int i = 0; i < scores.length; i++) {
      long positivesAbove = i == 0 ? 0 : positives[i - 1];
      long negativesHere = negatives[i] - (i == 0 ? 0 : negatives[i - 1]);
      doubled += negativesHere * (positivesAbove + positives[i]);
    }
    return OptionalDouble.of(doubled / (2.0 * positives() * negatives()));
  }

  /** Average precision, in (0, 1]; absent if no example is positive. */
  public OptionalDouble prAuc() {
    if (positives() == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      long found = positives[i] - (i == 0 ? 0 : positives[i - 1]);
      if (found > 0) {
        sum += found * (positives[i] / (double) (positives[i] + negatives[i]));
      }
    }
    return OptionalDouble.of(sum / positives());
  }

  /** The decision that takes every example whose score is at or above {@code threshold}. */
  public Confusion at(double threshold) {
    int taken = 0;
    while (taken < scores.length && scores[taken] >= threshold) {
      taken++;
    }
    return confusion(taken);
  }

  /** Every threshold that decides differently: the distinct scores, rising. */
  public List<ThresholdRow> table() {
    List<ThresholdRow> rows = new ArrayList<>(scores.length);
    for (int i = scores.length - 1; i >= 0; i--) {
      rows.add(new ThresholdRow(scores[i], confusion(i + 1)));
    }
    return List.copyOf(rows);
  }

  /**
   * The threshold with the best F1; of equals, the highest. Infinite, so that nothing is taken, if
   * no example is positive.
   */
  public double bestThreshold() {
    return table().stream()
        .filter(row -> row.confusion().truePositives() > 0)
        .max(
            Comparator.comparingDouble((ThresholdRow row) -> row.confusion().f1().orElseThrow())
                .thenComparingDouble(ThresholdRow::threshold))
        .map(ThresholdRow::threshold)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Confusion confusion(int groupsTaken) {
    long truePositives = groupsTaken == 0 ? 0 : positives[groupsTaken - 1];
    long falsePositives = groupsTaken == 0 ? 0 : negatives[groupsTaken - 1];
    return new Confusion(
        truePositives, falsePositives, negatives() - falsePositives, positives() - truePositives);
  }

  /** The score with one zero: -0.0 and 0.0 tie. */
  private static double zeroed(double score) {
    return score + 0.0;
  }
}
