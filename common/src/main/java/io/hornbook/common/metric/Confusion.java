package io.hornbook.common.metric;

import java.util.OptionalDouble;

/**
 * The four counts of a decision against the labels.
 *
 * @param truePositives positive examples that the decision takes
 * @param falsePositives negative examples that the decision takes
 * @param trueNegatives negative examples that the decision leaves
 * @param falseNegatives positive examples that the decision leaves
 */
public record Confusion(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
  public Confusion {
    if (truePositives < 0 || falsePositives < 0 || trueNegatives < 0 || falseNegatives < 0) {
      throw new IllegalArgumentException("Invalid confusion: a count is below 0");
    }
  }

  /** The share of the taken examples that is positive; absent if none is taken. */
  public OptionalDouble precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** The share of the positive examples that is taken; absent if none is positive. */
  public OptionalDouble recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  /**
   * The harmonic mean of precision and recall, as 2 tp / (2 tp + fp + fn); absent if no example is
   * positive and none is taken.
   */
  public OptionalDouble f1() {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** The share of right decisions; absent without examples. */
  public OptionalDouble accuracy() {
    return ratio(truePositives + trueNegatives, total());
  }

  /**
   * The mean over the two classes of the share that is decided wrongly, in [0, 1]: one half for a
   * decision that looks at nothing, however unlike the classes are in size. Absent unless both
   * occur.
   */
  public OptionalDouble balancedError() {
    long positives = truePositives + falseNegatives;
    long negatives = trueNegatives + falsePositives;
    return positives == 0 || negatives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ((double) falseNegatives / positives + (double) falsePositives / negatives) / 2);
  }

  /** The number of examples. */
  public long total() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  private static OptionalDouble ratio(long numerator, long denominator) {
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator / denominator);
  }
}
