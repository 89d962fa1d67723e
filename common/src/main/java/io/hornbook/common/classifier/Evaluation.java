package io.hornbook.common.classifier;

import io.hornbook.common.metric.Confusion;
import io.hornbook.common.metric.RankCorrelation;
import io.hornbook.common.metric.Ranking;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well predictions agree with labels.
 *
 * @param rocAuc how well they rank positive above negative texts; absent unless both occur
 * @param prAuc average precision; absent without positive texts
 * @param spearman their rank correlation with the scores; absent if either is constant
 * @param confusion the decisions
 */
public record Evaluation(
    OptionalDouble rocAuc, OptionalDouble prAuc, OptionalDouble spearman, Confusion confusion) {

  /** The evaluation of the examples' own predictions, taken at or above {@code threshold}. */
  public static Evaluation of(List<Example> examples, double threshold) {
    return of(examples, predictions(examples), ranking(examples).at(threshold));
  }

  /**
   * The evaluation of the examples' own predictions, each taken at or above the threshold that has
   * the best F1 in the other folds: no example helps to choose the threshold that judges it.
   *
   * @param examples of two folds or more
   */
  public static Evaluation acrossFolds(List<Example> examples) {
    Map<Integer, Double> thresholds =
        OtherFolds.learn(examples, others -> ranking(others).bestThreshold());
    Confusion confusion =
        OtherFolds.confusion(
            examples, example -> example.prediction() >= thresholds.get(example.fold()));
    return of(examples, predictions(examples), confusion);
  }

  /** The evaluation of other predictions for the same examples, and of decisions made apart. */
  static Evaluation of(List<Example> examples, double[] predictions, Confusion confusion) {
    Ranking ranking = Ranking.of(predictions, positives(examples));
    double[] scores = examples.stream().mapToDouble(Example::score).toArray();
    return new Evaluation(
        ranking.rocAuc(),
        ranking.prAuc(),
        RankCorrelation.spearman(predictions, scores),
        confusion);
  }

  /** The ranking of the examples by their predictions. */
  public static Ranking ranking(List<Example> examples) {
    return Ranking.of(predictions(examples), positives(examples));
  }

  private static double[] predictions(List<Example> examples) {
    return examples.stream().mapToDouble(Example::prediction).toArray();
  }

  static boolean[] positives(List<Example> examples) {
    boolean[] positives = new boolean[examples.size()];
    for (int i = 0; i < positives.length; i++) {
      positives[i] = examples.get(i).positive();
    }
    return positives;
  }
}
