package io.hornbook.common.classifier;

import io.hornbook.common.metric.Ranking;
import java.util.Arrays;
import java.util.List;

/**
 * A prediction from the length of a text alone: the share of the training texts that are shorter, a
 * tie counting one half, or 1 minus that share, whichever ranks the training texts better.
 */
final class LengthRule {
  private final long[] lengths;
  private final boolean longerIsBetter;
  private final double threshold;

  /** Learns the direction, and the threshold of the best F1 (of equals, the highest). */
  LengthRule(List<Example> training) {
    lengths = training.stream().mapToLong(Example::bytes).sorted().toArray();
    boolean[] positive = Evaluation.positives(training);
    double[] shares = training.stream().mapToDouble(this::shorterShare).toArray();
    longerIsBetter = Ranking.of(shares, positive).rocAuc().orElse(1) >= 0.5;
    double[] predictions = training.stream().mapToDouble(this::prediction).toArray();
    threshold = Ranking.of(predictions, positive).bestThreshold();
  }

  double prediction(Example example) {
    double share = shorterShare(example);
    return longerIsBetter ? share : 1 - share;
  }

  boolean takes(Example example) {
    return prediction(example) >= threshold;
  }

  private double shorterShare(Example example) {
    long shorter = Arrays.stream(lengths).filter(length -> length < example.bytes()).count();
    long asLong = Arrays.stream(lengths).filter(length -> length == example.bytes()).count();
    return (shorter + asLong / 2.0) / lengths.length;
  }
}
