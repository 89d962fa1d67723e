package io.hornbook.common.classifier;

import io.hornbook.common.metric.Confusion;
import java.util.List;
import java.util.Map;

/** What can be predicted without looking into the texts, learned from the same folds. */
public final class Baselines {
  private Baselines() {}

  /**
   * Prediction by the length in bytes alone: its rank among the texts of the other folds. Which
   * direction is better and where to cut (at the best F1) is learned from the other folds, too.
   *
   * @param examples of two folds or more
   */
  public static Evaluation length(List<Example> examples) {
    Map<Integer, LengthRule> rules = OtherFolds.learn(examples, LengthRule::new);
    double[] predictions =
        examples.stream().mapToDouble(e -> rules.get(e.fold()).prediction(e)).toArray();
    Confusion confusion =
        OtherFolds.confusion(examples, example -> rules.get(example.fold()).takes(example));
    return Evaluation.of(examples, predictions, confusion);
  }

  /**
   * Prediction of the class that is commoner in the other folds, negative if both are as common.
   *
   * @param examples of two folds or more
   */
  public static Evaluation majority(List<Example> examples) {
    Map<Integer, Boolean> positive =
        OtherFolds.learn(
            examples,
            others -> 2 * others.stream().filter(Example::positive).count() > others.size());
    double[] predictions =
        examples.stream().mapToDouble(e -> positive.get(e.fold()) ? 1 : 0).toArray();
    Confusion confusion = OtherFolds.confusion(examples, example -> positive.get(example.fold()));
    return Evaluation.of(examples, predictions, confusion);
  }
}
