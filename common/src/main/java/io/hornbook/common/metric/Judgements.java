package io.hornbook.common.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Predictions and decisions about examples beside their labels: what all metrics are read from, for
 * all examples or for any weights of them.
 */
public final class Judgements {
  private final boolean[] positive;
  private final boolean[] taken;
  private final double[] scores;
  private final DenseRanks predictions;
  private final DenseRanks labels;
  private final double[] predictedScores;

  /**
   * @param positive whether each example is positive
   * @param scores the label of each example, a finer one than positive; at most 1,000,000
   * @param predictions what was predicted for each: the higher, the likelier positive
   * @param taken whether each was decided to be positive
   * @param predictedScores what was predicted for each on the scale of {@code scores}; empty if the
   *     predictions are on no scale
   * @throws IllegalArgumentException if the lengths differ or a value is NaN
   */
  public Judgements(
      boolean[] positive,
      double[] scores,
      double[] predictions,
      boolean[] taken,
      double[] predictedScores) {
    if (scores.length != positive.length
        || predictions.length != positive.length
        || taken.length != positive.length
        || (predictedScores.length != 0 && predictedScores.length != positive.length)) {
      throw new IllegalArgumentException(
          "Invalid judgements: %d labels, %d scores, %d predictions, %d decisions, %d predicted scores"
              .formatted(
                  positive.length,
                  scores.length,
                  predictions.length,
                  taken.length,
                  predictedScores.length));
    }
    this.positive = positive.clone();
    this.taken = taken.clone();
    this.scores = scores.clone();
    this.predictedScores = predictedScores.clone();
    this.predictions = DenseRanks.of(predictions);
    this.labels = DenseRanks.of(scores);
  }

  /** How many examples there are. */
  public int size() {
    return positive.length;
  }

  /** The evaluation of all examples. */
  public Evaluation evaluation() {
    int[] once = new int[positive.length];
    Arrays.fill(once, 1);
    return evaluation(once);
  }

  /** The evaluation in which each example stands for as many as its weight says, 0 or more. */
  public Evaluation evaluation(int[] weights) {
    Ranking ranking = ranking(weights);
    return new Evaluation(
        ranking.rocAuc(),
        ranking.prAuc(),
        RankCorrelation.spearman(predictions, labels, weights),
        scoreError(weights),
        confusion(weights));
  }

  private Ranking ranking(int[] weights) {
    long[] positives = new long[predictions.size()];
    long[] negatives = new long[predictions.size()];
    for (int i = 0; i < positive.length; i++) {
      int place = predictions.size() - 1 - predictions.rank(i);
      (positive[i] ? positives : negatives)[place] += weights[i];
    }
    return Ranking.ofCounts(predictions.falling(), positives, negatives);
  }

  private Confusion confusion(int[] weights) {
    long[] counts = new long[4];
    for (int i = 0; i < positive.length; i++) {
      counts[(taken[i] ? 0 : 2) + (taken[i] == positive[i] ? 0 : 1)] += weights[i];
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  private OptionalDouble scoreError(int[] weights) {
    if (predictedScores.length == 0) {
      return OptionalDouble.empty();
    }
    int levels = (int) Arrays.stream(scores).mapToLong(Math::round).max().orElse(-1) + 1;
    double[] errors = new double[levels];
    long[] counts = new long[levels];
    for (int i = 0; i < scores.length; i++) {
      int level = (int) Math.round(scores[i]);
      errors[level] += weights[i] * Math.abs(predictedScores[i] - scores[i]);
      counts[level] += weights[i];
    }
    double sum = 0;
    int seen = 0;
    for (int level = 0; level < levels; level++) {
      sum += counts[level] == 0 ? 0 : errors[level] / counts[level];
      seen += counts[level] == 0 ? 0 : 1;
    }
    return seen == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / seen);
  }
}
