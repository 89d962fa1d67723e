package io.hornbook.common.classifier;

import io.hornbook.common.metric.Ranking;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A prediction from one number of a text: the share of the training texts whose number is smaller,
 * a tie counting one half, or 1 minus that share, whichever ranks the training texts better.
 */
final class RankRule implements Predictor {
  private final ToDoubleFunction<Example> number;
  private final double[] numbers;
  private final boolean moreIsBetter;
  private final double threshold;

  /** Learns the direction, and the threshold of the best F1 (of equals, the highest). */
  RankRule(List<Example> training, ToDoubleFunction<Example> number) {
    this.number = number;
    numbers = training.stream().mapToDouble(number).sorted().toArray();
    boolean[] positive = ForestRule.positives(training);
    double[] shares = training.stream().mapToDouble(this::smallerShare).toArray();
    moreIsBetter = Ranking.of(shares, positive).rocAuc().orElse(1) >= 0.5;
    double[] predictions = training.stream().mapToDouble(this::prediction).toArray();
    threshold = Ranking.of(predictions, positive).bestThreshold();
  }

  @Override
  public double prediction(Example example) {
    double share = smallerShare(example);
    return moreIsBetter ? share : 1 - share;
  }

  @Override
  public boolean takes(Example example) {
    return prediction(example) >= threshold;
  }

  private double smallerShare(Example example) {
    double value = number.applyAsDouble(example);
    int below = firstAtLeast(value);
    int notAbove = firstAtLeast(Math.nextUp(value));
    return (below + notAbove) / 2.0 / numbers.length;
  }

  /** How many numbers are below {@code value}. */
  private int firstAtLeast(double value) {
    int low = 0;
    int high = numbers.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
